package dev.assay.app;

import dev.assay.app.Places.Place;
import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.OpenContent;
import dev.assay.artifact.TeeInputStream;
import dev.assay.artifact.Upload;
import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Experiment;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.StoredFile;
import dev.assay.domain.Tag;
import dev.assay.domain.Texts;
import dev.assay.engine.Writer;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.meta.StoredFileTable;
import dev.assay.parquet.ParquetTables;
import dev.assay.sql.Database;
import dev.assay.table.SplitJson;
import dev.assay.table.TableReader;
import dev.assay.table.TableSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Tables that are files: what MLflow's clients log as a table is a file that a tag calls so. The table has the file's
/// path for its name, and what the file held when it was read. Thread-safe.
public final class FileTables {

    private static final String SPLIT_JSON = ".json";
    private static final String PARQUET = ".parquet";

    /// Each holds a row in memory, which may be large.
    private static final int MAKING_MAX = 4;

    private final Database database;
    private final Writer writer;
    private final ArtifactStore artifacts;
    private final Contents contents;
    private final long bytesMax;
    private final Places unpacking;
    private final Places making = new Places(MAKING_MAX, "too many files are being made tables");

    FileTables(
            Database database,
            Writer writer,
            ArtifactStore artifacts,
            Contents contents,
            long bytesMax,
            Places unpacking) {
        this.database = database;
        this.writer = writer;
        this.artifacts = artifacts;
        this.contents = contents;
        this.bytesMax = bytesMax;
        this.unpacking = unpacking;
    }

    /// Whether a file at the path can be a table: of pandas' split JSON, or of Parquet.
    public static boolean canBeTable(String path) {
        return (path.endsWith(SPLIT_JSON) || path.endsWith(PARQUET)) && path.length() <= Texts.NAME_CHARS_MAX;
    }

    /// The value of a tag of the run, for who writes. Throws `RunNotFound`, `Deleted`.
    public Optional<String> findTag(Caller caller, ExperimentRef ref, String key) {
        caller.require(Scope.MODELS_WRITE);
        return experiment(ref).tags().stream()
                .filter(tag -> tag.key().equals(key))
                .map(Tag::value)
                .findFirst();
    }

    /// Whether the run has a table of this name. Throws `RunNotFound`, `Deleted`.
    public boolean has(Caller caller, ExperimentRef ref, String name) {
        caller.require(Scope.MODELS_WRITE);
        return experiment(ref).artifacts().stream()
                .anyMatch(artifact -> artifact.isTable() && artifact.name().equals(name));
    }

    private Experiment experiment(ExperimentRef ref) {
        return database.read(transaction -> {
            Head head = Heads.getActive(transaction, ref);
            return ExperimentTable.find(transaction, head.id())
                    .map(Row::experiment)
                    .orElseThrow(() -> new IllegalStateException("BUG: an experiment with a head alone"));
        });
    }

    /// Makes the table of the file as it is now. Where there is no file, or one that is no table, there is no table of
    /// the name either. Throws `RunNotFound`, `Deleted`, `LimitReached`, `TooManyRequests`.
    public void refresh(Caller caller, ExperimentRef ref, String path) {
        caller.require(Scope.MODELS_WRITE);
        Optional<StoredFile> file = database.read(transaction -> StoredFileTable.find(
                transaction, Heads.getActive(transaction, ref).key(), path));
        try (Place _ = making.take()) {
            boolean made = file.isPresent() && canBeTable(path) && make(ref, file.get());
            if (!made) {
                edit(ref, path, file, experiment -> ExperimentEdit.withoutTable(experiment, path));
            }
        } catch (IOException e) {
            throw Faults.unavailable("a file cannot be read", e);
        }
    }

    /// False where the file is no table.
    private boolean make(ExperimentRef ref, StoredFile file) throws IOException {
        try {
            if (file.path().endsWith(PARQUET)) {
                makeOfParquet(ref, file);
            } else {
                makeOfJson(ref, file);
            }
            return true;
        } catch (Fault fault) {
            if (fault.kind() == Fault.Kind.TOO_LARGE || fault.name().equals("MalformedBody")) {
                return false;
            }
            throw fault;
        }
    }

    /// As JSON lines, whose rows can be found.
    private void makeOfJson(ExperimentRef ref, StoredFile file) throws IOException {
        try (InputStream source = artifacts.find(file.digest()).orElseThrow(() -> gone(file));
                Upload upload = artifacts.begin(bytesMax)) {
            TableSummary summary = TableReader.jsonLines(new TeeInputStream(new SplitJson(source), upload));
            Digest digest = upload.stored().digest();
            Artifact table = table(file.path(), upload.stored().sizeBytes(), digest, TableFormat.JSON_LINES, summary);
            contents.keep(() -> {
                upload.commit();
                put(ref, file, table);
            });
        }
    }

    /// The content of the file itself.
    private void makeOfParquet(ExperimentRef ref, StoredFile file) throws IOException {
        TableSummary summary;
        try (Place _ = unpacking.take();
                OpenContent content = artifacts.open(file.digest()).orElseThrow(() -> gone(file))) {
            summary = ParquetTables.inspect(content);
        }
        put(ref, file, table(file.path(), file.sizeBytes(), file.digest(), TableFormat.PARQUET, summary));
    }

    private static Artifact table(
            String name, long sizeBytes, Digest digest, TableFormat format, TableSummary summary) {
        Artifact.Table details = new Artifact.Table(format, summary.rowCount(), summary.columns(), summary.marks());
        return new Artifact(name, Optional.empty(), sizeBytes, digest, details);
    }

    private void put(ExperimentRef ref, StoredFile file, Artifact table) {
        edit(ref, file.path(), Optional.of(file), experiment -> ExperimentEdit.withArtifact(experiment, table));
    }

    /// Unless the file is another one by now: whoever put that looks at it again.
    private void edit(ExperimentRef ref, String path, Optional<StoredFile> file, UnaryOperator<Experiment> edit) {
        writer.write(work -> {
            Head head = Heads.getActive(work.context(), ref);
            work.changesOnly(head.key());
            Row row = ExperimentTable.getLocked(work.context(), head.key());
            Optional<StoredFile> now = StoredFileTable.find(work.context(), head.key(), path);
            Experiment after = edit.apply(row.experiment());
            if (digest(now).equals(digest(file)) && !after.equals(row.experiment())) {
                ExperimentTable.update(work.context(), row, after);
            }
            return path;
        });
    }

    private static Optional<Digest> digest(Optional<StoredFile> file) {
        return file.map(StoredFile::digest);
    }

    private static Fault gone(StoredFile file) {
        return Faults.unavailable(
                "a file has no content", new IOException(file.digest().hex() + " is missing"));
    }
}
