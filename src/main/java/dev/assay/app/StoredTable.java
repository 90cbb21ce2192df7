package dev.assay.app;

import dev.assay.artifact.ArtifactStore;
import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.table.RowSink;
import dev.assay.table.TableRows;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// A table that is read, and its place among those that are. Not for several threads.
public final class StoredTable implements AutoCloseable {

    private final Artifact.Table table;
    private final Digest digest;
    private final ArtifactStore artifacts;
    private final Runnable leave;

    StoredTable(Artifact artifact, ArtifactStore artifacts, Runnable leave) {
        this.table = switch (artifact.details()) {
            case Artifact.Table known -> known;
            case Artifact.File _ -> throw new IllegalStateException("BUG: a file is read as a table");
        };
        this.digest = artifact.digest();
        this.artifacts = artifacts;
        this.leave = leave;
    }

    public List<Artifact.Column> columns() {
        return table.columns();
    }

    /// Gives at most `limit` rows to the sink, without the first `offset` of them; none past the last. Where all are
    /// read, what the store holds is compared with its digest. Throws `Unavailable`.
    public void read(long offset, long limit, RowSink sink) {
        TableRows rows = TableRows.from(table, offset);
        try (InputStream content = content(rows.firstByte())) {
            rows.read(content, limit, sink);
        } catch (IOException e) {
            throw Faults.unavailable("an artifact cannot be read", e);
        } catch (Fault fault) {
            throw fault.kind() == Fault.Kind.INVALID ? Faults.unavailable("an artifact is damaged", fault) : fault;
        }
    }

    private InputStream content(long firstByte) {
        return (firstByte == 0 ? artifacts.find(digest) : artifacts.find(digest, firstByte, Long.MAX_VALUE))
                .orElseThrow(
                        () -> Faults.unavailable("an artifact is missing", new IOException(digest.hex() + " is gone")));
    }

    @Override
    public void close() {
        leave.run();
    }
}
