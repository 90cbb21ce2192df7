package dev.assay.artifact.local;

import dev.assay.artifact.Stored;
import dev.assay.artifact.Upload;
import dev.assay.bytes.ByteSource;
import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/// A file in `tmp`, locked while it is written, and its digest so far.
final class LocalUpload implements Upload {

    /// The JDK keeps a buffer as large as the largest write of a thread; this bounds it.
    private static final int WRITE_BYTES_MAX = 64 * 1024;

    private final Path file;
    private final FileChannel channel;
    private final Function<Digest, Path> place;
    private final long bytesMax;
    private final MessageDigest sha256 = Digests.sha256();
    private long sizeBytes;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        COMMITTING,
        COMMITTED,
        CLOSED
    }

    private LocalUpload(Path file, FileChannel channel, Function<Digest, Path> place, long bytesMax) {
        this.file = file;
        this.channel = channel;
        this.place = place;
        this.bytesMax = bytesMax;
    }

    static LocalUpload begin(Path unfinished, Function<Digest, Path> place, long bytesMax) {
        Path file = unfinished.resolve(UUID.randomUUID().toString());
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
            LocalUpload upload = new LocalUpload(file, channel, place, bytesMax);
            upload.lock();
            return upload;
        } catch (IOException e) {
            throw LocalArtifactStore.failed("an artifact cannot be written", e);
        }
    }

    /// Deletes what writers that are gone have left.
    static void sweep(Path unfinished) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(unfinished)) {
            for (Path file : files) {
                if (isAbandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isAbandoned(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        require(State.OPEN);
        if (length > bytesMax - sizeBytes) {
            throw Faults.tooLarge("artifact", bytesMax);
        }
        try {
            for (int done = 0; done < length; ) {
                int count = Math.min(WRITE_BYTES_MAX, length - done);
                done += channel.write(ByteBuffer.wrap(bytes, offset + done, count));
            }
        } catch (IOException e) {
            throw LocalArtifactStore.failed("an artifact cannot be written", e);
        }
        sha256.update(bytes, offset, length);
        sizeBytes += length;
    }

    @Override
    public Stored stored() {
        require(State.OPEN);
        try {
            return new Stored(Digests.finish((MessageDigest) sha256.clone()), sizeBytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("BUG: SHA-256 of every JDK can be cloned", e);
        }
    }

    @Override
    public ByteSource written() {
        require(State.OPEN);
        return new LocalContent(channel);
    }

    @Override
    public Stored commit() {
        Stored stored = stored();
        state = State.COMMITTING;
        Path target = place.apply(stored.digest());
        try {
            channel.force(true);
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            state = State.COMMITTED;
            LocalArtifactStore.sync(Objects.requireNonNull(target.getParent()));
        } catch (IOException e) {
            throw LocalArtifactStore.failed("an artifact cannot be made durable", e);
        }
        return stored;
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        boolean committed = state == State.COMMITTED;
        state = State.CLOSED;
        try (channel) {
            if (!committed) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The content is safe under its digest or not wanted; a file that is left in tmp is swept at the next open.
        }
    }

    private void lock() throws IOException {
        try {
            channel.lock();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void require(State wanted) {
        if (state != wanted) {
            throw new IllegalStateException("BUG: an upload that is " + state);
        }
    }
}
