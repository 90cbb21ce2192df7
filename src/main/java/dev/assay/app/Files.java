package dev.assay.app;

import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.Stored;
import dev.assay.artifact.TeeInputStream;
import dev.assay.artifact.Upload;
import dev.assay.domain.Artifact;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Faults;
import dev.assay.domain.FilePaths;
import dev.assay.domain.ImagePaths;
import dev.assay.domain.Model;
import dev.assay.domain.Scope;
import dev.assay.domain.StoredFile;
import dev.assay.engine.Writer;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.ModelTable;
import dev.assay.meta.StoredFileTable;
import dev.assay.meta.StoredFileTable.Place;
import dev.assay.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/// Files of an experiment under their paths, whoever put them: stored whole or not at all. Thread-safe.
public final class Files {

    /// Of one experiment, images among them.
    public static final int FILES_MAX = 100_000;

    /// What a file is where nobody says so.
    public static final String ANY_TYPE = "application/octet-stream";

    private static final Pattern CONTENT_TYPE = Pattern.compile("[\\x20-\\x7e]{1,250}");
    private static final int ROWS_PER_STEP = 1_000;
    private static final int DELETED_PER_UNIT = 500;

    private final Database database;
    private final Writer writer;
    private final ArtifactStore artifacts;
    private final Contents contents;
    private final PageTokens pageTokens;
    private final InstantSource clock;
    private final long bytesMax;

    Files(
            Database database,
            Writer writer,
            ArtifactStore artifacts,
            Contents contents,
            PageTokens pageTokens,
            InstantSource clock,
            long bytesMax) {
        this.database = database;
        this.writer = writer;
        this.artifacts = artifacts;
        this.contents = contents;
        this.pageTokens = pageTokens;
        this.clock = clock;
        this.bytesMax = bytesMax;
    }

    /// What a file may have.
    public long bytesMax() {
        return bytesMax;
    }

    /// Stores the file at the path; one that lay there is replaced. Returns it as it is then. Throws
    /// `ExperimentNotFound`, `Deleted` (by run id), `RequestTooLarge`, `FilePathTaken`, `LimitReached`. An
    /// `IOException` is the source's.
    ///
    /// @param key makes the idempotency key of the digest of what was read, where there is one
    public StoredFile put(
            Caller caller,
            Function<Digest, Optional<IdempotencyKey>> key,
            ExperimentRef ref,
            String path,
            String contentType,
            InputStream content)
            throws IOException {
        caller.require(Scope.MODELS_WRITE);
        requirePut(path);
        if (!CONTENT_TYPE.matcher(contentType).matches()) {
            throw Faults.invalid("Content-Type", "not 1 to 250 printable characters of ASCII");
        }
        Instant now = Times.now(clock);
        Making file = new Making(
                stored -> new StoredFile(
                        path, contentType, stored.sizeBytes(), stored.digest(), now, ImagePaths.parse(path)),
                (_, _) -> {});
        return put(caller, key, ref, bytesMax, content, file);
    }

    /// What is to be made of a content.
    ///
    /// @param before runs in the same unit of work
    record Making(Function<Stored, StoredFile> file, BiConsumer<DSLContext, Row> before) {}

    /// The content first, its row afterwards.
    StoredFile put(
            Caller caller,
            Function<Digest, Optional<IdempotencyKey>> key,
            ExperimentRef ref,
            long contentBytesMax,
            InputStream content,
            Making making)
            throws IOException {
        database.read(transaction -> Heads.getActive(transaction, ref));
        try (Upload upload = artifacts.begin(contentBytesMax)) {
            new TeeInputStream(content, upload).drain();
            StoredFile file = making.file().apply(upload.stored());
            Optional<IdempotencyKey> made = key.apply(file.digest());
            requireAccepted(caller, made, ref, file);
            String[] path = new String[1];
            contents.keep(() -> {
                upload.commit();
                path[0] = record(caller, made, ref, file, making);
            });
            return database.read(transaction -> Heads.find(transaction, ref)
                            .flatMap(head -> StoredFileTable.find(transaction, head.key(), path[0])))
                    .orElse(file);
        }
    }

