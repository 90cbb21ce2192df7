package dev.assay.search;

import dev.assay.domain.Aggregation;
import dev.assay.domain.Parameter;
import dev.assay.domain.Rid;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.meta.SearchRows;
import dev.assay.meta.SearchRows.Details;
import dev.assay.meta.SearchRows.Values;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Fills columns of rows from the database. Values that recur are kept once. Used by one thread.
final class TableLoader {

    private final DSLContext transaction;
    private final long model;
    private final Map<Object, Object> kept = new HashMap<>();

    TableLoader(DSLContext transaction, long model) {
        this.transaction = transaction;
        this.model = model;
    }

    /// @param columns where each column lies in the rows
    void fillAll(Map<Column, Integer> columns, LongFunction<@Nullable Row> rows) {
        Map<Column.OfDocument, Integer> ofDocuments = ofDocuments(columns);
        if (!ofDocuments.isEmpty()) {
            SearchRows.details(transaction, model, details -> fill(ofDocuments, rows, details));
        }
        ofSeries(columns)
                .forEach((id, slot) ->
                        SearchRows.values(transaction, id, values -> fill(Map.of(id, slot), rows, values)));
    }

    /// The same for some rows.
    void fillSome(Map<Column, Integer> columns, LongFunction<@Nullable Row> rows, Set<Long> keys) {
        Map<Column.OfDocument, Integer> ofDocuments = ofDocuments(columns);
        if (!ofDocuments.isEmpty()) {
            SearchRows.details(transaction, keys, details -> fill(ofDocuments, rows, details));
        }
        Map<Long, Integer> ofSeries = ofSeries(columns);
        Consumer<Values> sink = values -> fill(ofSeries, rows, values);
        SearchRows.values(transaction, ofSeries.keySet(), keys, sink);
    }

    private static Map<Column.OfDocument, Integer> ofDocuments(Map<Column, Integer> columns) {
        Map<Column.OfDocument, Integer> found = new HashMap<>();
        columns.forEach((column, slot) -> {
            if (column instanceof Column.OfDocument ofDocument) {
                found.put(ofDocument, slot);
            }
        });
        return found;
    }

    private static Map<Long, Integer> ofSeries(Map<Column, Integer> columns) {
        Map<Long, Integer> found = new HashMap<>();
        columns.forEach((column, slot) -> {
            if (column instanceof Column.Series series) {
                found.put(series.id(), slot);
            }
        });
        return found;
    }

    private static void fill(Map<Long, Integer> slots, LongFunction<@Nullable Row> rows, Values values) {
        Row row = rows.apply(values.experiment());
        Integer slot = slots.get(values.series());
        if (row != null && slot != null) {
            row.fill(slot, SeriesNumbers.of(values));
        }
    }

    private void fill(Map<Column.OfDocument, Integer> slots, LongFunction<@Nullable Row> rows, Details details) {
        Row row = rows.apply(details.key());
        if (row == null) {
            return;
        }
        Facts facts = new Facts(details);
        slots.forEach((column, slot) ->
                row.fill(slot, facts.cell(column).map(this::kept).orElse(null)));
    }

    private Object kept(Object cell) {
        Object before = kept.putIfAbsent(cell, cell);
        return before == null ? cell : before;
    }

    /// What a document says, by name.
    private static final class Facts {

        private final Details details;
        private final Map<String, Parameter> parameters = new HashMap<>();
        private final Map<String, Tag> tags = new HashMap<>();

        Facts(Details details) {
            this.details = details;
            details.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter));
            details.tags().forEach(tag -> tags.put(tag.key(), tag));
        }

        Optional<Object> cell(Column.OfDocument column) {
            return switch (column) {
                case Column.Branch _ -> Optional.of(details.branch());
                case Column.JobRid _ -> details.jobRid().map(Rid::text);
                case Column.Parameter(String name) ->
                    Optional.ofNullable(parameters.get(name)).map(Parameter::value);
                case Column.ParameterNames _ ->
                    Optional.of(
                            details.parameters().stream().map(Parameter::name).toList());
                case Column.Tag(String key) ->
                    Optional.ofNullable(tags.get(key)).map(Tag::value);
                case Column.Chosen(String series) -> chosen(series);
            };
        }

        private Optional<Object> chosen(String series) {
            EnumSet<Aggregation> chosen = EnumSet.noneOf(Aggregation.class);
            List<SummaryMetric> all = details.summaryMetrics();
            all.stream()
                    .filter(metric -> metric.seriesName().equals(series))
                    .forEach(metric -> chosen.add(metric.aggregation()));
            return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen);
        }
    }
}
