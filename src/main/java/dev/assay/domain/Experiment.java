package dev.assay.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// One training run and everything that was said about it, but the points of its series. `runId` is MLflow's,
/// 32 hex digits. Parameters, tags and artifacts are in the order of their names.
public record Experiment(
        ExperimentId id,
        ModelId model,
        long modelNumber,
        String runId,
        String name,
        UUID createdBy,
        Instant createdTime,
        Status status,
        Source source,
        String branch,
        Optional<Rid> jobRid,
        Optional<Rid> linkedModelVersion,
        List<Parameter> parameters,
        List<Tag> tags,
        List<SummaryMetric> summaryMetrics,
        List<Artifact> artifacts,
        Optional<Instant> deletedTime) {

    public static final String DEFAULT_BRANCH = "master";

    public Experiment {
        parameters = List.copyOf(parameters);
        tags = List.copyOf(tags);
        summaryMetrics = List.copyOf(summaryMetrics);
        artifacts = List.copyOf(artifacts);
    }
}
