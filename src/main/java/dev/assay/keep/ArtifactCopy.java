package dev.assay.keep;

import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.Stored;
import dev.assay.domain.Fault;
import dev.assay.meta.ArtifactUseTable;
import dev.assay.meta.ArtifactUseTable.Content;
import dev.assay.meta.ArtifactUseTable.Totals;
import dev.assay.observe.Progress;
import dev.assay.sql.SqliteReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Copies the contents that a database holds from one artifact store to another; each is compared with its digest on
/// the way.
final class ArtifactCopy {

    private static final int PAGE = 1_000;

    private final SqliteReader database;
    private final ArtifactStore source;
    private final ArtifactStore target;
    private final Progress progress;

    ArtifactCopy(SqliteReader database, ArtifactStore source, ArtifactStore target, Progress progress) {
        this.database = database;
        this.source = source;
        this.target = target;
        this.progress = progress;
    }

    Totals run() {
        Totals totals = database.read(ArtifactUseTable::totals);
        long done = 0;
        String after = "";
        List<Content> page = page(after);
        while (!page.isEmpty()) {
            for (Content content : page) {
                copy(content);
                done += content.sizeBytes();
                progress.at("artifacts", done, totals.bytes());
            }
            after = page.getLast().digest().hex();
            page = page(after);
        }
        return totals;
    }

    private List<Content> page(String after) {
        return database.read(transaction -> ArtifactUseTable.list(transaction, after, PAGE));
    }

    private void copy(Content content) {
        String name = "the artifact " + content.digest().hex();
        InputStream found = source.find(content.digest()).orElseThrow(() -> new KeepingFailed(name + " is missing"));
        try (InputStream bytes = found) {
            Stored stored = target.put(bytes, Long.MAX_VALUE);
            if (stored.sizeBytes() != content.sizeBytes()) {
                throw new KeepingFailed(
                        name + " has " + stored.sizeBytes() + " bytes, not the " + content.sizeBytes() + " it had");
            }
        } catch (Fault damaged) {
            throw new KeepingFailed(
                    name + " cannot be copied", damaged.getCause() == null ? damaged : damaged.getCause());
        } catch (IOException e) {
            throw new KeepingFailed(name + " cannot be copied", e);
        }
    }
}