    /// Refuses what the unit of work would refuse as the store is now, before a content is stored for it.
    private void requireAccepted(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, StoredFile file) {
        database.read(transaction -> {
            if (Once.find(transaction, caller, key, clock.instant()).isEmpty()) {
                requireFree(transaction, Heads.getActive(transaction, ref).key(), file.path());
            }
            return file;
        });
    }

    /// The path that the file has: another one where the key came before.
    private String record(
            Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, StoredFile file, Making making) {
        return writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            DSLContext transaction = work.context();
            Row row = ExperimentTable.getLocked(
                    transaction, Heads.getActive(transaction, ref).key());
            making.before().accept(transaction, row);
            requireFree(transaction, row.key(), file.path());
            StoredFileTable.put(transaction, row, file);
            if (StoredFileTable.count(transaction, row.key()) > FILES_MAX) {
                throw Faults.limitReached("files", FILES_MAX);
            }
            return file.path();
        }));
    }

    private static void requireFree(DSLContext transaction, long experiment, String path) {
        StoredFileTable.findInTheWay(transaction, experiment, path).ifPresent(other -> {
            throw Faults.filePathTaken(path, other);
        });
    }

    /// The model of a run that takes files, for who must know more than its id. Throws `RunNotFound`.
    public Model getModel(Caller caller, Scope scope, String runId) {
        caller.require(scope);
        return database.read(transaction -> Heads.find(transaction, new ExperimentRef.ByRunId(runId))
                        .flatMap(head -> ModelTable.findByNumber(transaction, head.modelNumber())))
                .orElseThrow(() -> Faults.runNotFound(runId));
    }

    /// Throws `ExperimentNotFound`, `FileNotFound`.
    public FileContent get(Caller caller, ExperimentRef ref, String path) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> {
            Head head = Heads.getShown(transaction, ref);
            return StoredFileTable.find(transaction, head.key(), path)
                    .or(() -> findReserved(transaction, head, path))
                    .map(file -> new FileContent(file, artifacts))
                    .orElseThrow(() -> Faults.fileNotFound(path));
        });
    }

    /// What we keep of an experiment as a file: the whole of a long status message.
    private static Optional<StoredFile> findReserved(DSLContext transaction, Head head, String path) {
        if (!path.startsWith(StatusText.RESERVED_PREFIX)) {
            return Optional.empty();
        }
        return ExperimentTable.find(transaction, head.id())
                .flatMap(row -> row.experiment().artifacts().stream()
                        .filter(artifact -> artifact.name().equals(path))
                        .flatMap(artifact -> file(row, artifact).stream())
                        .findFirst());
    }

    private static Optional<StoredFile> file(Row row, Artifact artifact) {
        return switch (artifact.details()) {
            case Artifact.Table _ -> Optional.empty();
            case Artifact.File file ->
                Optional.of(new StoredFile(
                        artifact.name(),
                        file.contentType(),
                        artifact.sizeBytes(),
                        artifact.digest(),
                        row.experiment().createdTime(),
                        Optional.empty()));
        };
    }

    /// What lies in a folder, in the order of the paths' bytes; of one that is not there, nothing. Throws
    /// `ExperimentNotFound`, `InvalidPageToken`.
    ///
    /// @param folder empty for the root
    public Page<FileEntry> list(
            Caller caller, ExperimentRef ref, String folder, int pageSize, Optional<String> pageToken) {
        caller.require(Scope.MODELS_READ);
        if (!folder.isEmpty()) {
            FilePaths.require(folder);
        }
        return database.read(transaction -> {
            Head head = Heads.getShown(transaction, ref);
            String about = "files " + head.key() + " " + folder;
            Place from =
                    pageToken.map(token -> place(pageTokens.read(about, token))).orElse(Place.after(""));
            List<FileEntry> found = list(transaction, head.key(), folder, from, pageSize + 1);
            if (found.size() <= pageSize) {
                return new Page<>(found, Optional.empty());
            }
            List<FileEntry> shown = found.subList(0, pageSize);
            return new Page<>(shown, Optional.of(pageTokens.write(about, bytes(after(shown.getLast())))));
        });
    }

    private static List<FileEntry> list(
            DSLContext transaction, long experiment, String folder, Place first, int limit) {
        List<FileEntry> found = new ArrayList<>();
        Place from = first;
        List<StoredFile> step;
        do {
            step = StoredFileTable.list(transaction, experiment, folder, from, ROWS_PER_STEP);
            for (StoredFile file : step) {
                FileEntry entry = entry(folder, file);
                if (found.isEmpty() || !found.getLast().path().equals(entry.path())) {
                    found.add(entry);
                    from = after(entry);
                }
                if (found.size() == limit) {
                    return found;
                }
            }
        } while (step.size() == ROWS_PER_STEP);
        return found;
    }

    /// A file that lies deeper stands for its folder.
    private static FileEntry entry(String folder, StoredFile file) {
        int begin = folder.isEmpty() ? 0 : folder.length() + 1;
        int slash = file.path().indexOf('/', begin);
        return slash < 0
                ? new FileEntry.OfFile(file)
                : new FileEntry.Folder(file.path().substring(0, slash));
    }

    private static Place after(FileEntry entry) {
        return switch (entry) {
            case FileEntry.OfFile file -> Place.after(file.path());
            case FileEntry.Folder folder -> Place.afterFolder(folder.path());
        };
    }

    private static byte[] bytes(Place place) {
        return ((place.included() ? "+" : "-") + place.path()).getBytes(StandardCharsets.UTF_8);
    }

    private static Place place(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return new Place(text.substring(1), text.startsWith("+"));
    }

    /// Throws `ExperimentNotFound`, `FileNotFound`.
    public void delete(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, String path) {
        caller.require(Scope.MODELS_WRITE);
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            Head head = Heads.getActive(work.context(), ref);
            Row row = ExperimentTable.getLocked(work.context(), head.key());
            if (!StoredFileTable.delete(work.context(), row, path)) {
                throw Faults.fileNotFound(path);
            }
            return path;
        }));
    }

    /// Deletes the file at the path, or all that lies in the folder, some at a time: what is cut short is done again.
    /// Throws `RunNotFound`, `Deleted`, and `FileNotFound` where there is neither.
    public void deleteAll(Caller caller, ExperimentRef ref, String path) {
        caller.require(Scope.MODELS_WRITE);
        int deleted = deleteSome(ref, path);
        if (deleted == 0) {
            throw Faults.fileNotFound(path);
        }
        while (deleted == DELETED_PER_UNIT) {
            deleted = deleteSome(ref, path);
        }
    }

    private int deleteSome(ExperimentRef ref, String path) {
        return writer.write(work -> {
            DSLContext transaction = work.context();
            Row row = ExperimentTable.getLocked(
                    transaction, Heads.getActive(transaction, ref).key());
            if (StoredFileTable.delete(transaction, row, path)) {
                return 1;
            }
            List<StoredFile> some =
                    StoredFileTable.list(transaction, row.key(), path, Place.after(""), DELETED_PER_UNIT);
            some.forEach(file -> StoredFileTable.delete(transaction, row, file.path()));
            return some.size();
        });
    }

    private static void requirePut(String path) {
        FilePaths.require(path);
        if (path.startsWith(StatusText.RESERVED_PREFIX)) {
            throw Faults.invalid("path", "begins with " + StatusText.RESERVED_PREFIX + ", which is reserved");
        }
    }
}
