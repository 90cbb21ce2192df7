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

    private TestStore(Database database, Path folder, InstantSource clock, Store.Limits limits) {
        this.database = database;
        this.store = Store.open(
                database, new SqlPackStore(), new LocalArtifactStore(folder.resolve("artifacts")), clock, limits);
    }

    public static TestStore open(Path folder) {
        return open(folder, InstantSource.system());
    }

    public static TestStore open(Path folder, InstantSource clock) {
        return open(Database.sqlite(folder.resolve("assay.db")), folder, clock);
    }

    /// On a database that the test brings, which is closed with the store.
    public static TestStore open(Database database, Path folder, InstantSource clock) {
        return open(database, folder, clock, Store.Limits.DEFAULT);
    }

    public static TestStore open(Database database, Path folder, InstantSource clock, Store.Limits limits) {
        return new TestStore(database, folder, clock, limits);
    }

    /// With at most so many series in an experiment.
    public static TestStore withSeriesMax(Path folder, int series) {
        return open(Database.sqlite(folder.resolve("assay.db")), folder, InstantSource.system(), seriesMax(series));
    }

    /// The usual limits with another number of series.
    static Store.Limits seriesMax(int series) {
        Store.Limits usual = Store.Limits.DEFAULT;
        return new Store.Limits(
                usual.writerQueueBytes(),
                usual.artifactBytes(),
                usual.imageBytes(),
                usual.exportColumns(),
                series,
                usual.rollUp());
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
