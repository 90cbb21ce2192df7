package dev.assay;

import dev.assay.app.MintedToken;
import dev.assay.app.NewToken;
import dev.assay.cli.Tokens;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
import dev.assay.domain.UuidText;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The tokens of a folder opened in a server's place, as its admin.
final class FolderTokens implements Tokens {

    private static final String NAME_OTHERWISE = "unnamed";

    private final OpenFolder folder;
    private final Caller admin;

    FolderTokens(OpenFolder folder) {
        this.folder = folder;
        this.admin = new Caller(folder.store().admin(), EnumSet.allOf(Scope.class));
    }

    @Override
    public Created create(Optional<String> name, Set<Scope> scopes, Optional<Instant> expiresTime) {
        NewToken wanted = new NewToken(name.orElse(NAME_OTHERWISE), scopes, expiresTime);
        MintedToken made = folder.store().tokens().create(admin, wanted);
        Token token = made.token();
        return new Created(
                token.id().toString(),
                made.text().text(),
                Optional.of(token.name()),
                token.scopes(),
                token.user().name(),
                token.createdTime(),
                token.expiresTime());
    }

    @Override
    public List<Listed> list() {
        return folder.store().tokens().list(admin).stream()
                .map(FolderTokens::listed)
                .toList();
    }

    private static Listed listed(Token token) {
        return new Listed(
                token.id().toString(),
                Optional.of(token.name()),
                token.scopes(),
                token.user().name(),
                token.createdTime(),
                token.expiresTime(),
                token.revokedTime());
    }

    @Override
    public void revoke(String id) {
        folder.store().tokens().revoke(admin, UuidText.find(id).orElseThrow(() -> Faults.tokenNotFound(id)));
    }

    @Override
    public void close() {
        folder.close();
    }
}
