package dev.assay.meta;

import dev.assay.domain.ParameterValue;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What of an experiment's document is searched by, as small as it goes: names that experiments have in
/// common lie once, and so do values that recur. Never changes.
public final class Facts {

    /// As many characters weigh as much as a value.
    private static final int CHARS_PER_CELL = 50;

    /// What is kept of documents.
    ///
    /// @param all every parameter and tag; else those that are named
    public record Kept(boolean all, Set<String> parameters, Set<String> tags) {

        public static final Kept ALL = new Kept(true, Set.of(), Set.of());

        public Kept {
            parameters = Set.copyOf(parameters);
            tags = Set.copyOf(tags);
        }

        public boolean covers(Set<String> wantedParameters, Set<String> wantedTags) {
            return all || (parameters.containsAll(wantedParameters) && tags.containsAll(wantedTags));
        }

        boolean parameter(String name) {
            return all || parameters.contains(name);
        }

        boolean tag(String key) {
            return all || tags.contains(key);
        }
    }

    /// Names with a value each.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Named<T>(Names names, T[] values) {}

    private final String branch;
    private final @Nullable String jobRid;
    private final @Nullable String linkedVersion;
    private final Names parameterNames;
    private final Names tagKeys;
    private final Named<ParameterValue> parameters;
    private final Named<String> tags;
    private final List<SummaryMetric> summaryMetrics;

    Facts(
            String branch,
            @Nullable String jobRid,
            @Nullable String linkedVersion,
            Names parameterNames,
            Names tagKeys,
            Named<ParameterValue> parameters,
            Named<String> tags,
            List<SummaryMetric> summaryMetrics) {
        this.branch = branch;
        this.jobRid = jobRid;
        this.linkedVersion = linkedVersion;
        this.parameterNames = parameterNames;
        this.tagKeys = tagKeys;
        this.parameters = parameters;
        this.tags = tags;
        this.summaryMetrics = summaryMetrics;
    }

    public String branch() {
        return branch;
    }

    public Optional<String> jobRid() {
        return Optional.ofNullable(jobRid);
    }

    public Optional<String> linkedVersion() {
        return Optional.ofNullable(linkedVersion);
    }

    /// All of them, also those whose values are not kept.
    public Names allParameters() {
        return parameterNames;
    }

    public Names allTags() {
        return tagKeys;
    }

    /// Those whose values are kept.
    public Names parameters() {
        return parameters.names();
    }

    public ParameterValue parameter(int place) {
        return parameters.values()[place];
    }

    public Names tags() {
        return tags.names();
    }

    public String tag(int place) {
        return tags.values()[place];
    }

    /// The tags whose values are kept.
    public List<Tag> listTags() {
        List<Tag> all = new ArrayList<>(tags.names().size());
        for (int i = 0; i < tags.names().size(); i++) {
            all.add(new Tag(tags.names().get(i), tags.values()[i]));
        }
        return all;
    }

    public List<SummaryMetric> summaryMetrics() {
        return summaryMetrics;
    }

    /// How many things it holds; a long text counts as many.
    public long weight() {
        long cells = (long) parameters.values().length + tags.values().length;
        for (ParameterValue value : parameters.values()) {
            cells += value.text().length() / CHARS_PER_CELL;
        }
        for (String value : tags.values()) {
            cells += value.length() / CHARS_PER_CELL;
        }
        return cells;
    }
}
