package dev.assay.durability;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes batch after batch to one run of its own, each once the one before was acknowledged; one that
/// was answered with a 503 is sent again. A batch has one point in each of some series, and a tag; all of
/// them are kept or none.
final class RunWriter implements Runnable {

    static final int SERIES = 5;

    /// Every so often a batch is larger than a page of the database.
    static final int LARGE_EVERY = 10;

    static final int LARGE_POINTS = 400;

    private static final int PAUSE_MS = 20;

    /// By which API the batches are sent.
    private enum Api {
        MLFLOW,
        NATIVE
    }

    private final Calls calls;
    private final Api api;
    private final String run;
    private final String path;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile int batches = Integer.MAX_VALUE;

    private RunWriter(Calls calls, Api api, String run, String path) {
        this.calls = calls;
        this.api = api;
        this.run = run;
        this.path = path;
    }

    /// Half of them use MLflow's API, the others our own.
    static List<RunWriter> of(Calls calls, int writers) throws IOException, InterruptedException {
        List<RunWriter> all = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            String run = calls.createRun();
            Api api = i % 2 == 0 ? Api.MLFLOW : Api.NATIVE;
            String path = switch (api) {
                case MLFLOW -> "/api/2.0/mlflow/runs/log-batch";
                case NATIVE -> "/api/assay/v1/experiments/" + calls.experimentRid(run) + "/log";
            };
            all.add(new RunWriter(calls, api, run, path));
        }
        return all;
    }

    /// The id of the request that sends a batch, and the value of the tag in it.
    static String mark(String run, int batch) {
        return "mark-" + run + "-" + batch + ".";
    }

    String runId() {
        return run;
    }

    /// How many batches were answered with 200: the first so many.
    int acknowledged() {
        return acknowledged.get();
    }

    /// What the 503s said.
    Queue<String> refusals() {
        return refusals;
    }

    /// Answers that are neither a 200 nor a 503.
    Queue<String> failures() {
        return failures;
    }

    /// It ends when this many are acknowledged.
    void stopAt(int count) {
        batches = count;
    }

    /// It ends after the batch that is under way.
    void stop() {
        batches = 0;
    }

    /// Ends by itself where the server is gone.
    @Override
    public void run() {
        try {
            while (acknowledged.get() < batches) {
                attempt(acknowledged.get());
            }
        } catch (IOException e) {
            // The server was killed: what was under way may be there or not.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(int batch) throws IOException, InterruptedException {
        HttpResponse<String> answer = calls.send("POST", path, mark(run, batch), "application/json", body(batch));
        switch (answer.statusCode()) {
            case 200 -> acknowledged.incrementAndGet();
            case 503 -> {
                refusals.add(answer.body());
                Thread.sleep(PAUSE_MS);
            }
            default -> {
                failures.add(answer.statusCode() + " " + answer.body());
                stop();
            }
        }
    }

    private String body(int batch) {
        return switch (api) {
            case MLFLOW ->
                "{\"run_id\": \"%s\", \"metrics\": [%s], \"params\": [], \"tags\": [{\"key\": \"t\", \"value\": \"%s\"}]}"
                        .formatted(run, metrics(batch), mark(run, batch));
            case NATIVE ->
                "{\"series\": {%s}, \"tags\": [{\"key\": \"t\", \"value\": \"%s\"}]}"
                        .formatted(columns(batch), mark(run, batch));
        };
    }

    private static String metrics(int batch) {
        List<String> metrics = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            metrics.add(metric("m" + series, batch));
        }
        largeSteps(batch).forEach(step -> metrics.add(metric("large", step)));
        return String.join(", ", metrics);
    }

    private static String metric(String key, int step) {
        return "{\"key\": \"%s\", \"value\": %d.5, \"timestamp\": %d, \"step\": %d}".formatted(key, step, step, step);
    }

    private static String columns(int batch) {
        List<String> columns = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            columns.add(column("m" + series, List.of(batch)));
        }
        List<Integer> large = largeSteps(batch);
        if (!large.isEmpty()) {
            columns.add(column("large", large));
        }
        return String.join(", ", columns);
    }

    private static String column(String key, List<Integer> steps) {
        String integers = steps.toString();
        String values = steps.stream().map(step -> step + ".5").collect(Collectors.joining(", ", "[", "]"));
        return "\"%s\": {\"steps\": %s, \"times\": %s, \"values\": %s}".formatted(key, integers, integers, values);
    }

    private static List<Integer> largeSteps(int batch) {
        return batch % LARGE_EVERY == 0
                ? IntStream.range(0, LARGE_POINTS)
                        .mapToObj(point -> batch * LARGE_POINTS + point)
                        .toList()
                : List.of();
    }
}
