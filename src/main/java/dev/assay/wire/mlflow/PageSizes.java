package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;

/// How much MLflow's searches give at a time.
final class PageSizes {

    static final int RUNS_DEFAULT = 1_000;

    static final int MAX = 50_000;

    private PageSizes() {}

    static int require(long maxResults) {
        if (maxResults < 1 || maxResults > MAX) {
            throw Faults.invalid("max_results", "not from 1 to " + MAX);
        }
        return (int) maxResults;
    }
}
