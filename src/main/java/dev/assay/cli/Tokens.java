package dev.assay.cli;

import dev.assay.domain.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tokens of a data folder, reached through the server that works on it or opened in its place.
public interface Tokens extends AutoCloseable {

    /// A token just made; `token` is the secret itself, which is never to be seen again.
    record Created(
            String id,
            String token,
            Optional<String> name,
            Set<Scope> scopes,
            String user,
            Instant createdTime,
            Optional<Instant> expiresTime) {}

    /// What is known of a token without its secret.
    record Listed(
            String id,
            Optional<String> name,
            Set<Scope> scopes,
            String user,
            Instant createdTime,
            Optional<Instant> expiresTime,
            Optional<Instant> revokedTime) {}

    /// A token of the user `admin` with these scopes.
    Created create(Optional<String> name, Set<Scope> scopes, Optional<Instant> expiresTime);

    /// All of them, the revoked and the expired too.
    List<Listed> list();

    /// Throws `TokenNotFound` where there is none; revoking twice changes nothing.
    void revoke(String id);

    @Override
    void close();
}
