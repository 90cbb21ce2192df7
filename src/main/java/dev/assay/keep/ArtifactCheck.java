package dev.assay.keep;

import dev.assay.artifact.ArtifactStore;
import dev.assay.domain.Digest;
import dev.assay.domain.Fault;
import dev.assay.meta.ArtifactUseTable;
import dev.assay.meta.ArtifactUseTable.Content;
import dev.assay.meta.ArtifactUseTable.Totals;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.VersionTable;
import dev.assay.observe.Progress;
import dev.assay.sql.SqliteReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/// Reads every content that anybody holds, and compares it with its SHA-256 and its size.
final class ArtifactCheck {

    private static final int PAGE = 1_000;
    private static final int BUFFER_BYTES = 1 << 16;

    private final SqliteReader database;
    private final ArtifactStore artifacts;
    private final Consumer<Finding> found;
    private final Progress progress;

    ArtifactCheck(SqliteReader database, ArtifactStore artifacts, Consumer<Finding> found, Progress progress) {
        this.database = database;
        this.artifacts = artifacts;
        this.found = found;
        this.progress = progress;
    }

    /// Returns how many there are.
    long run() {
        Totals totals = database.read(ArtifactUseTable::totals);
        long count = 0;
        long bytes = 0;
        String after = "";
        List<Content> page = page(after);
        while (!page.isEmpty()) {
            for (Content content : page) {
                check(content);
                count++;
                bytes += content.sizeBytes();
                progress.at("artifacts", bytes, totals.bytes());
            }
            after = page.getLast().digest().hex();
            page = page(after);
        }
        return count;
    }

    private List<Content> page(String after) {
        return database.read(transaction -> ArtifactUseTable.list(transaction, after, PAGE));
    }

    private void check(Content content) {
        Optional<InputStream> opened = artifacts.find(content.digest());
        if (opened.isEmpty()) {
            if (isStillHeld(content)) {
                report(content, "is missing");
            }
            return;
        }
        try (InputStream bytes = opened.get()) {
            long size = 0;
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
            }
            if (size != content.sizeBytes()) {
                report(content, "has " + size + " bytes, and its holder says " + content.sizeBytes());
            }
        } catch (Fault damaged) {
            report(
                    content,
                    Optional.ofNullable(damaged.getCause())
                            .map(Throwable::getMessage)
                            .orElse(damaged.text()));
        } catch (IOException e) {
            report(content, e.toString());
        }
    }

    /// One that was purged since the page was read may be gone.
    private boolean isStillHeld(Content content) {
        return database.read(transaction -> ArtifactUseTable.isHeld(transaction, content.digest()));
    }

    private void report(Content content, String what) {
        String holder = database.read(transaction -> holder(transaction, content.digest())
                .map(name -> ", held by " + name)
                .orElse(""));
        found.accept(new Finding("artifact " + content.digest().hex() + holder, what));
    }

    private static Optional<String> holder(DSLContext transaction, Digest digest) {
        return ArtifactUseTable.holders(transaction, digest, 1).stream()
                .flatMap(key -> ExperimentTable.findKey(transaction, key).stream())
                .map(key -> "experiment " + key.id().rid().text())
                .findFirst()
                .or(() -> ArtifactUseTable.holdingVersions(transaction, digest, 1).stream()
                        .flatMap(key -> VersionTable.find(transaction, key).stream())
                        .map(row -> "model version " + row.version().id().rid().text())
                        .findFirst());
    }
}
