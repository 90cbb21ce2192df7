package dev.assay.app;

import dev.assay.access.SignIn;
import dev.assay.access.SignInCodes;
import dev.assay.access.TokenText;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import dev.assay.engine.Writer;
import dev.assay.meta.TokenTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/// Signing in to the page. A browser keeps a token like any other: the one that its user has typed in, or one that a
/// link of the server's own machine has made for it. Thread-safe.
public final class PageSessions {

    /// How long a token lives that a link has made.
    public static final Duration LIFETIME = Duration.ofDays(30);

    private static final String TOKEN_NAME = "page";

    private final Writer writer;
    private final SignIn signIn;
    private final SignInCodes codes;
    private final User admin;
    private final InstantSource clock;

    PageSessions(Writer writer, SignIn signIn, User admin, InstantSource clock) {
        this.writer = writer;
        this.signIn = signIn;
        this.codes = new SignInCodes(clock);
        this.admin = admin;
        this.clock = clock;
    }

    /// A code that signs in the admin, once.
    public String mintCode() {
        return codes.mint(admin).text();
    }

    /// The same for who asks over HTTP.
    public String mintCode(Caller caller) {
        caller.require(Scope.ADMIN);
        return mintCode();
    }

    /// The text of a token that the code's user has from now on. Throws `InvalidCredentials` where the code is unknown,
    /// too old, or was used.
    public String open(String code) {
        User user = codes.use(code).orElseThrow(Faults::invalidCredentials);
        TokenText text = TokenText.mintForPage();
        Instant now = Times.now(clock);
        Token token = new Token(
                UUID.randomUUID(),
                user,
                TOKEN_NAME,
                EnumSet.allOf(Scope.class),
                false,
                now,
                Optional.of(now.plus(LIFETIME)),
                Optional.empty());
        return writer.write(work -> {
            TokenTable.insert(work.changesOnly().context(), token, text.hash());
            return text.text();
        });
    }

    /// Who has this token; empty where nobody has it, or no longer.
    public Optional<Caller> find(String token) {
        return signIn.find(token);
    }

    /// Ends the token if a link has made it; one that was typed in stays what it was.
    public void close(String token) {
        TokenText text = new TokenText(token);
        if (!text.isForPage()) {
            return;
        }
        writer.write(work -> {
            TokenTable.findByHash(work.changesOnly().context(), text.hash())
                    .filter(found -> !found.mainAdmin())
                    .ifPresent(found -> TokenTable.revoke(work.context(), found.id(), clock.instant()));
            work.afterCommit(signIn::forget);
            return token;
        });
    }
}
