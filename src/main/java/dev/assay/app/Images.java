package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Faults;
import dev.assay.domain.ImageLabel;
import dev.assay.domain.ImagePaths;
import dev.assay.domain.ImageType;
import dev.assay.domain.Scope;
import dev.assay.domain.StoredFile;
import dev.assay.engine.Writer;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.StoredFileTable;
import dev.assay.meta.StoredFileTable.ImagePlace;
import dev.assay.sql.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/// Images of an experiment by name and step. An image is a file, and what MLflow's clients log as one is one here.
/// Thread-safe.
public final class Images {

    /// Of one image, unless it is set otherwise.
    public static final long BYTES_MAX = 64L << 20;

    private static final String TYPES =
            Arrays.stream(ImageType.values()).map(ImageType::contentType).collect(Collectors.joining(", "));

    private final Database database;
    private final Writer writer;
    private final Files files;
    private final PageTokens pageTokens;
    private final InstantSource clock;
    private final long bytesMax;

    Images(Database database, Writer writer, Files files, PageTokens pageTokens, InstantSource clock, long bytesMax) {
        this.database = database;
        this.writer = writer;
        this.files = files;
        this.pageTokens = pageTokens;
        this.clock = clock;
        this.bytesMax = bytesMax;
    }

    /// Which images a list has; what is absent bounds nothing.
    public record Query(
            Optional<String> name, long stepFirst, long stepLast, int pageSize, Optional<String> pageToken) {}

    /// What an image may have.
    public long bytesMax() {
        return bytesMax;
    }

    /// Stores the image; what the name had at the step is replaced. Its first bytes say what it is. Throws
    /// `ExperimentNotFound`, `UnsupportedMediaType`, `RequestTooLarge`, `LimitReached`. An `IOException` is the
    /// source's.
    ///
    /// @param key makes the idempotency key of the digest of what was read, where there is one
    /// @param contentType what the caller calls it; one of ours must be right
    public StoredFile put(
            Caller caller,
            Function<Digest, Optional<IdempotencyKey>> key,
            ExperimentRef ref,
            ImageLabel label,
            String contentType,
            InputStream content)
            throws IOException {
        caller.require(Scope.MODELS_WRITE);
        byte[] head = content.readNBytes(ImageType.HEAD_BYTES);
        ImageType type = type(head, contentType);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), content);
        Instant now = Times.now(clock);
        String path = ImagePaths.path(label, type, now, Uuids.next(clock));
        Files.Making image = new Files.Making(
                stored -> new StoredFile(
                        path, type.contentType(), stored.sizeBytes(), stored.digest(), now, Optional.of(label)),
                (transaction, row) -> deleteAll(transaction, row, label.name(), label.step()));
        return files.put(caller, key, ref, bytesMax, whole, image);
    }

    private static ImageType type(byte[] head, String contentType) {
        ImageType type = ImageType.of(head)
                .orElseThrow(() -> Faults.unsupportedMediaType("of another type by its first bytes", TYPES));
        boolean another = Arrays.stream(ImageType.values())
                .anyMatch(other -> other != type && other.contentType().equals(contentType));
        if (another) {
            throw Faults.unsupportedMediaType("by its first bytes " + type.contentType(), contentType);
        }
        return type;
    }

    /// The one that came last, where there are many. Throws `ExperimentNotFound`, `ImageNotFound`.
    public FileContent get(Caller caller, ExperimentRef ref, String name, long step) {
        caller.require(Scope.MODELS_READ);
        String path = database.read(transaction -> {
            Head head = Heads.getShown(transaction, ref);
            List<StoredFile> found = StoredFileTable.images(transaction, head.key(), name, step);
            if (found.isEmpty()) {
                throw Faults.imageNotFound(name, step);
            }
            return found.getLast().path();
        });
        return files.get(caller, ref, path);
    }

    /// In the order of their names, steps and paths. Throws `ExperimentNotFound`, `InvalidPageToken`.
    public Page<StoredFile> list(Caller caller, ExperimentRef ref, Query query) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> {
            Head head = Heads.getShown(transaction, ref);
            String about =
                    "images " + head.key() + " " + query.stepFirst() + " " + query.stepLast() + " " + query.name();
            Optional<ImagePlace> after = query.pageToken().map(token -> place(pageTokens.read(about, token)));
            List<StoredFile> found = StoredFileTable.images(
                    transaction,
                    head.key(),
                    new StoredFileTable.Images(query.name(), query.stepFirst(), query.stepLast()),
                    after,
                    query.pageSize() + 1);
            if (found.size() <= query.pageSize()) {
                return new Page<>(found, Optional.empty());
            }
            List<StoredFile> shown = found.subList(0, query.pageSize());
            return new Page<>(shown, Optional.of(pageTokens.write(about, bytes(shown.getLast()))));
        });
    }

    /// Neither names nor paths have the character that stands between them.
    private static byte[] bytes(StoredFile image) {
        ImageLabel label = image.image().orElseThrow();
        return (label.name() + "\n" + label.step() + "\n" + image.path()).getBytes(StandardCharsets.UTF_8);
    }

    private static ImagePlace place(byte[] bytes) {
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        return new ImagePlace(parts[0], Long.parseLong(parts[1]), parts[2]);
    }

    /// Throws `ExperimentNotFound`, `ImageNotFound`.
    public void delete(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, String name, long step) {
        caller.require(Scope.MODELS_WRITE);
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            Head head = Heads.getActive(work.context(), ref);
            Row row = ExperimentTable.getLocked(work.context(), head.key());
            if (deleteAll(work.context(), row, name, step) == 0) {
                throw Faults.imageNotFound(name, step);
            }
            return name;
        }));
    }

    /// With the small copies that MLflow's clients put beside theirs. How many images there were.
    private static int deleteAll(DSLContext transaction, Row row, String name, long step) {
        List<StoredFile> before = StoredFileTable.images(transaction, row.key(), name, step);
        for (StoredFile image : before) {
            StoredFileTable.delete(transaction, row, image.path());
            StoredFileTable.delete(transaction, row, ImagePaths.smallCopy(image.path()));
        }
        return before.size();
    }
}
