package dev.assay.app;

import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Tag;
import java.util.List;
import java.util.Optional;

/// A model to be. Without a folder it goes to the default folder; `id` is for importers and wants the admin scope.
public record NewModel(
        String name,
        Optional<Rid> parentFolder,
        List<Tag> tags,
        Optional<ModelId> id,
        Optional<String> artifactLocation) {

    public NewModel {
        tags = List.copyOf(tags);
    }

    public static NewModel named(String name) {
        return new NewModel(name, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
    }
}
