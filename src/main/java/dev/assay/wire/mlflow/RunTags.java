package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.Changes.Attribute;
import dev.assay.domain.Experiment;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.domain.Tag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A run's tags, sorted: some of MLflow's and of ours stand for what is an attribute with us, so that the
/// attribute and the tag cannot differ. An empty value takes an attribute back.
///
/// @param plain what is a tag with us too
record RunTags(List<Tag> plain, Optional<String> name, Map<Attribute, String> attributes) {

    /// The run's name, and a tag of it: one thing, both ways.
    static final String NAME = "mlflow.runName";

    static final String USER = "mlflow.user";

    static final String BRANCH = "assay.branch";
    static final String JOB_RID = "assay.jobRid";
    private static final String LINKED_MODEL_VERSION = "assay.linkedModelVersion";

    /// Shown, never stored: whoever copies the tags of a run to another writes them.
    static final String MODEL_RID = "assay.modelRid";

    static final String EXPERIMENT_RID = "assay.experimentRid";

    /// The last one of a key counts.
    static RunTags of(List<Tag> tags) {
        List<Tag> plain = new ArrayList<>();
        Optional<String> name = Optional.empty();
        Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
        for (Tag tag : tags) {
            Optional<Attribute> attribute = attribute(tag.key());
            if (attribute.isPresent()) {
                attributes.put(attribute.get(), tag.value());
            } else if (tag.key().equals(NAME)) {
                name = tag.value().isEmpty() ? name : Optional.of(tag.value());
            } else if (!isRid(tag.key())) {
                plain.add(tag);
            }
        }
        return new RunTags(List.copyOf(plain), name, attributes);
    }

    static Optional<Attribute> attribute(String key) {
        return switch (key) {
            case BRANCH -> Optional.of(Attribute.BRANCH);
            case JOB_RID -> Optional.of(Attribute.JOB_RID);
            case LINKED_MODEL_VERSION -> Optional.of(Attribute.LINKED_MODEL_VERSION);
            default -> Optional.empty();
        };
    }

    static boolean isRid(String key) {
        return key.equals(MODEL_RID) || key.equals(EXPERIMENT_RID);
    }

    Optional<String> branch() {
        return set(Attribute.BRANCH);
    }

    Optional<Rid> jobRid() {
        return set(Attribute.JOB_RID).map(text -> rid(JOB_RID, text));
    }

    Optional<Rid> linkedModelVersion() {
        return set(Attribute.LINKED_MODEL_VERSION).map(text -> rid(LINKED_MODEL_VERSION, text));
    }

    private Optional<String> set(Attribute attribute) {
        return Optional.ofNullable(attributes.get(attribute)).filter(text -> !text.isEmpty());
    }

    private static Rid rid(String key, String text) {
        if (!Rid.isRid(text)) {
            throw Faults.invalid("tag " + key, "not a resource identifier");
        }
        return new Rid(text);
    }

    Changes.Attributes changedAttributes() {
        return new Changes.Attributes(name, branch(), jobRid(), Optional.empty(), linkedModelVersion());
    }

    Set<Attribute> cleared() {
        Set<Attribute> cleared = EnumSet.noneOf(Attribute.class);
        attributes.forEach((attribute, text) -> {
            if (text.isEmpty()) {
                cleared.add(attribute);
            }
        });
        return cleared;
    }

    Changes changes() {
        return new Changes(
                List.of(),
                Changes.ParameterRule.KEEP,
                plain,
                Set.of(),
                List.of(),
                changedAttributes(),
                cleared(),
                Optional.empty(),
                Optional.empty());
    }

    /// All that MLflow's clients see of an experiment's tags and attributes.
    static List<Tag> shown(Experiment experiment, boolean showRids) {
        List<Tag> tags = new ArrayList<>(of(experiment.tags()).plain());
        tags.add(new Tag(NAME, experiment.name()));
        if (!experiment.branch().equals(Experiment.DEFAULT_BRANCH)) {
            tags.add(new Tag(BRANCH, experiment.branch()));
        }
        experiment.jobRid().ifPresent(rid -> tags.add(new Tag(JOB_RID, rid.text())));
        experiment.linkedModelVersion().ifPresent(rid -> tags.add(new Tag(LINKED_MODEL_VERSION, rid.text())));
        if (showRids) {
            tags.add(new Tag(MODEL_RID, experiment.model().rid().text()));
            tags.add(new Tag(EXPERIMENT_RID, experiment.id().rid().text()));
        }
        return tags;
    }
}
