package dev.assay.access;

import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import dev.assay.meta.TokenTable;
import dev.assay.sql.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Finds who a token is. What it found it remembers for two seconds, so that a token revoked on another server
/// ends that soon; one that is revoked here ends at once. Thread-safe.
public final class SignIn {

    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int REMEMBERED_MAX = 10_000;

    /// @param changes how many changes this process had made to tokens before it read this one
    private record Remembered(Token token, Instant until, long changes) {}

    private final Database database;
    private final InstantSource clock;
    private final AtomicLong changes = new AtomicLong();
    private final Map<Digest, Remembered> remembered = new ConcurrentHashMap<>();
    private final Map<Digest, Caller> local = new ConcurrentHashMap<>();

    public SignIn(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Empty where the token is unknown, expired or revoked.
    public Optional<Caller> find(String token) {
        Digest hash = new TokenText(token).hash();
        Instant now = clock.instant();
        return recall(hash, now)
                .or(() -> read(hash, now).filter(found -> found.isValid(now)).map(SignIn::caller));
    }

    /// The same without asking the database: empty as well where the token is not remembered.
    public Optional<Caller> recall(String token) {
        return recall(new TokenText(token).hash(), clock.instant());
    }

    private Optional<Caller> recall(Digest hash, Instant now) {
        Caller here = local.get(hash);
        if (here != null) {
            return Optional.of(here);
        }
        Remembered known = remembered.get(hash);
        return known != null && isCurrent(known, now) && known.token().isValid(now)
                ? Optional.of(caller(known.token()))
                : Optional.empty();
    }

    private boolean isCurrent(Remembered known, Instant now) {
        return now.isBefore(known.until()) && known.changes() == changes.get();
    }

    private static Caller caller(Token token) {
        return new Caller(token.user(), token.scopes(), token.role());
    }

    /// A token that is stored nowhere and ends with the process: for the command line on the same machine.
    public TokenText mintLocal(User user) {
        TokenText token = TokenText.mint();
        local.put(token.hash(), new Caller(user, EnumSet.allOf(Scope.class)));
        return token;
    }

    /// To be called when a token was changed here. A read that is under way may have seen it as it was before; what it
    /// then remembers counts for nothing.
    public void forget() {
        changes.incrementAndGet();
        remembered.clear();
    }

    private Optional<Token> read(Digest hash, Instant now) {
        long before = changes.get();
        Optional<Token> found = database.read(transaction -> TokenTable.findByHash(transaction, hash));
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        found.ifPresent(token -> remembered.put(hash, new Remembered(token, now.plus(REMEMBERED), before)));
        return found;
    }
}
