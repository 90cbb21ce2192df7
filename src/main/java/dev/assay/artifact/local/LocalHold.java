package dev.assay.artifact.local;

import dev.assay.artifact.Hold;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A lock on the file `hold` of an artifacts' directory, which the system frees however a process ends: shared by those
/// who hold all contents, alone for who sweeps.
record LocalHold(FileChannel channel) implements Hold {

    private static final String FILE_NAME = "hold";
    private static final Duration WAIT_MAX = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /// A sweep takes the lock for a small part of its work each time, so that it is soon free.
    static Hold take(Path folder) {
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        Optional<Hold> taken = tryTake(folder, true);
        while (taken.isEmpty()) {
            if (System.nanoTime() > end) {
                throw Faults.unavailable(
                        "the artifacts are in use by another back-up or purge", new IOException("locked"));
            }
            pause();
            taken = tryTake(folder, true);
        }
        return taken.get();
    }

    static Optional<Hold> trySweep(Path folder) {
        return tryTake(folder, false);
    }

    private static Optional<Hold> tryTake(Path folder, boolean shared) {
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve(FILE_NAME),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel, shared) != null) {
                return Optional.of(new LocalHold(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw Faults.unavailable("the artifacts cannot be locked", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.unavailable("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Faults.unavailable("the artifacts cannot be unlocked", e);
        }
    }
}
