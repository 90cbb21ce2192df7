package dev.assay.app;

import dev.assay.app.Changes.Attribute;
import dev.assay.app.Changes.StatusChange;
import dev.assay.domain.Artifact;
import dev.assay.domain.Experiment;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.domain.Status;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An experiment with changes applied; pure.
final class ExperimentEdit {

    /// Chosen for the series of one experiment.
    private static final int SUMMARY_METRICS_MAX = 100_000;

    /// Of one experiment.
    private static final int ARTIFACTS_MAX = 10_000;

    private ExperimentEdit() {}

    static Experiment apply(Experiment before, Changes changes, StatusText statusText) {
        Changes.Attributes attributes = changes.attributes();
        Set<Attribute> cleared = changes.cleared();
        Optional<Rid> jobRid = cleared.contains(Attribute.JOB_RID) ? Optional.empty() : before.jobRid();
        Optional<Rid> linked =
                cleared.contains(Attribute.LINKED_MODEL_VERSION) ? Optional.empty() : before.linkedModelVersion();
        String branch = cleared.contains(Attribute.BRANCH) ? Experiment.DEFAULT_BRANCH : before.branch();
        List<Tag> tags = Tags.delete(Tags.set(before.tags(), changes.tags()), changes.deletedTags());
        return new Experiment(
                before.id(),
                before.model(),
                before.modelNumber(),
                before.runId(),
                attributes.name().orElse(before.name()),
                before.createdBy(),
                before.createdTime(),
                changes.status()
                        .map(change -> status(before.status(), change, statusText))
                        .orElse(before.status()),
                attributes.source().orElse(before.source()),
                attributes.branch().orElse(branch),
                attributes.jobRid().or(() -> jobRid),
                attributes.linkedModelVersion().or(() -> linked),
                ParameterChanges.apply(before.parameters(), changes.parameters(), changes.parameterRule()),
                tags,
                chosen(before.summaryMetrics(), changes.summaryMetrics()),
                artifacts(before.artifacts(), changes, statusText),
                before.deletedTime());
    }

    static Experiment withArtifact(Experiment before, Artifact artifact) {
        return copy(before, before.linkedModelVersion(), with(before.artifacts(), artifact), before.deletedTime());
    }

    static Experiment withoutTable(Experiment before, String name) {
        List<Artifact> others = before.artifacts().stream()
                .filter(artifact -> !artifact.name().equals(name) || !artifact.isTable())
                .toList();
        return copy(before, before.linkedModelVersion(), others, before.deletedTime());
    }

    static Experiment withDeletedTime(Experiment before, Optional<Instant> deletedTime) {
        return copy(before, before.linkedModelVersion(), before.artifacts(), deletedTime);
    }

    static Experiment withLinkedModelVersion(Experiment before, Optional<Rid> linked) {
        return copy(before, linked, before.artifacts(), before.deletedTime());
    }

    private static Experiment copy(
            Experiment before, Optional<Rid> linked, List<Artifact> artifacts, Optional<Instant> deletedTime) {
        return new Experiment(
                before.id(),
                before.model(),
                before.modelNumber(),
                before.runId(),
                before.name(),
                before.createdBy(),
                before.createdTime(),
                before.status(),
                before.source(),
                before.branch(),
                before.jobRid(),
                linked,
                before.parameters(),
                before.tags(),
                before.summaryMetrics(),
                artifacts,
                deletedTime);
    }

    private static Status status(Status before, StatusChange change, StatusText text) {
        return new Status(
                change.word().orElse(before.word()),
                before.startTimeMs(),
                change.endTimeMs().isPresent() ? change.endTimeMs() : before.endTimeMs(),
                change.message().isPresent() ? text.head() : before.message());
    }

    /// A new message takes the whole text of an earlier one away.
    private static List<Artifact> artifacts(List<Artifact> before, Changes changes, StatusText statusText) {
        if (changes.status().flatMap(Changes.StatusChange::message).isEmpty()) {
            return before;
        }
        List<Artifact> others = before.stream()
                .filter(artifact -> !artifact.name().equals(StatusText.ARTIFACT_NAME))
                .toList();
        return statusText.artifact().map(artifact -> with(others, artifact)).orElse(others);
    }

    /// What is chosen for a series takes the place of what was chosen for it before.
    private static List<SummaryMetric> chosen(List<SummaryMetric> before, List<SummaryMetric> more) {
        if (more.isEmpty()) {
            return before;
        }
        Set<String> named = more.stream().map(SummaryMetric::seriesName).collect(Collectors.toSet());
        List<SummaryMetric> all = new ArrayList<>(before.stream()
                .filter(metric -> !named.contains(metric.seriesName()))
                .toList());
        all.addAll(more);
        if (all.size() > SUMMARY_METRICS_MAX) {
            throw Faults.limitReached("summary metrics", SUMMARY_METRICS_MAX);
        }
        return all.stream()
                .distinct()
                .sorted(Comparator.comparing(SummaryMetric::seriesName).thenComparing(SummaryMetric::aggregation))
                .toList();
    }

    private static List<Artifact> with(List<Artifact> before, Artifact artifact) {
        Optional<Artifact> old = before.stream()
                .filter(other -> other.name().equals(artifact.name()))
                .findFirst();
        if (old.isPresent()
                && old.get().details().getClass() != artifact.details().getClass()) {
            throw Faults.artifactKindMismatch(artifact.name());
        }
        List<Artifact> all = new ArrayList<>(before);
        old.ifPresent(all::remove);
        all.add(artifact);
        if (all.size() > ARTIFACTS_MAX) {
            throw Faults.limitReached("artifacts", ARTIFACTS_MAX);
        }
        all.sort(Comparator.comparing(Artifact::name));
        return all;
    }
}
