package dev.assay.app;

import dev.assay.domain.Parameter;
import dev.assay.domain.Rid;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.series.Batch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What is to be added to an experiment or to change of it, all of it or nothing; what is empty stays.
///
/// @param parameterRule what happens where a parameter was logged before, or comes twice here
/// @param summaryMetrics the choices for the series that they name replace the earlier choices for those
/// @param points added to the sets that the series are
public record Changes(
        List<Parameter> parameters,
        ParameterRule parameterRule,
        List<Tag> tags,
        Set<String> deletedTags,
        List<SummaryMetric> summaryMetrics,
        Attributes attributes,
        Set<Attribute> cleared,
        Optional<StatusChange> status,
        Optional<Batch> points) {

    public static final Changes NONE = new Changes(
            List.of(),
            ParameterRule.OVERWRITE,
            List.of(),
            Set.of(),
            List.of(),
            Attributes.NONE,
            Set.of(),
            Optional.empty(),
            Optional.empty());

    /// The later value wins, or (MLflow's rule) another text for a key is the fault `ParameterChanged`.
    public enum ParameterRule {
        OVERWRITE,
        KEEP
    }

    /// What can be taken back to its default.
    public enum Attribute {
        BRANCH,
        JOB_RID,
        LINKED_MODEL_VERSION
    }

    public record Attributes(
            Optional<String> name,
            Optional<String> branch,
            Optional<Rid> jobRid,
            Optional<Source> source,
            Optional<Rid> linkedModelVersion) {

        public static final Attributes NONE = new Attributes(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// A message of any length: what is past `Status.MESSAGE_CHARS_MAX` is kept whole as an artifact.
    public record StatusChange(Optional<Status.Word> word, OptionalLong endTimeMs, Optional<String> message) {}

    public Changes {
        parameters = List.copyOf(parameters);
        tags = List.copyOf(tags);
        deletedTags = Set.copyOf(deletedTags);
        summaryMetrics = List.copyOf(summaryMetrics);
        cleared = Set.copyOf(cleared);
    }

    /// Whether there are points, and nothing else.
    public boolean isPointsAlone() {
        return points.isPresent()
                && parameters.isEmpty()
                && tags.isEmpty()
                && deletedTags.isEmpty()
                && summaryMetrics.isEmpty()
                && attributes.equals(Attributes.NONE)
                && cleared.isEmpty()
                && status.isEmpty();
    }

    public Changes withParameters(List<Parameter> more, ParameterRule rule) {
        return new Changes(more, rule, tags, deletedTags, summaryMetrics, attributes, cleared, status, points);
    }

    public Changes withTags(List<Tag> more) {
        return new Changes(
                parameters, parameterRule, more, deletedTags, summaryMetrics, attributes, cleared, status, points);
    }

    public Changes withDeletedTag(String key) {
        return new Changes(
                parameters, parameterRule, tags, Set.of(key), summaryMetrics, attributes, cleared, status, points);
    }

    public Changes withSummaryMetrics(List<SummaryMetric> more) {
        return new Changes(parameters, parameterRule, tags, deletedTags, more, attributes, cleared, status, points);
    }

    public Changes withAttributes(Attributes changed) {
        return new Changes(
                parameters, parameterRule, tags, deletedTags, summaryMetrics, changed, cleared, status, points);
    }

    public Changes withCleared(Attribute attribute) {
        return new Changes(
                parameters,
                parameterRule,
                tags,
                deletedTags,
                summaryMetrics,
                attributes,
                Set.of(attribute),
                status,
                points);
    }

    public Changes withStatus(StatusChange changed) {
        return new Changes(
                parameters,
                parameterRule,
                tags,
                deletedTags,
                summaryMetrics,
                attributes,
                cleared,
                Optional.of(changed),
                points);
    }

    public Changes withPoints(Batch batch) {
        return new Changes(
                parameters,
                parameterRule,
                tags,
                deletedTags,
                summaryMetrics,
                attributes,
                cleared,
                status,
                Optional.of(batch));
    }
}
