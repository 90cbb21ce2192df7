package dev.assay.wire.ui;

import dev.assay.app.Browsing;
import dev.assay.app.TableQuery;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.json.JsonReader;
import dev.assay.query.FilterLanguage;
import dev.assay.query.OrderLanguage;
import dev.assay.query.Vocabulary;
import dev.assay.search.Folds;
import dev.assay.wire.json.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What is asked of the table of a model's experiments.
///
/// @param by names of columns that groups have in common
record TableBody(TableQuery query, List<String> by, List<String> columns, int offset, int limit) {

    static final int ROWS = 100;

    private static final int FOLDS_MAX = 1_000;

    static TableBody readRows(JsonReader reader) {
        return read(reader, false);
    }

    static TableBody readGroups(JsonReader reader) {
        TableBody body = read(reader, true);
        if (body.by().isEmpty()) {
            throw reader.missing("by");
        }
        return body;
    }

    private static TableBody read(JsonReader reader, boolean groups) {
        Field<String> filter = new Field<>("filter");
        Field<List<String>> orderBy = new Field<>("orderBy");
        Field<Boolean> deleted = new Field<>("deleted");
        Field<Folds> nested = new Field<>("nested");
        Field<List<String>> by = new Field<>("by");
        Field<List<String>> columns = new Field<>("columns");
        Field<Integer> offset = new Field<>("offset");
        Field<Integer> limit = new Field<>("limit");
        reader.object(field -> {
            switch (field) {
                case "filter" -> filter.set(reader.text());
                case "orderBy" -> orderBy.set(readTexts(reader, Browsing.COLUMNS_MAX));
                case "deleted" -> deleted.set(reader.bool());
                case "columns" -> columns.set(readTexts(reader, Browsing.COLUMNS_MAX));
                case "offset" -> offset.set(readOffset(reader));
                case "limit" -> limit.set(readLimit(reader));
                case "nested" -> {
                    requireKnown(!groups, reader);
                    nested.set(readFolds(reader));
                }
                case "by" -> {
                    requireKnown(groups, reader);
                    by.set(readTexts(reader, Browsing.COLUMNS_MAX));
                }
                default -> throw unknown(reader);
            }
        });
        return new TableBody(
                new TableQuery(
                        FilterLanguage.parse(
                                Vocabulary.EXPERIMENTS, filter.find().orElse("")),
                        OrderLanguage.parse(
                                Vocabulary.EXPERIMENTS,
                                OrderLanguage.Parameters.BY_VALUE,
                                orderBy.find().orElse(List.of())),
                        deleted.find().orElse(false),
                        nested.find()),
                by.find().orElse(List.of()),
                columns.find().orElse(List.of()),
                offset.find().orElse(0),
                limit.find().orElse(ROWS));
    }

    private static Fault unknown(JsonReader reader) {
        return reader.malformed("unknown field");
    }

    private static void requireKnown(boolean known, JsonReader reader) {
        if (!known) {
            throw unknown(reader);
        }
    }

    /// `{"folded": "all" | "none", "others": [RID, ...]}`
    private static Folds readFolds(JsonReader reader) {
        Field<Boolean> all = new Field<>("folded");
        Field<List<String>> others = new Field<>("others");
        reader.object(field -> {
            switch (field) {
                case "folded" -> all.set(readAll(reader));
                case "others" -> others.set(readTexts(reader, FOLDS_MAX));
                default -> throw unknown(reader);
            }
        });
        return new Folds(
                all.find().orElse(false),
                others.find().orElse(List.of()).stream()
                        .map(rid -> ExperimentId.parse(rid).locator())
                        .collect(Collectors.toSet()));
    }

    private static boolean readAll(JsonReader reader) {
        return switch (reader.text()) {
            case "all" -> true;
            case "none" -> false;
            default -> throw reader.malformed("neither all nor none");
        };
    }

    private static List<String> readTexts(JsonReader reader, int max) {
        List<String> texts = new ArrayList<>();
        reader.array(() -> {
            if (texts.size() == max) {
                throw Faults.limitReached("texts in one list", max);
            }
            texts.add(reader.text());
        });
        return texts;
    }

    private static int readOffset(JsonReader reader) {
        long offset = reader.int64();
        if (offset < 0) {
            throw Faults.invalidOffset(Long.toString(offset));
        }
        return (int) Math.min(offset, Integer.MAX_VALUE);
    }

    private static int readLimit(JsonReader reader) {
        long limit = reader.int64();
        if (limit < 1) {
            throw Faults.invalidPageSize(Long.toString(limit));
        }
        return (int) Math.min(limit, Browsing.ROWS_MAX);
    }
}
