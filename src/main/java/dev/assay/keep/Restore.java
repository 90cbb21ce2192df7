package dev.assay.keep;

import dev.assay.artifact.local.LocalArtifactStore;
import dev.assay.domain.Digest;
import dev.assay.meta.ArtifactUseTable.Totals;
import dev.assay.observe.Progress;
import dev.assay.sql.Database;
import dev.assay.sql.DatabaseException;
import dev.assay.sql.SqliteReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/// Puts a back-up in the place of a store. All of it is copied beside that place and compared with its checksums; the
/// database comes last, so that there is a store only when all of it is there. The caller holds the folder's lock.
public final class Restore {

    private static final String LOCK = "lock";

    private final StoreFiles backup;
    private final StoreFiles store;
    private final Progress progress;

    private Restore(Path backup, Path data, Progress progress) {
        this.backup = new StoreFiles(backup.toAbsolutePath().normalize());
        this.store = new StoreFiles(data.toAbsolutePath().normalize());
        this.progress = progress;
    }

    /// Restores into the folder `data`, in which there is nothing but the lock. Throws `KeepingFailed`, and
    /// `StoreIsNewer`.
    public static void run(Path backup, Path data, Progress progress) {
        new Restore(backup, data, progress).run();
    }

    /// Throws `KeepingFailed` where a restore was cut short: what is there is no store, and must not become one.
    public static void requireNoneCutShort(Path data) {
        StoreFiles store = new StoreFiles(data);
        if (Files.exists(store.restoring()) && !Files.exists(store.database())) {
            throw new KeepingFailed("a restore into " + data + " was cut short: run assay restore again");
        }
    }

    private void run() {
        try {
            requireEmpty();
            Manifest manifest = Manifest.read(backup.manifest());
            Durable.deleteAll(store.restoring());
            StoreFiles copy = new StoreFiles(Files.createDirectories(store.restoring()));
            boolean done = false;
            try {
                copy(manifest, copy);
                done = true;
            } finally {
                if (!done) {
                    Durable.deleteAll(store.restoring());
                }
            }
            putInPlace(copy);
        } catch (DatabaseException e) {
            throw KeepingFailed.of(e);
        } catch (IOException e) {
            throw new KeepingFailed(backup.folder() + " cannot be restored", e);
        }
    }

    private void copy(Manifest manifest, StoreFiles copy) throws IOException {
        progress.at("database", 0, manifest.databaseBytes());
        Durable.copy(backup.database(), copy.database());
        Digest digest = Manifest.digest(copy.database());
        if (!digest.equals(manifest.database())) {
            throw new KeepingFailed(backup.database() + " is damaged: its SHA-256 is " + digest.hex() + ", not "
                    + manifest.database().hex());
        }
        progress.at("database", manifest.databaseBytes(), manifest.databaseBytes());
        // One of an older schema is migrated before anything is read from it.
        Database.sqlite(copy.database()).close();
        Durable.sync(copy.database());
        try (SqliteReader database = SqliteReader.open(copy.database())) {
            Totals totals = new ArtifactCopy(
                            database,
                            LocalArtifactStore.toRead(backup.artifacts()),
                            new LocalArtifactStore(copy.artifacts()),
                            progress)
                    .run();
            if (totals.count() != manifest.artifacts() || totals.bytes() != manifest.artifactBytes()) {
                throw new KeepingFailed(backup.manifest() + " does not fit the database beside it");
            }
        }
        if (Files.exists(backup.settings())) {
            Durable.copy(backup.settings(), copy.settings());
        }
    }

    /// One by one, the database last; cut short, what is missing is still in `restoring`, and says so.
    private void putInPlace(StoreFiles copy) throws IOException {
        Durable.move(copy.artifacts(), store.artifacts());
        if (Files.exists(copy.settings())) {
            Durable.move(copy.settings(), store.settings());
        }
        Durable.move(copy.database(), store.database());
        Durable.deleteAll(store.restoring());
    }

    /// A restore that was cut short may be done again.
    private void requireEmpty() throws IOException {
        boolean cutShort = Files.exists(store.restoring()) && !Files.exists(store.database());
        Set<String> ours = cutShort ? Set.of(LOCK, "restoring", "artifacts", "assay.properties") : Set.of(LOCK);
        try (Stream<Path> inside = Files.list(store.folder())) {
            for (Path found : inside.toList()) {
                if (!ours.contains(found.getFileName().toString())) {
                    throw new KeepingFailed(
                            "the data folder " + store.folder() + " is not empty: a restore never overwrites anything");
                }
            }
        }
        if (cutShort) {
            Durable.deleteAll(store.artifacts());
            Files.deleteIfExists(store.settings());
        }
    }
}
