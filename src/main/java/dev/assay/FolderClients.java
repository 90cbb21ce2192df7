package dev.assay;

import dev.assay.app.NewClient;
import dev.assay.cli.Clients;
import dev.assay.domain.Caller;
import dev.assay.domain.Client;
import dev.assay.domain.Faults;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import dev.assay.domain.UuidText;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The applications of a folder opened in a server's place, as its admin.
final class FolderClients implements Clients {

    private final OpenFolder folder;
    private final Caller admin;

    FolderClients(OpenFolder folder) {
        this.folder = folder;
        this.admin = new Caller(folder.store().admin(), EnumSet.allOf(Scope.class));
    }

    @Override
    public Created create(String name, Role role, Set<Scope> scopes) {
        var made = folder.store().clients().create(admin, Optional.empty(), new NewClient(name, role, scopes));
        return new Created(made.client().id().toString(), made.plainSecret().orElseThrow());
    }

    @Override
    public List<Listed> list() {
        return folder.store().clients().list(admin).stream()
                .map(FolderClients::listed)
                .toList();
    }

    private static Listed listed(Client client) {
        return new Listed(
                client.id().toString(),
                client.name(),
                client.role(),
                client.scopes(),
                client.createdTime(),
                client.revokedTime());
    }

    @Override
    public void revoke(String id) {
        folder.store()
                .clients()
                .revoke(admin, Optional.empty(), UuidText.find(id).orElseThrow(() -> Faults.clientNotFound(id)));
    }

    @Override
    public void close() {
        folder.close();
    }
}
