package dev.assay.keep;

import dev.assay.artifact.Hold;
import dev.assay.artifact.local.LocalArtifactStore;
import dev.assay.meta.ArtifactUseTable.Totals;
import dev.assay.observe.Progress;
import dev.assay.sql.DatabaseException;
import dev.assay.sql.SqliteReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// A copy of a store as it was at one moment, made beside whoever works on the store. The database is copied first, by
/// SQLite and within one transaction, then the artifacts that it holds, each compared with its SHA-256;
/// nobody can sweep one away meanwhile. The copy is checked, and appears under its name only then: whole or
/// not at all.
public final class Backup {

    private static final String LOCK = "lock";

    private final StoreFiles store;
    private final Path target;
    private final InstantSource clock;
    private final Progress progress;

    private Backup(Path data, Path target, InstantSource clock, Progress progress) {
        this.store = new StoreFiles(data);
        this.target = target.toAbsolutePath().normalize();
        this.clock = clock;
        this.progress = progress;
    }

    /// What was copied.
    public record Summary(long databaseBytes, long artifacts, long artifactBytes) {}

    /// Copies the store in `data` to the folder `target`, which is not there or empty. Throws `KeepingFailed`.
    public static Summary write(Path data, Path target, InstantSource clock, Progress progress) {
        return new Backup(data, target, clock, progress).write();
    }

    private Summary write() {
        store.requireStore();
        requireFree();
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
        try {
            Files.createDirectories(unfinished);
            try (FileChannel _ = lock(unfinished)) {
                return write(unfinished);
            }
        } catch (DatabaseException e) {
            throw KeepingFailed.of(e);
        } catch (IOException e) {
            throw new KeepingFailed("the back-up cannot be written to " + target, e);
        }
    }

    /// What a back-up that was cut short left here is deleted first, and what this one leaves when it fails, last.
    private Summary write(Path unfinished) throws IOException {
        boolean done = false;
        try {
            clear(unfinished);
            Summary summary = copy(new StoreFiles(unfinished));
            Durable.sync(unfinished);
            requireFree();
            Durable.move(unfinished, target);
            done = true;
            Files.delete(target.resolve(LOCK));
            return summary;
        } finally {
            if (!done) {
                Durable.deleteAll(unfinished);
            }
        }
    }

    private Summary copy(StoreFiles copy) throws IOException {
        LocalArtifactStore artifacts = LocalArtifactStore.toRead(store.artifacts());
        Instant now = clock.instant();
        try (Hold _ = artifacts.holdAll()) {
            try (SqliteReader database = SqliteReader.open(store.database())) {
                database.copyTo(copy.database(), progress);
            }
            if (Files.exists(store.settings())) {
                Durable.copy(store.settings(), copy.settings());
            }
            Durable.sync(copy.database());
            try (SqliteReader copied = SqliteReader.open(copy.database())) {
                requireSound(copied);
                Totals totals =
                        new ArtifactCopy(copied, artifacts, new LocalArtifactStore(copy.artifacts()), progress).run();
                return describe(copy, now, copied.version(), totals);
            }
        }
    }

    private void requireSound(SqliteReader copied) {
        progress.at("check of the database", 0, 1);
        List<String> problems = copied.problems();
        if (!problems.isEmpty()) {
            throw new KeepingFailed("the database is damaged: " + problems.getFirst() + " (assay fsck says more)");
        }
    }

    private static Summary describe(StoreFiles copy, Instant now, int schema, Totals totals) throws IOException {
        long bytes = Files.size(copy.database());
        new Manifest(now, schema, bytes, Manifest.digest(copy.database()), totals.count(), totals.bytes())
                .write(copy.manifest());
        return new Summary(bytes, totals.count(), totals.bytes());
    }

    private void requireFree() {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> inside = Files.list(target)) {
            if (inside.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw new KeepingFailed(target + " cannot be used", e);
        }
        throw new KeepingFailed(target + " is there already: a back-up never overwrites anything");
    }

    private FileChannel lock(Path unfinished) throws IOException {
        FileChannel channel =
                FileChannel.open(unfinished.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            taken = lock != null;
        } catch (OverlappingFileLockException _) {
            taken = false;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new KeepingFailed("another back-up to " + target + " is under way");
        }
        return channel;
    }

    private static void clear(Path unfinished) throws IOException {
        try (Stream<Path> inside = Files.list(unfinished)) {
            for (Path left : inside.toList()) {
                if (!left.endsWith(LOCK)) {
                    Durable.deleteAll(left);
                }
            }
        }
    }
}
