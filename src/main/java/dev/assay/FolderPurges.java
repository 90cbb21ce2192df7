package dev.assay;

import dev.assay.cli.Purges;
import dev.assay.domain.Caller;
import dev.assay.domain.Scope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/// The purges of a folder opened in a server's place, as its admin.
final class FolderPurges implements Purges {

    private static final int PAGE_SIZE = 1_000;

    private final OpenFolder folder;
    private final Caller admin;

    FolderPurges(OpenFolder folder) {
        this.folder = folder;
        this.admin = new Caller(folder.store().admin(), EnumSet.allOf(Scope.class));
    }

    @Override
    public Preview preview(Instant deletedBefore, Optional<String> pageToken) {
        var page = folder.store().purges().preview(admin, deletedBefore, PAGE_SIZE, pageToken);
        return new Preview(
                page.experiments().stream().map(FolderPurges::candidate).toList(),
                page.models().stream()
                        .map(model -> new Candidate(model.id().rid().text(), model.name(), model.deletedTime(), 0))
                        .toList(),
                page.artifactBytes(),
                page.nextPageToken());
    }

    @Override
    public Purged purge(Instant deletedBefore) {
        var purged = folder.store().purges().purge(admin, deletedBefore);
        return new Purged(purged.experiments(), purged.models(), purged.bytes(), purged.artifactBytes(), purged.more());
    }

    private static Candidate candidate(dev.assay.app.Purges.Candidate candidate) {
        return new Candidate(candidate.id().rid().text(), candidate.name(), candidate.deletedTime(), candidate.bytes());
    }

    @Override
    public void close() {
        folder.close();
    }
}
