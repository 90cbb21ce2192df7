package dev.assay.app;

import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.Hold;
import dev.assay.artifact.Stored;
import dev.assay.domain.Digest;
import dev.assay.meta.ArtifactUseTable;
import dev.assay.sql.Database;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// Deletes the contents that no experiment holds, a 256th of them at a time. While somebody copies all contents it does
/// nothing. Used by one thread at a time.
final class ArtifactSweep {

    private static final int PREFIXES = 256;

    private final Database database;
    private final ArtifactStore artifacts;
    private final Contents contents;

    ArtifactSweep(Database database, ArtifactStore artifacts, Contents contents) {
        this.database = database;
        this.artifacts = artifacts;
        this.contents = contents;
    }

    /// Returns the bytes that were freed.
    long run(BooleanSupplier goOn) {
        AtomicLong freed = new AtomicLong();
        for (int prefix = 0; prefix < PREFIXES && goOn.getAsBoolean(); prefix++) {
            int part = prefix;
            Optional<Hold> hold = artifacts.trySweep();
            if (hold.isEmpty()) {
                break;
            }
            try (Hold _ = hold.get()) {
                contents.sweep(() -> freed.addAndGet(run(part)));
            }
        }
        return freed.get();
    }

    /// What was committed before the list was read is in the answer of the database, and nothing is committed now.
    private long run(int prefix) {
        long freed = 0;
        var stored = artifacts.list(prefix);
        if (stored.isEmpty()) {
            return 0;
        }
        Set<Digest> held = database.read(transaction -> ArtifactUseTable.digests(transaction, prefix));
        for (Stored content : stored) {
            if (!held.contains(content.digest())) {
                artifacts.delete(content.digest());
                freed += content.sizeBytes();
            }
        }
        return freed;
    }
}
