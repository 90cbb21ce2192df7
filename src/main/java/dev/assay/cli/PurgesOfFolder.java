package dev.assay.cli;

import java.time.Instant;
import java.util.Optional;

/// The purges of a folder that no server works on, and the folder's lock for as long as they are open.
final class PurgesOfFolder implements Purges {

    private final FolderLock lock;
    private final Purges purges;

    PurgesOfFolder(FolderLock lock, Purges purges) {
        this.lock = lock;
        this.purges = purges;
    }

    @Override
    public Preview preview(Instant deletedBefore, Optional<String> pageToken) {
        return purges.preview(deletedBefore, pageToken);
    }

    @Override
    public Purged purge(Instant deletedBefore) {
        return purges.purge(deletedBefore);
    }

    @Override
    public void close() {
        try (lock) {
            purges.close();
        }
    }
}
