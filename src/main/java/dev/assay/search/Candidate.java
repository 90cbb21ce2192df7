package dev.assay.search;

import dev.assay.domain.Aggregation;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.SummaryMetric;
import dev.assay.meta.Facts;
import dev.assay.meta.Names;
import dev.assay.query.NumberField;
import dev.assay.query.Subject;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import dev.assay.query.TimeField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One row after the other of a table, as a filter sees it. Used by one thread.
final class Candidate implements Subject {

    private final View view;
    private final Map<String, Integer> slots = new HashMap<>();
    private final Map<String, Place> parameters = new HashMap<>();
    private final Map<String, Place> tags = new HashMap<>();
    private Row row;
    private Facts facts;
    private @Nullable FoldedTail tail;

    Candidate(View view, Row first) {
        this.view = view;
        this.row = first;
        this.facts = first.facts();
        Map<Long, Integer> slotsById = view.table().slots();
        view.series().forEach((name, id) -> {
            Integer slot = slotsById.get(id);
            if (slot != null) {
                slots.put(name, slot);
            }
        });
    }

    /// @param folded the row's series where not all of them are in packs
    Candidate at(Row next, @Nullable FoldedTail folded) {
        row = next;
        facts = next.facts();
        tail = folded;
        return this;
    }

    /// Where a name stood in the list of names that was looked at last: most rows share one.
    private static final class Place {

        private @Nullable Names names;
        private int place;

        int in(Names wanted, String name) {
            if (names != wanted) {
                names = wanted;
                place = wanted.find(name);
            }
            return place;
        }
    }

    @Override
    public Optional<String> text(TextField field) {
        return switch (field) {
            case NAME -> Optional.of(row.base().name());
            case STATUS -> Optional.of(row.base().status().name());
            case RID -> Optional.of(new ExperimentId(row.base().locator()).rid().text());
            case RUN_ID -> Optional.of(row.base().runId());
            case CREATOR -> Optional.of(row.base().createdBy());
            case MODEL_NUMBER -> Optional.of(Long.toString(view.model()));
            case BRANCH -> Optional.of(facts.branch());
            case JOB_RID -> facts.jobRid();
            case LINKED_VERSION -> facts.linkedVersion();
        };
    }

    @Override
    public OptionalLong time(TimeField field) {
        return switch (field) {
            case CREATED -> OptionalLong.of(row.base().createdTimeMs());
            case STARTED -> OptionalLong.of(row.base().startTimeMs());
            case ENDED -> row.base().endTimeMs();
            case LAST_LOGGED -> lastLogged();
            case UPDATED -> OptionalLong.empty();
        };
    }

    /// Where that was loaded.
    OptionalLong lastLogged() {
        LastLogged found = tail == null ? row.lastLogged() : tail.lastLogged();
        if (found == null) {
            throw unfilled();
        }
        return found.timeMs();
    }

    @Override
    public OptionalLong number(NumberField field) {
        return switch (field) {
            case DURATION -> duration();
            case BYTES -> OptionalLong.of(bytes());
        };
    }

    private OptionalLong duration() {
        OptionalLong end = row.base().endTimeMs();
        return row.base().status().isEnd() && end.isPresent()
                ? OptionalLong.of(end.getAsLong() - row.base().startTimeMs())
                : OptionalLong.empty();
    }

    private long bytes() {
        Long bytes = view.bytes().get(row.key());
        if (bytes == null) {
            throw unfilled();
        }
        return bytes;
    }

    @Override
    public Optional<ParameterValue> parameter(String name) {
        ParameterValue value = findParameter(name);
        return Optional.ofNullable(value);
    }

    @Nullable
    ParameterValue findParameter(String name) {
        int place = parameters.computeIfAbsent(name, _ -> new Place()).in(facts.parameters(), name);
        return place < 0 ? null : facts.parameter(place);
    }

    @Override
    public boolean hasParameter(TextTest name) {
        Names names = facts.allParameters();
        for (int i = 0; i < names.size(); i++) {
            if (name.holds(names.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<String> tag(String key) {
        int place = tags.computeIfAbsent(key, _ -> new Place()).in(facts.tags(), key);
        return place < 0 ? Optional.empty() : Optional.of(facts.tag(place));
    }

    @Override
    public boolean hasSeries(TextTest name) {
        return tail == null
                ? view.withNames(name).contains(row.key())
                : tail.series().keySet().stream().anyMatch(name::holds);
    }

    @Override
    public OptionalLong length(String name) {
        SeriesNumbers numbers = numbers(name);
        return numbers == null ? OptionalLong.empty() : OptionalLong.of(numbers.length());
    }

    @Override
    public OptionalDouble value(String name, Aggregation aggregation) {
        SeriesNumbers numbers = numbers(name);
        return numbers == null ? OptionalDouble.empty() : numbers.value(aggregation);
    }

    @Override
    public boolean isSummedUpBy(String name, Aggregation aggregation) {
        List<SummaryMetric> chosen = facts.summaryMetrics();
        boolean any = false;
        for (SummaryMetric metric : chosen) {
            if (metric.seriesName().equals(name)) {
                if (metric.aggregation() == aggregation) {
                    return true;
                }
                any = true;
            }
        }
        return !any && aggregation == Aggregation.LAST;
    }

    /// A series that the model does not know has no slot, and nobody has it.
    private @Nullable SeriesNumbers numbers(String name) {
        if (tail != null) {
            return tail.series().get(name);
        }
        Integer slot = slots.get(name);
        return slot == null ? loose(name) : row.series(slot);
    }

    private @Nullable SeriesNumbers loose(String name) {
        Map<Long, SeriesNumbers> loose = view.loose().get(row.key());
        Long id = view.series().get(name);
        return loose == null || id == null ? null : loose.get(id);
    }

    private static IllegalStateException unfilled() {
        return new IllegalStateException("BUG: something is asked for that was not loaded");
    }
}
