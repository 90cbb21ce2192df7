package dev.assay.app;

import dev.assay.app.Places.Place;
import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.OpenContent;
import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.parquet.ParquetTables;
import dev.assay.table.RowSink;
import dev.assay.table.TableRows;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A table that is read, and its place among those that are. Not for several threads.
public final class StoredTable implements AutoCloseable {

    private static final String MALFORMED = "MalformedBody";

    private final Artifact.Table table;
    private final Digest digest;
    private final ArtifactStore artifacts;
    private final Place place;
    private final Places unpacking;

    StoredTable(Artifact artifact, ArtifactStore artifacts, Place place, Places unpacking) {
        this.table = switch (artifact.details()) {
            case Artifact.Table known -> known;
            case Artifact.File _ -> throw new IllegalStateException("BUG: a file is read as a table");
        };
        this.digest = artifact.digest();
        this.artifacts = artifacts;
        this.place = place;
        this.unpacking = unpacking;
    }

    public List<Artifact.Column> columns() {
        return table.columns();
    }

    /// Whether `content` is a Parquet file.
    public boolean isParquet() {
        return table.format() == Artifact.TableFormat.PARQUET;
    }

    /// As it came, from its first byte to its last, compared with its digest; to be closed by the caller. Throws
    /// `Unavailable`.
    public InputStream content() {
        return artifacts.find(digest).orElseThrow(this::missing);
    }

    /// Gives at most `limit` rows to the sink, without the first `offset` of them; none past the last. Where all are
    /// read, what the store holds is compared with its digest. Throws `Unavailable`.
    public void read(long offset, long limit, RowSink sink) {
        try {
            switch (table.format()) {
                case CSV, JSON_LINES -> readText(offset, limit, sink);
                case PARQUET -> readParquet(offset, limit, sink);
            }
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be read", e);
        } catch (Fault fault) {
            throw fault.name().equals(MALFORMED) ? Faults.unavailable("an artifact is damaged", fault) : fault;
        }
    }

    private void readText(long offset, long limit, RowSink sink) throws IOException {
        TableRows rows = TableRows.from(table, offset);
        long first = rows.firstByte();
        try (InputStream content = first == 0
                ? content()
                : artifacts.find(digest, first, Long.MAX_VALUE).orElseThrow(this::missing)) {
            rows.read(content, limit, sink);
        }
    }

    private void readParquet(long offset, long limit, RowSink sink) throws IOException {
        try (Place _ = unpacking.take();
                OpenContent content = artifacts.open(digest).orElseThrow(this::missing)) {
            ParquetTables.read(content, offset, limit, sink);
        }
    }

    private Fault missing() {
        return Faults.unavailable("an artifact is missing", new IOException(digest.hex() + " is gone"));
    }

    @Override
    public void close() {
        place.close();
    }
}
