package dev.assay.cli;

import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import java.util.List;
import java.util.Set;

/// The applications of a folder that no server works on, and the folder's lock for as long as they are open.
final class ClientsOfFolder implements Clients {

    private final FolderLock lock;
    private final Clients clients;

    ClientsOfFolder(FolderLock lock, Clients clients) {
        this.lock = lock;
        this.clients = clients;
    }

    @Override
    public Created create(String name, Role role, Set<Scope> scopes) {
        return clients.create(name, role, scopes);
    }

    @Override
    public List<Listed> list() {
        return clients.list();
    }

    @Override
    public void revoke(String id) {
        clients.revoke(id);
    }

    @Override
    public void close() {
        try (lock) {
            clients.close();
        }
    }
}
