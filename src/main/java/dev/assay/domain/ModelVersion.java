package dev.assay.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What came out of a training run, to be used: files, what they need, and the API that they have. Nothing of a version
/// changes but its link.
///
/// @param api what goes in and comes out, a JSON object as it came
/// @param condaRequirements texts that nobody here solves
/// @param linkedExperiment the experiment that it came from, where that is there to be seen
public record ModelVersion(
        ModelVersionId id,
        ModelId model,
        long modelNumber,
        String branch,
        String api,
        List<String> condaRequirements,
        List<Rid> backingRepositories,
        Source source,
        List<File> files,
        UUID createdBy,
        Instant createdTime,
        Optional<ExperimentId> linkedExperiment) {

    /// Of one model, on all of its branches.
    public static final int PER_MODEL_MAX = 10_000;

    public static final int REQUIREMENTS_MAX = 1_000;
    public static final int REPOSITORIES_MAX = 1_000;
    /// Of the API, in UTF-8.
    public static final int API_BYTES_MAX = 1 << 20;

    public ModelVersion {
        condaRequirements = List.copyOf(condaRequirements);
        backingRepositories = List.copyOf(backingRepositories);
        files = List.copyOf(files);
    }

    /// Where a version was made from.
    public sealed interface Source {

        record Sdk() implements Source {}

        /// A copy of another, perhaps of another model.
        record Promoted(ModelId model, ModelVersionId version) implements Source {}
    }

    /// A file: bytes in the artifact store, which nobody here reads, let alone runs.
    public record File(String name, long sizeBytes, Digest digest) {}
}
