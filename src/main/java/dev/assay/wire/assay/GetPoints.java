package dev.assay.wire.assay;

import dev.assay.app.ExperimentRef;
import dev.assay.app.PointQuery;
import dev.assay.app.Reads;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.http.StreamAnswer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;

/// `GET …/experiments/{experimentRid}/points`: points as they are stored, in the columns that `log` takes: as a page of
/// JSON, or as many as there are in a columnar format. All of an answer is of one moment; the next page is of a later
/// one.
final class GetPoints implements Handler {

    /// Of a page of JSON, where the query has none.
    static final int LIMIT = 100_000;
    /// Of a page of JSON: the points of one series are held until its columns are written, 24 bytes each.
    static final int LIMIT_MAX = 500_000;

    private final Reads reads;

    GetPoints(Reads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ, "series", "stepFrom", "stepTo", "offset", "limit");
        ExperimentRef ref = Requests.ref(context);
        Optional<ColumnarFormat> format = PointFormats.choose(context);
        if (format.isPresent()) {
            PointQuery query = query(context, limit(context, Long.MAX_VALUE));
            StreamAnswer.write(context, 200, format.get().mediaType(), out -> {
                PointTableAnswer answer = new PointTableAnswer(format.get(), out);
                reads.points(caller, ref, query, answer);
                answer.end();
            });
        } else {
            answerJson(context, caller, ref);
        }
    }

    /// A limit past the greatest is cut to it, as the sizes of pages are.
    private void answerJson(Context context, Caller caller, ExperimentRef ref) {
        int limit = (int) Math.min(limit(context, LIMIT), LIMIT_MAX);
        PointQuery query = query(context, limit + 1L);
        JsonAnswer.write(context, json -> {
            PointsAnswer answer = new PointsAnswer(json, query.offset(), limit);
            reads.points(caller, ref, query, answer);
            answer.end();
        });
    }

    private static PointQuery query(Context context, long limit) {
        return new PointQuery(
                context.queryParams("series"),
                Queries.findInt64(context, "stepFrom").orElse(Long.MIN_VALUE),
                Queries.findInt64(context, "stepTo").orElse(Long.MAX_VALUE),
                Queries.offset(context, "offset"),
                limit);
    }

    private static long limit(Context context, long otherwise) {
        long limit = Queries.findInt64(context, "limit").orElse(otherwise);
        if (limit < 1) {
            throw Faults.invalid("limit", "less than 1");
        }
        return limit;
    }
}
