package dev.assay.cli;

import dev.assay.domain.Faults;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Applications that live in a list.
final class FakeClients implements Clients {

    final List<Listed> rows = new ArrayList<>();
    int closed;

    @Override
    public Created create(String name, Role role, Set<Scope> scopes) {
        rows.add(new Listed("c" + rows.size(), name, role, scopes, FakeProgram.NOW, Optional.empty()));
        return new Created(rows.getLast().id(), "secret-of-folder");
    }

    @Override
    public List<Listed> list() {
        return rows;
    }

    @Override
    public void revoke(String id) {
        if (!rows.removeIf(client -> client.id().equals(id))) {
            throw Faults.clientNotFound(id);
        }
    }

    @Override
    public void close() {
        closed++;
    }
}
