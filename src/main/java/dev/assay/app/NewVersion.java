package dev.assay.app;

import dev.assay.domain.Rid;
import java.util.List;

/// A version of a model to be, on the branch `master`.
///
/// @param fileName what the one file is called
/// @param file its bytes
/// @param api what goes in and comes out, a JSON object
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
public record NewVersion(
        String fileName, byte[] file, List<String> condaRequirements, List<Rid> backingRepositories, String api) {

    public NewVersion {
        condaRequirements = List.copyOf(condaRequirements);
        backingRepositories = List.copyOf(backingRepositories);
    }
}
