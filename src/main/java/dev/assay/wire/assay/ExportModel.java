package dev.assay.wire.assay;

import dev.assay.app.ExportQuery;
import dev.assay.app.ExportQuery.Aggregate;
import dev.assay.app.Exports;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.http.Acceptance;
import dev.assay.http.Queries;
import dev.assay.http.StreamAnswer;
import dev.assay.query.FilterLanguage;
import dev.assay.query.Vocabulary;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `GET …/models/{modelRid}/export`: all experiments of a model, or those that a filter matches, as one table.
final class ExportModel implements Handler {

    private static final String CSV = "text/csv";

    /// Parquet where the client does not care, as data frames' readers do not.
    private static final List<String> OFFERED =
            List.of(ColumnarFormat.PARQUET.mediaType(), ColumnarFormat.ARROW.mediaType(), CSV);

    private final Exports exports;

    ExportModel(Exports exports) {
        this.exports = exports;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ, "filter", "format", "series", "aggregate");
        ModelId model = Requests.model(context);
        String type = type(context);
        ExportQuery query = new ExportQuery(
                model,
                FilterLanguage.parse(
                        Vocabulary.EXPERIMENTS,
                        Queries.findText(context, "filter").orElse("")),
                series(context),
                aggregates(context));
        context.header("Content-Disposition", "attachment; filename=\"experiments." + extension(type) + "\"");
        StreamAnswer.write(context, 200, type.equals(CSV) ? "text/csv; charset=utf-8" : type, out -> {
            switch (type) {
                case CSV -> {
                    ExportCsv csv = new ExportCsv(out);
                    exports.export(caller, query, csv);
                    csv.end();
                }
                default -> {
                    ExportTable table = new ExportTable(format(type), out);
                    exports.export(caller, query, table);
                    table.end();
                }
            }
        });
    }

    private static ColumnarFormat format(String type) {
        return type.equals(ColumnarFormat.ARROW.mediaType()) ? ColumnarFormat.ARROW : ColumnarFormat.PARQUET;
    }

    private static String extension(String type) {
        return type.equals(CSV) ? "csv" : format(type) == ColumnarFormat.ARROW ? "arrows" : "parquet";
    }

    /// What the query names counts before what the header accepts: an address alone can be handed to a reader.
    private static String type(Context context) {
        Optional<String> named = Queries.findText(context, "format");
        if (named.isPresent()) {
            return switch (named.get()) {
                case "parquet" -> ColumnarFormat.PARQUET.mediaType();
                case "arrow" -> ColumnarFormat.ARROW.mediaType();
                case "csv" -> CSV;
                default -> throw Faults.invalid("format", "none of parquet, arrow, csv");
            };
        }
        return Acceptance.choose(context, OFFERED)
                .orElseThrow(() -> Faults.notAcceptable(Acceptance.text(context), String.join(", ", OFFERED)));
    }

    private static Optional<Set<String>> series(Context context) {
        List<String> names = context.queryParams("series");
        return names.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(names));
    }

    private static Set<Aggregate> aggregates(Context context) {
        List<String> names = context.queryParams("aggregate");
        return names.isEmpty()
                ? EnumSet.allOf(Aggregate.class)
                : names.stream().map(ExportModel::aggregate).collect(Collectors.toSet());
    }

    private static Aggregate aggregate(String name) {
        return switch (name) {
            case "last" -> Aggregate.LAST;
            case "min" -> Aggregate.MIN;
            case "max" -> Aggregate.MAX;
            case "length" -> Aggregate.LENGTH;
            default -> throw Faults.invalid("aggregate", "none of last, min, max, length");
        };
    }
}
