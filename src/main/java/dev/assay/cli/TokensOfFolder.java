package dev.assay.cli;

import dev.assay.domain.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tokens of a folder that no server works on, and the folder's lock for as long as they are open.
final class TokensOfFolder implements Tokens {

    private final FolderLock lock;
    private final Tokens tokens;

    TokensOfFolder(FolderLock lock, Tokens tokens) {
        this.lock = lock;
        this.tokens = tokens;
    }

    @Override
    public Created create(Optional<String> name, Set<Scope> scopes, Optional<Instant> expiresTime) {
        return tokens.create(name, scopes, expiresTime);
    }

    @Override
    public List<Listed> list() {
        return tokens.list();
    }

    @Override
    public void revoke(String id) {
        tokens.revoke(id);
    }

    @Override
    public void close() {
        try (lock) {
            tokens.close();
        }
    }
}
