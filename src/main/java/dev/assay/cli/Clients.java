package dev.assay.cli;

import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The applications of a data folder, reached through the server that works on it or opened in its place.
public interface Clients extends AutoCloseable {

    /// An application just made; `secret` is never to be seen again.
    record Created(String id, String secret) {}

    /// What is known of an application without its secret.
    record Listed(
            String id, String name, Role role, Set<Scope> scopes, Instant createdTime, Optional<Instant> revokedTime) {}

    Created create(String name, Role role, Set<Scope> scopes);

    /// All of them, the revoked too.
    List<Listed> list();

    /// Throws `ClientNotFound` where there is none; revoking twice changes nothing.
    void revoke(String id);

    @Override
    void close();
}
