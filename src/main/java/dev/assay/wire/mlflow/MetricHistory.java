package dev.assay.wire.mlflow;

import dev.assay.app.ExperimentRef;
import dev.assay.app.Page;
import dev.assay.app.PointQuery;
import dev.assay.app.Reads;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Point;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `metrics/get-history`: the points of a series in its own order: step, time, value. Where the caller asks for no
/// pages, all of them, written as they are read.
final class MetricHistory {

    /// A larger page is cut to this; its token says where to go on.
    static final int PAGE_POINTS_MAX = 100_000;

    private static final Fields.Shape SHAPE = new Fields.Shape()
            .text("run_id", "run_uuid", "metric_key", "page_token")
            .int64("max_results");

    private final Reads reads;

    MetricHistory(Reads reads) {
        this.reads = reads;
    }

    void get(Context context) {
        Fields fields = Fields.ofQuery(context, SHAPE);
        ExperimentRef run = new ExperimentRef.ByRunId(fields.getRunId());
        String key = fields.getText("metric_key");
        long maxResults = fields.findInt64("max_results").orElse(Long.MAX_VALUE);
        if (maxResults < 1) {
            throw Faults.invalid("max_results", "not 1 or more");
        }
        Optional<String> pageToken = SearchFields.pageToken(fields);
        if (maxResults == Long.MAX_VALUE && pageToken.isEmpty()) {
            answerAll(context, run, key);
        } else {
            int pageSize = (int) Math.min(maxResults, PAGE_POINTS_MAX);
            answerPage(context, reads.history(Callers.of(context), run, key, pageSize, pageToken), key);
        }
    }

    private static void answerPage(Context context, Page<Point> page, String key) {
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            Metrics metrics = new Metrics(json);
            page.items().forEach(point -> metrics.write(key, point.step(), point.timeMs(), point.value()));
            metrics.end();
            page.nextPageToken().ifPresent(token -> json.writeStringProperty("next_page_token", token));
            json.writeEndObject();
        });
    }

    private void answerAll(Context context, ExperimentRef run, String key) {
        Caller caller = Callers.of(context);
        PointQuery all = new PointQuery(List.of(key), Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            Metrics metrics = new Metrics(json);
            reads.points(caller, run, all, metrics::write);
            metrics.end();
            json.writeEndObject();
        });
    }

    /// A list that is there once something is in it.
    private static final class Metrics {

        private final JsonGenerator json;
        private boolean open;

        Metrics(JsonGenerator json) {
            this.json = json;
        }

        void write(String series, long step, long timeMs, double value) {
            if (!open) {
                json.writeArrayPropertyStart("metrics");
                open = true;
            }
            MetricJson.write(json, series, step, timeMs, value);
        }

        void end() {
            if (open) {
                json.writeEndArray();
            }
        }
    }
}
