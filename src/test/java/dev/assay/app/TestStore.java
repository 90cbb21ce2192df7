package dev.assay.app;

import dev.assay.artifact.local.LocalArtifactStore;
import dev.assay.domain.Caller;
import dev.assay.domain.Scope;
import dev.assay.series.sql.SqlPackStore;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/// A real store in a folder, for tests: SQLite and a directory of artifacts, with a caller who may do everything.
public final class TestStore implements AutoCloseable {

    private final Database database;
    private final Store store;

    private TestStore(Database database, Path folder, InstantSource clock) {
        this.database = database;
        this.store = Store.open(
                database,
                new SqlPackStore(),
                new LocalArtifactStore(folder.resolve("artifacts")),
                clock,
                Store.Limits.DEFAULT);
    }

    public static TestStore open(Path folder) {
        return open(folder, InstantSource.system());
    }

    public static TestStore open(Path folder, InstantSource clock) {
        return open(Database.sqlite(folder.resolve("assay.db")), folder, clock);
    }

    /// On a database that the test brings, which is closed with the store.
    public static TestStore open(Database database, Path folder, InstantSource clock) {
        return new TestStore(database, folder, clock);
    }

    public Store store() {
        return store;
    }

    public Database database() {
        return database;
    }

    public Caller admin() {
        return caller(EnumSet.allOf(Scope.class));
    }

    public Caller caller(Set<Scope> scopes) {
        return new Caller(store.admin(), scopes);
    }

    @Override
    public void close() {
        store.close();
        database.close();
    }
}
