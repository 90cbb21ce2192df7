package dev.assay.wire.assay;

import dev.assay.app.ExperimentRef;
import dev.assay.app.PointQuery;
import dev.assay.app.Reads;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// `GET …/experiments/{experimentRid}/points`: points as they are stored, in the columns that `log` takes. All of the
/// answer is of one moment; the next page is of a later one.
final class GetPoints implements Handler {

    static final int LIMIT = 100_000;
    /// The points of one series are held until its columns are written: 24 bytes each.
    static final int LIMIT_MAX = 500_000;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final String OFFERED = "application/json";

    private final Reads reads;

    GetPoints(Reads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ, "series", "stepFrom", "stepTo", "offset", "limit");
        ExperimentRef ref = Requests.ref(context);
        requireJsonAccepted(context);
        long offset = offset(context);
        int limit = limit(context);
        PointQuery query = new PointQuery(
                context.queryParams("series"),
                Queries.findInt64(context, "stepFrom").orElse(Long.MIN_VALUE),
                Queries.findInt64(context, "stepTo").orElse(Long.MAX_VALUE),
                offset,
                limit + 1L);
        JsonAnswer.write(context, json -> {
            PointsAnswer answer = new PointsAnswer(json, offset, limit);
            reads.points(caller, ref, query, answer);
            answer.end();
        });
    }

    private static long offset(Context context) {
        return Queries.findText(context, "offset").map(GetPoints::offset).orElse(0L);
    }

    private static long offset(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw Faults.invalidOffset(text);
        }
        return Long.parseLong(text);
    }

    /// A limit past the greatest is cut to it, as the sizes of pages are.
    private static int limit(Context context) {
        long limit = Queries.findInt64(context, "limit").orElse(LIMIT);
        if (limit < 1) {
            throw Faults.invalid("limit", "less than 1");
        }
        return (int) Math.min(limit, LIMIT_MAX);
    }

    private static void requireJsonAccepted(Context context) {
        String accepted = Optional.ofNullable(context.header("Accept")).orElse("*/*");
        if (Arrays.stream(accepted.split(",", -1)).noneMatch(GetPoints::acceptsJson)) {
            throw Faults.notAcceptable(accepted, OFFERED);
        }
    }

    private static boolean acceptsJson(String range) {
        return switch (range.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT)) {
            case "*/*", "application/*", OFFERED -> true;
            default -> false;
        };
    }
}
