package dev.assay.app;

import dev.assay.access.SignIn;
import dev.assay.access.TokenText;
import dev.assay.domain.Caller;
import dev.assay.domain.Client;
import dev.assay.domain.Digest;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.Texts;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import dev.assay.domain.UuidText;
import dev.assay.engine.Writer;
import dev.assay.meta.AccountTable;
import dev.assay.meta.ClientTable;
import dev.assay.meta.TokenTable;
import dev.assay.sql.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// Applications that sign in by themselves (OAuth 2's client credentials): making, listing and revoking them wants the
/// admin scope; signing in wants their secret. Thread-safe.
public final class Clients {

    private static final String TOKEN_NAME = "client credentials";

    private final Database database;
    private final Writer writer;
    private final SignIn signIn;
    private final InstantSource clock;

    Clients(Database database, Writer writer, SignIn signIn, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.signIn = signIn;
        this.clock = clock;
    }

    /// An application, and its secret where this very call made it.
    public record Made(Client client, Optional<TokenText> secret) {

        /// For the one who shows it.
        public Optional<String> plainSecret() {
            return secret.map(TokenText::text);
        }
    }

    /// A token that an application signed in for.
    public record SignedIn(TokenText token, Set<Scope> scopes, Duration lifetime) {

        public SignedIn {
            scopes = Set.copyOf(scopes);
        }

        /// For the one who sends it.
        public String plainToken() {
            return token.text();
        }
    }

    /// An application and its user. A call that comes again makes no second one, and the secret of the first is nowhere
    /// kept.
    public Made create(Caller caller, Optional<IdempotencyKey> key, NewClient wanted) {
        caller.require(Scope.ADMIN);
        Texts.requireName("client name", wanted.name(), Client.NAME_CHARS_MAX);
        if (wanted.scopes().isEmpty()) {
            throw Faults.invalid("scopes", "empty");
        }
        TokenText secret = TokenText.mintSecret();
        Client client = client(wanted);
        String id = writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            AccountTable.insert(work.changesOnly().context(), client.user(), client.createdTime());
            ClientTable.insert(work.context(), client, secret.hash());
            return client.id().toString();
        }));
        if (id.equals(client.id().toString())) {
            return new Made(client, Optional.of(secret));
        }
        Client before = database.read(transaction -> ClientTable.find(transaction, UUID.fromString(id)))
                .map(ClientTable.Row::client)
                .orElseThrow(() -> Faults.clientNotFound(id));
        return new Made(before, Optional.empty());
    }

    private Client client(NewClient wanted) {
        UUID id = UUID.randomUUID();
        User user = new User(Uuids.next(clock), wanted.name() + " (" + id + ")");
        return new Client(id, user, wanted.name(), wanted.role(), wanted.scopes(), Times.now(clock), Optional.empty());
    }

    /// Revoked ones too, the oldest first.
    public List<Client> list(Caller caller) {
        caller.require(Scope.ADMIN);
        return database.read(ClientTable::list);
    }

    /// Ends the application and all of its tokens. Throws `ClientNotFound`. One that is revoked already stays so.
    public void revoke(Caller caller, Optional<IdempotencyKey> key, UUID id) {
        caller.require(Scope.ADMIN);
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            DSLContext transaction = work.changesOnly().context();
            if (ClientTable.find(transaction, id).isEmpty()) {
                throw Faults.clientNotFound(id.toString());
            }
            ClientTable.revoke(transaction, id, clock.instant());
            TokenTable.revokeAllOfClient(transaction, id, clock.instant());
            work.afterCommit(signIn::forget);
            return id.toString();
        }));
    }

    /// A token that lives so long, with the scopes that are asked for, or all that the application has. Throws
    /// `InvalidClient`, `InvalidScope`, `TooManyRequests` where it has too many tokens.
    public SignedIn signIn(String id, String secret, Optional<Set<Scope>> asked, Duration lifetime) {
        requireKnown(id, secret);
        TokenText text = TokenText.mint();
        Set<Scope> scopes = writer.write(work -> {
            DSLContext transaction = work.changesOnly().context();
            Client client = getValid(transaction, id, secret);
            Set<Scope> granted = asked.orElse(client.scopes());
            granted.stream()
                    .filter(scope -> !client.scopes().contains(scope))
                    .sorted()
                    .findFirst()
                    .ifPresent(scope -> {
                        throw Faults.invalidScope(scope.text());
                    });
            Instant now = Times.now(clock);
            if (TokenTable.countOfClient(transaction, client.id(), now) >= Client.TOKENS_MAX) {
                throw Faults.busy("the client has " + Client.TOKENS_MAX + " tokens that have not expired");
            }
            TokenTable.insertOfClient(
                    transaction, token(client, granted, now, now.plus(lifetime)), text.hash(), client.id());
            return granted;
        });
        return new SignedIn(text, scopes, lifetime);
    }

    private static Token token(Client client, Set<Scope> scopes, Instant now, Instant expires) {
        return new Token(
                UUID.randomUUID(),
                client.user(),
                TOKEN_NAME,
                scopes,
                false,
                now,
                Optional.of(expires),
                Optional.empty(),
                client.role());
    }

    /// Ends a token of the application's own; of any other text it says nothing. Throws `InvalidClient`.
    public void signOut(String id, String secret, String token) {
        requireKnown(id, secret);
        writer.write(work -> {
            Client client = getValid(work.changesOnly().context(), id, secret);
            TokenTable.revokeOfClient(work.context(), client.id(), new TokenText(token).hash(), clock.instant());
            work.afterCommit(signIn::forget);
            return client;
        });
    }

    /// Who guesses at secrets does not come to the writer.
    private void requireKnown(String id, String secret) {
        database.read(transaction -> getValid(transaction, id, secret));
    }

    private static Client getValid(DSLContext transaction, String id, String secret) {
        Optional<ClientTable.Row> found = UuidText.find(id).flatMap(known -> ClientTable.find(transaction, known));
        Digest given = new TokenText(secret).hash();
        // An unknown client takes as long as a wrong secret.
        Digest kept = found.map(ClientTable.Row::secretHash).orElse(given);
        boolean same = MessageDigest.isEqual(
                given.hex().getBytes(StandardCharsets.US_ASCII), kept.hex().getBytes(StandardCharsets.US_ASCII));
        return found.map(ClientTable.Row::client)
                .filter(client -> same && client.revokedTime().isEmpty())
                .orElseThrow(Faults::invalidClient);
    }
}
