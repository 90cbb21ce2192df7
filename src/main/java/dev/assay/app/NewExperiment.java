package dev.assay.app;

import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Parameter;
import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// An experiment to be. `id`, `createdTime` and `createdBy` are for importers and want the admin scope; without
/// `startTimeMs` it starts when it is created.
public record NewExperiment(
        String name,
        Status.Word status,
        OptionalLong startTimeMs,
        String branch,
        Source source,
        Optional<Rid> jobRid,
        Optional<Rid> linkedModelVersion,
        List<Tag> tags,
        List<Parameter> parameters,
        Optional<ExperimentId> id,
        Optional<Instant> createdTime,
        Optional<UUID> createdBy) {

    public NewExperiment {
        tags = List.copyOf(tags);
        parameters = List.copyOf(parameters);
    }

    public static NewExperiment named(String name) {
        return new NewExperiment(
                name,
                Status.Word.RUNNING,
                OptionalLong.empty(),
                Experiment.DEFAULT_BRANCH,
                new Source.Sdk(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
