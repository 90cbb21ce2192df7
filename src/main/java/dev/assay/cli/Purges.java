package dev.assay.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The purges of a data folder, reached through the server that works on it or opened in its place.
public interface Purges extends AutoCloseable {

    /// An experiment or a model that may go for good; a model has no bytes of its own.
    record Candidate(String rid, String name, Instant deletedTime, long bytes) {}

    /// A page of what may go; models and the bytes of artifacts stand on the first.
    record Preview(
            List<Candidate> experiments, List<Candidate> models, long artifactBytes, Optional<String> nextPageToken) {}

    /// What one call took away; `more` where there is another to make.
    record Purged(long experiments, long models, long bytes, long artifactBytes, boolean more) {}

    /// What was deleted before then.
    Preview preview(Instant deletedBefore, Optional<String> pageToken);

    /// Takes it away, as much as is done in some seconds.
    Purged purge(Instant deletedBefore);

    @Override
    void close();
}
