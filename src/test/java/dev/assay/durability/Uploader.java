package dev.assay.durability;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.ExperimentRef;
import dev.assay.app.FileContent;
import dev.assay.app.TestStore;
import dev.assay.domain.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Uploads file after file to a run of its own, each once the one before was acknowledged; one that was answered with a
/// 503 is sent again. Every content is another, and some are larger than what is synced at a time.
final class Uploader implements Runnable {

    private static final int PAUSE_MS = 20;
    private static final int LARGE_EVERY = 5;
    private static final int LARGE_TIMES = 6_000;

    private final Calls calls;
    private final String run;
    private final String folder;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile int files = Integer.MAX_VALUE;

    private Uploader(Calls calls, String run, String folder) {
        this.calls = calls;
        this.run = run;
        this.folder = folder;
    }

    /// Half of them use MLflow's API, the others our own.
    static List<Uploader> of(Calls calls, int uploaders) throws IOException, InterruptedException {
        List<Uploader> all = new ArrayList<>();
        for (int i = 0; i < uploaders; i++) {
            String run = calls.createRun();
            String folder = i % 2 == 0
                    ? "/api/2.0/mlflow-artifacts/artifacts/0/" + run + "/artifacts/"
                    : "/api/assay/v1/experiments/" + calls.experimentRid(run) + "/files/";
            all.add(new Uploader(calls, run, folder));
        }
        return all;
    }

    /// The id of the request that uploads a file, and what its content begins with.
    static String mark(String run, int file) {
        return "file-" + run + "-" + file + ".";
    }

    private static String content(String run, int file) {
        return mark(run, file).repeat(file % LARGE_EVERY == 0 ? LARGE_TIMES : 1);
    }

    String runId() {
        return run;
    }

    /// How many were answered with success: the first so many.
    int acknowledged() {
        return acknowledged.get();
    }

    /// What the 503s said.
    Queue<String> refusals() {
        return refusals;
    }

    /// Answers that are neither a success nor a 503.
    Queue<String> failures() {
        return failures;
    }

    /// It ends when this many are acknowledged.
    void stopAt(int count) {
        files = count;
    }

    /// Ends by itself where the server is gone.
    @Override
    public void run() {
        try {
            while (acknowledged.get() < files) {
                attempt(acknowledged.get());
            }
        } catch (IOException e) {
            // The server was killed: what was under way may be there or not.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(int file) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                calls.send("PUT", folder + "f" + file, mark(run, file), "text/plain", content(run, file));
        switch (answer.statusCode()) {
            case 200, 201 -> acknowledged.incrementAndGet();
            case 503 -> {
                refusals.add(answer.body());
                Thread.sleep(PAUSE_MS);
            }
            default -> {
                failures.add(answer.statusCode() + " " + answer.body());
                files = 0;
            }
        }
    }

    /// Of each run the store holds the first files, as many as were acknowledged, and the one that was under way wholly
    /// or not at all.
    static void check(TestStore store, Map<String, Integer> acknowledgedByRun) {
        acknowledgedByRun.forEach((run, acknowledged) -> {
            for (int file = 0; file < acknowledged; file++) {
                assertThat(find(store, run, file))
                        .as("file %d of %s", file, run)
                        .contains(content(run, file));
            }
            find(store, run, acknowledged).ifPresent(found -> assertThat(found).isEqualTo(content(run, acknowledged)));
        });
    }

    private static Optional<String> find(TestStore store, String run, int file) {
        FileContent content;
        try {
            content = store.store().files().get(store.admin(), new ExperimentRef.ByRunId(run), "f" + file);
        } catch (Fault fault) {
            assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
            return Optional.empty();
        }
        try (InputStream in = content.open(0, Long.MAX_VALUE)) {
            return Optional.of(new String(in.readAllBytes(), US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
