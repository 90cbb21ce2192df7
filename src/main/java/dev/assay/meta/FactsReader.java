package dev.assay.meta;

import dev.assay.bytes.ByteReader;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.SummaryMetric;
import dev.assay.meta.Facts.Kept;
import dev.assay.meta.Facts.Named;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads out of documents what experiments are searched by. Names and values that recur are made once: of
/// values it remembers the last that fell on the same of its places. Used by one thread.
public final class FactsReader {

    private final Kept kept;
    private final NameLists names;
    private final @Nullable Object[] values;

    /// @param remembered how many values at most, a power of two
    public FactsReader(Kept kept, NameLists names, int remembered) {
        this.kept = kept;
        this.names = names;
        this.values = new @Nullable Object[remembered];
    }

    public Facts read(byte[] document) {
        return ExperimentDocument.readFacts(document, this);
    }

    /// The same with fewer of its parameters and tags, as far as these are kept.
    public Facts only(Facts facts) {
        Names parameters = facts.parameters();
        Names tags = facts.tags();
        int[] some = places(parameters, kept::parameter);
        int[] someTags = places(tags, kept::tag);
        return new Facts(
                facts.branch(),
                facts.jobRid().orElse(null),
                facts.linkedVersion().orElse(null),
                facts.allParameters(),
                facts.allTags(),
                new Named<>(
                        some(parameters, some),
                        Arrays.stream(some).mapToObj(facts::parameter).toArray(ParameterValue[]::new)),
                new Named<>(
                        some(tags, someTags),
                        Arrays.stream(someTags).mapToObj(facts::tag).toArray(String[]::new)),
                facts.summaryMetrics());
    }

    private interface Test {

        boolean holds(String name);
    }

    private static int[] places(Names names, Test test) {
        int[] places = new int[names.size()];
        int count = 0;
        for (int i = 0; i < names.size(); i++) {
            if (test.holds(names.get(i))) {
                places[count++] = i;
            }
        }
        return Arrays.copyOf(places, count);
    }

    private Names some(Names of, int[] places) {
        return places.length == of.size()
                ? of
                : names.shared(Arrays.stream(places).mapToObj(of::get).toArray(String[]::new));
    }

    /// Stands at the list of parameters.
    Facts read(ByteReader in, String branch, Optional<String> jobRid, Optional<String> linkedVersion) {
        Reading<ParameterValue> parameters = new Reading<>(in.readCount(1));
        for (int i = 0; i < parameters.count; i++) {
            String name = recurring(in.readText());
            ParameterValue value = recurring(ExperimentDocument.readValue(in));
            parameters.add(name, kept.parameter(name) ? value : null);
        }
        Reading<String> tags = new Reading<>(in.readCount(1));
        for (int i = 0; i < tags.count; i++) {
            String key = recurring(in.readText());
            String value = in.readText();
            tags.add(key, kept.tag(key) ? recurring(value) : null);
        }
        List<SummaryMetric> metrics = ExperimentDocument.readSummaryMetrics(in);
        return new Facts(
                recurring(branch),
                jobRid.map(this::recurring).orElse(null),
                linkedVersion.map(this::recurring).orElse(null),
                names.shared(parameters.allNames()),
                names.shared(tags.allNames()),
                new Named<>(
                        names.shared(parameters.keptNames()),
                        parameters.values().toArray(ParameterValue[]::new)),
                new Named<>(names.shared(tags.keptNames()), tags.values().toArray(String[]::new)),
                metrics.isEmpty() ? List.of() : recurring(metrics));
    }

    @SuppressWarnings("unchecked") // Equal objects are of one class here.
    private <T> T recurring(T value) {
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (values.length - 1);
        Object before = values[place];
        if (before != null && value.equals(before)) {
            return (T) before;
        }
        values[place] = value;
        return value;
    }

    /// A list that is being read.
    private static final class Reading<T> {

        private final int count;
        private final List<String> all;
        private final List<String> names;
        private final List<T> found;

        Reading(int count) {
            this.count = count;
            this.all = new ArrayList<>(Math.min(count, 1_024));
            this.names = new ArrayList<>(Math.min(count, 1_024));
            this.found = new ArrayList<>(Math.min(count, 1_024));
        }

        void add(String name, @Nullable T value) {
            all.add(name);
            if (value != null) {
                names.add(name);
                found.add(value);
            }
        }

        String[] allNames() {
            return all.toArray(String[]::new);
        }

        String[] keptNames() {
            return names.toArray(String[]::new);
        }

        List<T> values() {
            return found;
        }
    }
}
