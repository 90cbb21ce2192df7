package dev.assay.search;

import dev.assay.domain.Aggregation;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ParameterValue;
import dev.assay.query.Subject;
import dev.assay.query.TextField;
import dev.assay.query.TextTest;
import dev.assay.query.TimeField;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One row after the other of a table, as a filter sees it. Used by one thread.
final class Candidate implements Subject {

    private final Map<Column, Integer> slots;
    private final Map<String, Integer> parameters = new HashMap<>();
    private final Map<String, Integer> tags = new HashMap<>();
    private final Map<String, Integer> chosen = new HashMap<>();
    private final Map<String, Integer> series = new HashMap<>();
    private final Map<TextTest, Set<Long>> named;
    private final long modelNumber;
    private Row row;
    private @Nullable Map<String, SeriesNumbers> tail;

    /// @param seriesIds of the series that are asked for, as far as the model has them
    /// @param named the keys of the experiments that have series under such names in packs
    Candidate(long modelNumber, Table table, Map<String, Long> seriesIds, Map<TextTest, Set<Long>> named, Row first) {
        this.modelNumber = modelNumber;
        this.slots = table.slots();
        this.named = named;
        this.row = first;
        slots.forEach((column, slot) -> {
            switch (column) {
                case Column.Parameter parameter -> parameters.put(parameter.name(), slot);
                case Column.Tag tag -> tags.put(tag.key(), slot);
                case Column.Chosen of -> chosen.put(of.series(), slot);
                case Column.Branch _, Column.JobRid _, Column.ParameterNames _, Column.Series _ -> {}
            }
        });
        seriesIds.forEach((name, id) -> series.put(name, slot(new Column.Series(id))));
    }

    /// @param folded the row's series where not all of them are in packs
    Candidate at(Row next, @Nullable Map<String, SeriesNumbers> folded) {
        row = next;
        tail = folded;
        return this;
    }

    @Override
    public Optional<String> text(TextField field) {
        return switch (field) {
            case NAME -> Optional.of(row.base().name());
            case STATUS -> Optional.of(row.base().status().name());
            case RID -> Optional.of(new ExperimentId(row.base().locator()).rid().text());
            case RUN_ID -> Optional.of(row.base().runId());
            case CREATOR -> Optional.of(row.base().createdBy());
            case MODEL_NUMBER -> Optional.of(Long.toString(modelNumber));
            case BRANCH -> cell(slot(new Column.Branch()), String.class);
            case JOB_RID -> cell(slot(new Column.JobRid()), String.class);
        };
    }

    @Override
    public OptionalLong time(TimeField field) {
        return switch (field) {
            case CREATED -> OptionalLong.of(row.base().createdTimeMs());
            case STARTED -> OptionalLong.of(row.base().startTimeMs());
            case ENDED -> row.base().endTimeMs();
            case UPDATED -> OptionalLong.empty();
        };
    }

    @Override
    public Optional<ParameterValue> parameter(String name) {
        return cell(slot(parameters, name), ParameterValue.class);
    }

    @Override
    public boolean hasParameter(TextTest name) {
        List<?> names = cell(slot(new Column.ParameterNames()), List.class).orElseThrow(Candidate::unfilled);
        for (Object known : names) {
            if (name.holds((String) known)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<String> tag(String key) {
        return cell(slot(tags, key), String.class);
    }

    @Override
    public boolean hasSeries(TextTest name) {
        if (tail != null) {
            return tail.keySet().stream().anyMatch(name::holds);
        }
        Set<Long> keys = named.get(name);
        if (keys == null) {
            throw unfilled();
        }
        return keys.contains(row.key());
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
        Optional<EnumSet<?>> some = cell(slot(chosen, name), EnumSet.class).map(set -> (EnumSet<?>) set);
        return some.isPresent() ? some.get().contains(aggregation) : aggregation == Aggregation.LAST;
    }

    /// A series that the model does not know has no slot, and nobody has it.
    private @Nullable SeriesNumbers numbers(String name) {
        if (tail != null) {
            return tail.get(name);
        }
        Integer slot = series.get(name);
        return slot == null ? null : (SeriesNumbers) row.cell(slot);
    }

    private <T> Optional<T> cell(int slot, Class<T> type) {
        return Optional.ofNullable(row.cell(slot)).map(type::cast);
    }

    private int slot(Column column) {
        Integer slot = slots.get(column);
        if (slot == null) {
            throw unfilled();
        }
        return slot;
    }

    private static int slot(Map<String, Integer> of, String name) {
        Integer slot = of.get(name);
        if (slot == null) {
            throw unfilled();
        }
        return slot;
    }

    private static IllegalStateException unfilled() {
        return new IllegalStateException("BUG: a column is asked for that was not loaded");
    }
}
