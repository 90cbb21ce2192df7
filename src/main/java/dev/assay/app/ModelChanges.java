package dev.assay.app;

import dev.assay.domain.Tag;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What is to change of a model; what is empty stays. `tags`, where present, replaces all of them, before `setTags` and
/// `deletedTags` are applied. `retentionDays` that are present and empty take the setting away.
public record ModelChanges(
        Optional<String> name,
        Optional<List<Tag>> tags,
        List<Tag> setTags,
        Set<String> deletedTags,
        Optional<OptionalInt> retentionDays) {

    public ModelChanges {
        setTags = List.copyOf(setTags);
        deletedTags = Set.copyOf(deletedTags);
    }

    public static ModelChanges rename(String name) {
        return new ModelChanges(Optional.of(name), Optional.empty(), List.of(), Set.of(), Optional.empty());
    }

    public static ModelChanges setTag(Tag tag) {
        return new ModelChanges(Optional.empty(), Optional.empty(), List.of(tag), Set.of(), Optional.empty());
    }

    public static ModelChanges deleteTag(String key) {
        return new ModelChanges(Optional.empty(), Optional.empty(), List.of(), Set.of(key), Optional.empty());
    }
}
