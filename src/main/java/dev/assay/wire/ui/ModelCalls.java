package dev.assay.wire.ui;

import dev.assay.app.ChartQuery;
import dev.assay.app.ChartSink;
import dev.assay.app.ManyReads;
import dev.assay.app.ModelOverviews;
import dev.assay.app.ModelOverviews.Listed;
import dev.assay.app.ModelOverviews.MainSeries;
import dev.assay.app.ModelOverviews.Overview;
import dev.assay.app.ModelOverviews.Preview;
import dev.assay.app.ModelOverviews.Sort;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.JsonWriter;
import dev.assay.series.Bucket;
import dev.assay.series.Span;
import dev.assay.wire.json.TimeJson;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/// The list of models, and what it shows of each.
final class ModelCalls {

    static final int PAGE_SIZE = 100;
    static final int PAGE_SIZE_MAX = 500;
    /// Of the small chart of a model's newest experiment.
    private static final int BUCKETS = 60;

    private final ModelOverviews models;
    private final ManyReads reads;

    ModelCalls(ModelOverviews models, ManyReads reads) {
        this.models = models;
        this.reads = reads;
    }

    void list(Context context) {
        Caller caller = Callers.of(context);
        String order = Queries.findText(context, "orderBy").orElse("activity DESC");
        Sort sort = sort(order.split(" ", -1)[0]);
        Listed listed = models.list(
                caller,
                new ModelOverviews.Query(
                        Queries.findText(context, "search").orElse(""),
                        Queries.flag(context, "deleted"),
                        sort,
                        order.endsWith(" DESC"),
                        (int) Math.min(Queries.offset(context, "offset"), Integer.MAX_VALUE),
                        Queries.pageSize(context, "limit", PAGE_SIZE, PAGE_SIZE_MAX)));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeNumberProperty("total", listed.total());
            json.writeNumberProperty("matched", listed.matched());
            json.writeArrayPropertyStart("rows");
            listed.rows().forEach(row -> write(json, row));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static Sort sort(String word) {
        return Arrays.stream(Sort.values())
                .filter(sort -> sort.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> Faults.invalid("orderBy", "none of activity, name, created, experiments"));
    }

    void get(Context context) {
        Overview found = models.get(Callers.of(context), model(context));
        JsonAnswer.write(context, json -> write(json, found));
    }

    /// Its bytes, and the series that people look at first, of its newest experiment.
    void preview(Context context) {
        Caller caller = Callers.of(context);
        Preview preview = models.preview(caller, model(context));
        List<Bucket> buckets =
                preview.newest().map(newest -> buckets(caller, newest)).orElse(List.of());
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            JsonWriter.writeLong(json, "bytes", preview.bytes());
            preview.newest().ifPresent(newest -> {
                json.writeStringProperty(
                        "experimentRid", newest.experiment().id().rid().text());
                json.writeStringProperty("experimentName", newest.experiment().name());
                json.writeStringProperty("series", newest.series());
                json.writeArrayPropertyStart("last");
                buckets.forEach(
                        bucket -> JsonWriter.writeDouble(json, bucket.last().value()));
                json.writeEndArray();
            });
            json.writeEndObject();
        });
    }

    private List<Bucket> buckets(Caller caller, MainSeries main) {
        List<Bucket> found = new ArrayList<>();
        ChartQuery query = new ChartQuery(
                List.of(main.experiment().id()),
                List.of(main.series()),
                ChartQuery.Axis.STEP,
                OptionalLong.empty(),
                OptionalLong.empty(),
                BUCKETS);
        reads.charts(caller, query, new ChartSink() {
            @Override
            public void begin(Optional<Span> span) {}

            @Override
            public void chart(ExperimentId experiment, String series, List<Bucket> buckets) {
                found.addAll(buckets);
            }
        });
        return found;
    }

    /// Which branches have versions; those of a branch are listed by Foundry's API.
    void branches(Context context) {
        var branches = models.branches(Callers.of(context), model(context));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("branches");
            branches.forEach(branch -> {
                json.writeStartObject();
                json.writeStringProperty("name", branch.name());
                json.writeNumberProperty("versions", branch.versions());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static ModelId model(Context context) {
        return ModelId.parse(context.pathParam("modelRid"));
    }

    private static void write(JsonGenerator json, Overview overview) {
        Model model = overview.model();
        json.writeStartObject();
        json.writeStringProperty("rid", model.id().rid().text());
        json.writeStringProperty("name", model.pathName());
        json.writeNumberProperty("number", model.number());
        TimeJson.write(json, "createdTime", model.createdTime());
        model.deletedTime().ifPresent(time -> TimeJson.write(json, "deletedTime", time));
        model.retentionDays().ifPresent(days -> json.writeNumberProperty("retentionDays", days));
        json.writeArrayPropertyStart("tags");
        model.tags().forEach(tag -> {
            json.writeStartObject();
            json.writeStringProperty("key", tag.key());
            json.writeStringProperty("value", tag.value());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeNumberProperty("experiments", overview.counts().experiments());
        json.writeNumberProperty("running", overview.counts().running());
        json.writeNumberProperty("deletedExperiments", overview.counts().deleted());
        overview.counts()
                .lastActivity()
                .ifPresent(time -> JsonWriter.writeLong(json, "lastActivity", time.toEpochMilli()));
        json.writeEndObject();
    }
}
