package dev.assay;

import dev.assay.app.Store;
import dev.assay.artifact.local.LocalArtifactStore;
import dev.assay.config.Settings;
import dev.assay.engine.RollUp;
import dev.assay.keep.Restore;
import dev.assay.series.sql.SqlPackStore;
import dev.assay.sql.Database;
import java.time.InstantSource;

/// The store of a data folder, opened from the bottom up and closed in reverse.
record OpenFolder(Database database, Store store) implements AutoCloseable {

    static OpenFolder open(Settings settings) {
        Restore.requireNoneCutShort(settings.data());
        Database database = Database.sqlite(settings.data().resolve("assay.db"));
        try {
            LocalArtifactStore artifacts =
                    new LocalArtifactStore(settings.data().resolve("artifacts"));
            Store.Limits limits = new Store.Limits(
                    settings.writerQueueBytesMax(),
                    settings.artifactBytesMax(),
                    settings.imageBytesMax(),
                    settings.exportColumnsMax(),
                    settings.seriesPerExperimentMax(),
                    new RollUp.Bounds(settings.rollUpBytes(), settings.rollUpAge()));
            return new OpenFolder(
                    database, Store.open(database, new SqlPackStore(), artifacts, InstantSource.system(), limits));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try (database) {
            store.close();
        }
    }
}
