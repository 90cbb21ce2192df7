package dev.assay.wire.assay;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.app.IdempotencyKey;
import dev.assay.columnar.ArrowPoints;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.PromptCall;
import dev.assay.json.Json;
import dev.assay.series.Batch;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// `POST …/experiments/{experimentRid}/log`: parameters, points, tags and more in one request, or points
/// alone in Arrow's streaming format; all of it or nothing.
final class Log implements Handler {

    private final Experiments experiments;
    private final InstantSource clock;
    private final long arrowBytesMax;

    Log(Experiments experiments, InstantSource clock, long arrowBytesMax) {
        this.experiments = experiments;
        this.clock = clock;
        this.arrowBytesMax = arrowBytesMax;
    }

    @Override
    public void handle(Context context) throws IOException {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE);
        ExperimentRef ref = Requests.ref(context);
        if (isArrow(context)) {
            logArrow(context, caller, ref);
        } else {
            logJson(context, caller, ref);
        }
        JsonAnswer.empty(context);
    }

    private void logJson(Context context, Caller caller, ExperimentRef ref) {
        byte[] body = Bodies.json(context);
        Changes changes = Json.read(body, reader -> LogBody.read(reader, clock.millis()));
        experiments.change(caller, Idempotency.key(context, body), ref, changes);
    }

    /// The body is read to its end, so that its digest is that of all of it.
    private void logArrow(Context context, Caller caller, ExperimentRef ref) throws IOException {
        if (!Bodies.comesWith(context)) {
            throw Faults.missingBody();
        }
        Function<Digest, Optional<IdempotencyKey>> key = Idempotency.keyOf(context);
        try (InputStream content = Bodies.stream(context, arrowBytesMax);
                DigestInputStream digesting = new DigestInputStream(content, Digests.sha256())) {
            digesting.on(Idempotency.isGiven(context));
            Batch points = ArrowPoints.read(digesting, clock.millis(), SeriesBody.POINTS_MAX);
            experiments.change(
                    caller,
                    key.apply(Digests.finish(digesting.getMessageDigest())),
                    ref,
                    Changes.NONE.withPoints(points));
        }
    }

    /// Points alone in Arrow's streaming format, answered once they are on stable storage, without a thread that waits
    /// for that. Whatever may take long goes on in a thread of its own.
    void logArrowPromptly(PromptCall call) {
        call.caller().require(Scope.MODELS_WRITE);
        ExperimentRef ref = new ExperimentRef.ById(ExperimentId.parse(call.pathPart()));
        byte[] body = call.body();
        ArrowPoints.readPlain(body, clock.millis(), SeriesBody.POINTS_MAX)
                .ifPresentOrElse(
                        points -> addPromptly(call, ref, points),
                        () -> call.inBackground(() -> change(call, ref, read(body))));
    }

    private void addPromptly(PromptCall call, ExperimentRef ref, Batch points) {
        Optional<CompletableFuture<ExperimentId>> begun =
                points.isEmpty() ? Optional.empty() : experiments.tryAdd(call.caller(), ref, points);
        begun.ifPresentOrElse(
                future -> {
                    var _ = future.whenComplete((_, failure) -> {
                        if (failure == null) {
                            call.answerEmpty();
                        } else {
                            call.fail(failure);
                        }
                    });
                },
                () -> call.inBackground(() -> change(call, ref, points)));
    }

    private void change(PromptCall call, ExperimentRef ref, Batch points) {
        experiments.change(call.caller(), Optional.empty(), ref, Changes.NONE.withPoints(points));
        call.answerEmpty();
    }

    private Batch read(byte[] body) {
        try {
            return ArrowPoints.read(new ByteArrayInputStream(body), clock.millis(), SeriesBody.POINTS_MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isArrow(Context context) {
        String given = Optional.ofNullable(context.contentType()).orElse("");
        return given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(ColumnarFormat.ARROW.mediaType());
    }
}
