package dev.assay.app;

import dev.assay.app.Places.Place;
import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.Stored;
import dev.assay.artifact.TeeInputStream;
import dev.assay.artifact.Upload;
import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.Texts;
import dev.assay.engine.Writer;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ExperimentTable.Head;
import dev.assay.meta.ExperimentTable.Row;
import dev.assay.parquet.ParquetTables;
import dev.assay.sql.Database;
import dev.assay.table.TableReader;
import dev.assay.table.TableSummary;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// Tables of an experiment: checked while they are stored, whole or not at all. Thread-safe.
public final class Tables {

    private final Database database;
    private final Writer writer;
    private final ArtifactStore artifacts;
    private final Contents contents;
    private final InstantSource clock;
    private final long bytesMax;
    private final Places unpacking;

    Tables(
            Database database,
            Writer writer,
            ArtifactStore artifacts,
            Contents contents,
            InstantSource clock,
            long bytesMax,
            Places unpacking) {
        this.database = database;
        this.writer = writer;
        this.artifacts = artifacts;
        this.contents = contents;
        this.clock = clock;
        this.bytesMax = bytesMax;
        this.unpacking = unpacking;
    }

    /// What a table may have.
    public long bytesMax() {
        return bytesMax;
    }

    /// Stores the table under the name; one that had it before is replaced. Throws `ExperimentNotFound`,
    /// `MalformedBody` with the line or the column, `RequestTooLarge`, `ArtifactKindMismatch`. An `IOException`
    /// is the source's.
    ///
    /// @param key makes the idempotency key of the digest of what was read, where there is one
    public Artifact put(
            Caller caller,
            Function<Digest, Optional<IdempotencyKey>> key,
            ExperimentId id,
            String name,
            Optional<String> description,
            TableFormat format,
            InputStream content)
            throws IOException {
        caller.require(Scope.MODELS_WRITE);
        requireName(name);
        description.ifPresent(Artifact::requireDescription);
        ExperimentRef ref = new ExperimentRef.ById(id);
        database.read(transaction -> Heads.getActive(transaction, ref));
        try (Upload upload = artifacts.begin(bytesMax)) {
            TableSummary summary = read(format, content, upload);
            Artifact table = table(name, description, format, summary, upload.stored());
            Optional<IdempotencyKey> made = key.apply(table.digest());
            requireAccepted(caller, made, ref, table);
            contents.keep(() -> {
                upload.commit();
                record(caller, made, ref, table);
            });
            return table;
        }
    }

    /// Parquet says what it is at its end, and is looked at once it is there.
    private TableSummary read(TableFormat format, InputStream content, Upload upload) throws IOException {
        TeeInputStream source = new TeeInputStream(content, upload);
        return switch (format) {
            case CSV, JSON_LINES -> TableReader.read(format, source);
            case PARQUET -> {
                source.drain();
                try (Place _ = unpacking.take()) {
                    yield ParquetTables.inspect(upload.written());
                }
            }
        };
    }

    private void requireAccepted(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, Artifact table) {
        database.read(transaction -> {
            Experiments.requireAccepted(
                    transaction,
                    caller,
                    key,
                    clock.instant(),
                    ref,
                    experiment -> ExperimentEdit.withArtifact(experiment, table));
            return table;
        });
    }

    private void record(Caller caller, Optional<IdempotencyKey> key, ExperimentRef ref, Artifact table) {
        writer.write(work -> Once.run(work, caller, key, clock.instant(), () -> {
            Head head = Heads.getActive(work.context(), ref);
            work.changesOnly(head.key());
            Row row = ExperimentTable.getLocked(work.context(), head.key());
            Experiment after = ExperimentEdit.withArtifact(row.experiment(), table);
            ExperimentTable.update(work.context(), row, after);
            return table.name();
        }));
    }

    private static Artifact table(
            String name, Optional<String> description, TableFormat format, TableSummary summary, Stored stored) {
        return new Artifact(
                name,
                description,
                stored.sizeBytes(),
                stored.digest(),
                new Artifact.Table(format, summary.rowCount(), summary.columns(), summary.marks()));
    }

    private static void requireName(String name) {
        Texts.requireName("table name", name);
        if (name.startsWith(StatusText.RESERVED_PREFIX)) {
            throw Faults.invalid("table name", "begins with " + StatusText.RESERVED_PREFIX + ", which is reserved");
        }
    }
}
