package dev.assay.http;

import dev.assay.domain.Caller;
import java.util.Optional;
import java.util.function.Function;

/// Knows who a token is.
@FunctionalInterface
public interface Tokens {

    /// Empty where nobody has the token, or no longer.
    Optional<Caller> find(String token);

    /// The same without waiting for anything: empty as well where it would have to ask.
    default Optional<Caller> recall(@SuppressWarnings("unused") String token) {
        return Optional.empty();
    }

    static Tokens of(Function<String, Optional<Caller>> find, Function<String, Optional<Caller>> recall) {
        return new Tokens() {
            @Override
            public Optional<Caller> find(String token) {
                return find.apply(token);
            }

            @Override
            public Optional<Caller> recall(String token) {
                return recall.apply(token);
            }
        };
    }
}
