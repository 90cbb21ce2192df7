package dev.assay.search;

import dev.assay.domain.ParameterValue;
import dev.assay.domain.Status;
import dev.assay.meta.Facts;
import dev.assay.meta.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which parameters and tags the experiments of a table have, and which attributes tell them apart. Never changes.
final class ColumnSummary {

    private final List<Browse.ParameterColumn> parameters;
    private final List<Browse.TagColumn> tags;
    private final List<String> telling;

    private ColumnSummary(List<Browse.ParameterColumn> parameters, List<Browse.TagColumn> tags, List<String> telling) {
        this.parameters = parameters;
        this.tags = tags;
        this.telling = telling;
    }

    static ColumnSummary of(Table table, boolean deleted) {
        Counting<ParameterValue> parameters = new Counting<>();
        Counting<String> tags = new Counting<>();
        Telling telling = new Telling();
        for (Row row : table.rows()) {
            if (row.base().deleted() == deleted) {
                Facts facts = row.facts();
                telling.look(row);
                parameters.count(facts.allParameters());
                parameters.add(facts.parameters(), facts::parameter);
                tags.count(facts.allTags());
                tags.add(facts.tags(), facts::tag);
            }
        }
        return new ColumnSummary(
                parameters.inOrder().stream()
                        .map(of -> new Browse.ParameterColumn(of.name, of.count, of.distinct(), of.type()))
                        .toList(),
                tags.inOrder().stream()
                        .map(of -> new Browse.TagColumn(of.name, of.count, of.distinct()))
                        .toList(),
                List.copyOf(telling.found));
    }

    List<Browse.ParameterColumn> parameters() {
        return parameters;
    }

    List<Browse.TagColumn> tags() {
        return tags;
    }

    /// By the words of the filter language.
    List<String> telling() {
        return telling;
    }

    /// Finds attributes in which a row differs from the first.
    private static final class Telling {

        private final Set<String> found = new TreeSet<>();
        private @Nullable Row first;

        void look(Row row) {
            if (first == null) {
                first = row;
            }
            add("creator", !row.base().createdBy().equals(first.base().createdBy()));
            add("branch", !row.facts().branch().equals(first.facts().branch()));
            add("linked_version", row.facts().linkedVersion().isPresent());
            add("last_logged", row.base().status() == Status.Word.RUNNING);
        }

        private void add(String attribute, boolean tells) {
            if (tells) {
                found.add(attribute);
            }
        }
    }

    private interface Values<T> {

        T at(int place);
    }

    /// What there is under one name.
    private static final class Column<T> {

        private final String name;
        private final Set<T> values = new HashSet<>();
        private final Set<Browse.Type> types = new HashSet<>();
        private long count;
        private @Nullable T last;

        Column(String name) {
            this.name = name;
        }

        void add(T value) {
            if (value.equals(last)) {
                return;
            }
            last = value;
            if (values.size() < Browse.DISTINCT_MAX) {
                values.add(value);
            }
            if (value instanceof ParameterValue parameter) {
                types.add(Browse.Type.of(parameter));
            }
        }

        /// Empty where the values are not kept.
        OptionalInt distinct() {
            return values.isEmpty() ? OptionalInt.empty() : OptionalInt.of(values.size());
        }

        Browse.Type type() {
            return types.size() == 1 ? types.iterator().next() : Browse.Type.MIXED;
        }
    }

    /// Counts names, and what is under them. Most experiments share a list of names.
    private static final class Counting<T> {

        private final Map<String, Column<T>> byName = new HashMap<>();
        private final IdentityHashMap<Names, List<Column<T>>> byNames = new IdentityHashMap<>();

        void count(Names names) {
            columns(names).forEach(column -> column.count++);
        }

        void add(Names names, Values<T> values) {
            List<Column<T>> columns = columns(names);
            for (int i = 0; i < columns.size(); i++) {
                columns.get(i).add(values.at(i));
            }
        }

        private List<Column<T>> columns(Names names) {
            return byNames.computeIfAbsent(names, _ -> {
                List<Column<T>> columns = new ArrayList<>(names.size());
                for (String name : names.all()) {
                    columns.add(byName.computeIfAbsent(name, Column::new));
                }
                return columns;
            });
        }

        List<Column<T>> inOrder() {
            return byName.values().stream()
                    .sorted((a, b) -> a.name.compareTo(b.name))
                    .toList();
        }
    }
}
