package dev.assay.artifact.local;

import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.Hold;
import dev.assay.artifact.OpenContent;
import dev.assay.artifact.Stored;
import dev.assay.artifact.Upload;
import dev.assay.domain.Digest;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Artifacts in a directory: the content with the digest `abcd…` is the file `ab/abcd…`; unfinished ones lie in `tmp`.
///
/// A file comes under its digest only by an atomic rename, after its bytes were synced; then the folder that holds it
/// is synced, and only then is it acknowledged. A content that is already there is replaced by its twin instead of
/// kept: the second writer so needs to know nothing of how far the first had come, and a file that was damaged is
/// whole again. Readers of the replaced file read on.
///
/// Several processes may share the directory: an unfinished file is locked as long as its writer lives, and opening
/// the store sweeps only those that nobody holds.
public final class LocalArtifactStore implements ArtifactStore {

    private static final int PREFIXES = 256;

    /// The systems' words for it, which Java passes on and does not tell apart.
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "not enough space on the disk");

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Path unfinished;

    /// Makes the directory where it is missing, and every folder in it now, so that a later write has only one to sync.
    public LocalArtifactStore(Path folder) {
        this(folder, LocalArtifactStore::prepare);
    }

    private LocalArtifactStore(Path folder, Preparation preparation) {
        this.folder = folder.toAbsolutePath();
        this.unfinished = this.folder.resolve("tmp");
        try {
            preparation.prepare(this.folder, unfinished);
        } catch (IOException e) {
            throw Faults.unavailable("the artifacts' directory cannot be opened", e);
        }
    }

    private interface Preparation {

        void prepare(Path folder, Path unfinished) throws IOException;
    }

    /// The artifacts in a directory that another process may be working on: for who reads them, and changes nothing.
    public static LocalArtifactStore toRead(Path folder) {
        return new LocalArtifactStore(folder, (_, _) -> {});
    }

    @Override
    public Upload begin(long bytesMax) {
        return LocalUpload.begin(unfinished, this::path, bytesMax);
    }

    @Override
    public Optional<InputStream> find(Digest digest) {
        return find(digest, 0, Long.MAX_VALUE).map(content -> new VerifiedInputStream(content, digest));
    }

    @Override
    public Optional<InputStream> find(Digest digest, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalStateException("BUG: a range from " + offset + " of " + length);
        }
        return channel(digest).map(channel -> new RangeInputStream(channel, offset, length));
    }

    @Override
    public Optional<OpenContent> open(Digest digest) {
        return channel(digest).map(LocalContent::new);
    }

    @Override
    public boolean has(Digest digest) {
        return Files.isRegularFile(path(digest));
    }

    @Override
    public void delete(Digest digest) {
        try {
            Files.deleteIfExists(path(digest));
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be deleted", e);
        }
    }

    /// What a caller is told of a file that was not written: a full disk is named, since its owner can do
    /// something.
    static Fault failed(String what, IOException e) {
        String reason = String.valueOf(e.getMessage());
        return FULL.stream().anyMatch(reason::contains) ? Faults.diskFull(e) : Faults.unavailable(what, e);
    }

    @Override
    public List<Stored> list(int prefix) {
        Path files = folder.resolve(HexFormat.of().toHexDigits((byte) prefix));
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        List<Stored> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(files)) {
            for (Path file : all) {
                findStored(file).ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw Faults.unavailable("the artifacts cannot be listed", e);
        }
        found.sort(Comparator.comparing(stored -> stored.digest().hex()));
        return found;
    }

    @Override
    public Hold holdAll() {
        return LocalHold.take(folder);
    }

    @Override
    public Optional<Hold> trySweep() {
        return LocalHold.trySweep(folder);
    }

    /// Empty where a file is no content, or was deleted meanwhile.
    private static Optional<Stored> findStored(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Stored(new Digest(name), Files.size(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path path(Digest digest) {
        return folder.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private Optional<FileChannel> channel(Digest digest) {
        try {
            return Optional.of(FileChannel.open(path(digest), StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be opened", e);
        }
    }

    private static void prepare(Path folder, Path unfinished) throws IOException {
        createFolders(folder, unfinished);
        LocalUpload.sweep(unfinished);
    }

    private static void createFolders(Path folder, Path unfinished) throws IOException {
        Files.createDirectories(unfinished);
        for (int prefix = 0; prefix < PREFIXES; prefix++) {
            Files.createDirectories(folder.resolve(HexFormat.of().toHexDigits((byte) prefix)));
        }
        // Synced even when nothing was made: a crash may have come between the making and the sync of another time.
        sync(folder);
        Path parent = folder.getParent();
        if (parent != null) {
            sync(parent);
        }
    }
}
