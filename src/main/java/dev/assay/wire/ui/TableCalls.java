package dev.assay.wire.ui;

import dev.assay.app.Browsing;
import dev.assay.app.TableQuery;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.Json;
import dev.assay.query.ColumnLanguage;
import dev.assay.query.Filter;
import dev.assay.query.FilterLanguage;
import dev.assay.query.Order;
import dev.assay.query.Target;
import dev.assay.query.Vocabulary;
import dev.assay.search.Browse;
import dev.assay.search.Browse.ColumnSearch;
import dev.assay.search.Browse.Window;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The table of a model's experiments: its rows, what it can show, and groups of rows.
final class TableCalls {

    static final int NAMES = 50;
    static final int NAMES_MAX = 1_000;

    private static final Set<String> KINDS = Set.of("", "params", "series", "tags");

    private final Browsing browsing;

    TableCalls(Browsing browsing) {
        this.browsing = browsing;
    }

    void rows(Context context) {
        Caller caller = reader(context);
        Rid model = model(context);
        TableBody body = Json.read(Bodies.json(context), TableBody::readRows);
        Window window =
                new Window(ColumnLanguage.parse(Vocabulary.EXPERIMENTS, body.columns()), body.offset(), body.limit());
        Browsing.Part part = browsing.rows(caller, model, body.query(), window);
        JsonAnswer.write(context, json -> TableJson.write(json, part));
    }

    void columns(Context context) {
        Caller caller = reader(context);
        Rid model = model(context);
        String kind = Queries.findText(context, "kind").orElse("");
        if (!KINDS.contains(kind)) {
            throw Faults.invalid("kind", "none of params, series, tags");
        }
        ColumnSearch search = new ColumnSearch(
                Queries.findText(context, "search").orElse(""),
                kind.isEmpty() || kind.equals("params"),
                kind.isEmpty() || kind.equals("series"),
                kind.isEmpty() || kind.equals("tags"),
                Queries.pageSize(context, "limit", NAMES, NAMES_MAX));
        Browse.Columns columns = browsing.columns(caller, model, Queries.flag(context, "deleted"), search);
        JsonAnswer.write(context, json -> TableJson.write(json, columns));
    }

    void values(Context context) {
        Caller caller = reader(context);
        Rid model = model(context);
        String column = Queries.findText(context, "column").orElseThrow(() -> Faults.invalid("column", "missing"));
        Target target = ColumnLanguage.parse(Vocabulary.EXPERIMENTS, column);
        if (target instanceof Target.OfTags) {
            throw Faults.invalid("column", "tags have values by their keys: tags.KEY");
        }
        Filter filter = FilterLanguage.parse(
                Vocabulary.EXPERIMENTS, Queries.findText(context, "filter").orElse(""));
        Browse.First<Browse.Counted> values = browsing.values(
                caller,
                model,
                new TableQuery(filter, new Order(List.of()), Queries.flag(context, "deleted"), Optional.empty()),
                target,
                Queries.findText(context, "search").orElse(""),
                Queries.pageSize(context, "limit", NAMES, NAMES_MAX));
        JsonAnswer.write(context, json -> TableJson.write(json, values));
    }

    void groups(Context context) {
        Caller caller = reader(context);
        Rid model = model(context);
        TableBody body = Json.read(Bodies.json(context), TableBody::readGroups);
        Browse.Groups groups = browsing.groups(
                caller, model, body.query(), keys(body.by()), keys(body.columns()), body.offset(), body.limit());
        JsonAnswer.write(context, json -> TableJson.write(json, groups));
    }

    /// What has one value for each experiment.
    private static List<Target> keys(List<String> texts) {
        List<Target> columns = ColumnLanguage.parse(Vocabulary.EXPERIMENTS, texts);
        if (columns.stream().anyMatch(Target.OfTags.class::isInstance)) {
            throw Faults.invalid("tags", "groups have tags by their keys: tags.KEY");
        }
        return columns;
    }

    /// The scope comes before all else.
    private static Caller reader(Context context) {
        Caller caller = Callers.of(context);
        caller.require(Scope.MODELS_READ);
        return caller;
    }

    private static Rid model(Context context) {
        return ModelId.parse(context.pathParam("modelRid")).rid();
    }
}
