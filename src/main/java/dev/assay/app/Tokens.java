package dev.assay.app;

import dev.assay.access.SignIn;
import dev.assay.access.TokenText;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.Texts;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import dev.assay.engine.Writer;
import dev.assay.meta.TokenTable;
import dev.assay.sql.Database;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Who may come in. All of it wants the admin scope. Thread-safe.
public final class Tokens {

    private static final String MAIN_ADMIN_NAME = "admin";

    private final Database database;
    private final Writer writer;
    private final SignIn signIn;
    private final InstantSource clock;

    Tokens(Database database, Writer writer, SignIn signIn, InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.signIn = signIn;
        this.clock = clock;
    }

    public MintedToken create(Caller caller, NewToken wanted) {
        Made made = create(caller, Optional.empty(), wanted);
        return new MintedToken(made.token(), made.text().orElseThrow());
    }

    /// A token, and its text where this very call made it.
    public record Made(Token token, Optional<TokenText> text) {

        /// For the one who shows it.
        public Optional<String> plainText() {
            return text.map(TokenText::text);
        }
    }

    /// The same for a call that may come again: then it makes no second token, and the text of the first is nowhere
    /// kept.
    public Made create(Caller caller, Optional<IdempotencyKey> key, NewToken wanted) {
        requireSane(caller, wanted);
        TokenText text = TokenText.mint();
        Token token = token(caller.user(), wanted, false);
        String id = writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            TokenTable.insert(work.context(), token, text.hash());
            return token.id().toString();
        }));
        if (id.equals(token.id().toString())) {
            return new Made(token, Optional.of(text));
        }
        Token before = database.read(transaction -> TokenTable.find(transaction, UUID.fromString(id)))
                .orElseThrow(() -> Faults.tokenNotFound(id));
        return new Made(before, Optional.empty());
    }

    private static void requireSane(Caller caller, NewToken wanted) {
        caller.require(Scope.ADMIN);
        Texts.requireName("token name", wanted.name());
        if (wanted.scopes().isEmpty()) {
            throw Faults.invalid("scopes", "empty");
        }
    }

    /// Revoked and expired ones too, the oldest first.
    public List<Token> list(Caller caller) {
        caller.require(Scope.ADMIN);
        return database.read(TokenTable::list);
    }

    /// Throws `TokenNotFound`. One that is revoked already stays so.
    public void revoke(Caller caller, UUID id) {
        revoke(caller, Optional.empty(), id);
    }

    /// The same for a call that may come again.
    public void revoke(Caller caller, Optional<IdempotencyKey> key, UUID id) {
        caller.require(Scope.ADMIN);
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            if (TokenTable.find(work.context(), id).isEmpty()) {
                throw Faults.tokenNotFound(id.toString());
            }
            TokenTable.revoke(work.context(), id, clock.instant());
            work.afterCommit(signIn::forget);
            return id.toString();
        }));
    }

    /// Whether the store has an admin token from its first start, valid or not.
    boolean hasMainAdmin() {
        return database.read(TokenTable::list).stream().anyMatch(Token::mainAdmin);
    }

    /// The token that the first start shows.
    TokenText mintMainAdmin(User admin) {
        TokenText text = TokenText.mint();
        setMainAdmin(admin, text);
        return text;
    }

    /// Makes the given text a valid admin token, whatever it was before, and ends the one that it replaces.
    void setMainAdmin(User admin, TokenText text) {
        writer.write(work -> {
            Optional<Token> known = TokenTable.findByHash(work.context(), text.hash());
            Token token = known.orElseGet(() -> mainAdmin(admin));
            if (known.isEmpty()) {
                TokenTable.insert(work.context(), token, text.hash());
            }
            TokenTable.setMainAdmin(work.context(), token.id(), admin, clock.instant());
            work.afterCommit(signIn::forget);
            return token;
        });
    }

    private Token mainAdmin(User admin) {
        return token(admin, new NewToken(MAIN_ADMIN_NAME, EnumSet.allOf(Scope.class), Optional.empty()), true);
    }

    private Token token(User user, NewToken wanted, boolean mainAdmin) {
        return new Token(
                UUID.randomUUID(),
                user,
                wanted.name(),
                wanted.scopes(),
                mainAdmin,
                Times.now(clock),
                wanted.expiresTime(),
                Optional.empty());
    }
}
