package dev.assay.app;

import dev.assay.domain.ExperimentId;

/// How a caller names an experiment. By its RID a deleted one is not there; by MLflow's run id it is there and takes no
/// writes.
public sealed interface ExperimentRef {

    record ById(ExperimentId id) implements ExperimentRef {}

    record ByRunId(String runId) implements ExperimentRef {}
}
