package dev.assay.cli;

import dev.assay.config.Environment;
import dev.assay.config.Settings;
import dev.assay.config.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// Starts the real server on a folder of its own, sends it what clients send first, and ends: what the virtual machine
/// saw meanwhile becomes the start-up cache. The launcher calls it.
@Command(name = "train-start-up", hidden = true, description = "Run the server once for the start-up cache.")
final class TrainCommand implements Callable<Integer> {

    private static final byte[] NO_BODY = {};

    /// Enough that the cache also knows what of it is worth compiling.
    private static final int PAGE_OPENINGS = 10;

    private final Console console;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("assay-train");
        try {
            train(settings(folder));
        } finally {
            delete(folder);
        }
        return ExitCode.DONE.number();
    }

    /// The user's own settings are left out: the folder and the port must be ours alone.
    private Settings settings(Path folder) {
        Environment environment =
                new Environment(Map.of(), folder, console.environment().systemName());
        return new SettingsReader(environment).read(Map.of("data", folder.toString(), "http.port", "0"), null);
    }

    private void train(Settings settings) {
        // Twice: an existing folder is opened otherwise than a fresh one.
        for (int start = 0; start < 2; start++) {
            try (LocalServer server = LocalServer.start(console.program(), settings);
                    ServerCall call = new ServerCall(
                            server.file().address(), server.file().localToken())) {
                visit(call, start);
            }
        }
    }

    private static void visit(ServerCall call, int start) {
        if (call.send("GET", "/health", NO_BODY).status() != 200) {
            throw new CommandFailed(ExitCode.FAILED, "the server does not answer");
        }
        call.send("GET", "/version", NO_BODY);
        mlflow(call, start);
        call.send("GET", "/api/assay/v1/models", NO_BODY);
        call.send("GET", "/api/assay/v1/tokens", NO_BODY);
        call.send("GET", "/api/v2/models/ri.models.main.model.none?preview=true", NO_BODY);
    }

    private static void mlflow(ServerCall call, int start) {
        Object experiment = post(call, "experiments/create", "{\"name\": \"train-" + start + "\"}")
                .getOrDefault("experiment_id", "0");
        Map<?, ?> created = post(
                call, "runs/create", "{\"experiment_id\": \"" + experiment + "\", \"start_time\": 1, \"tags\": []}");
        String run = run(created);
        post(call, "runs/log-batch", """
                {"run_id": "%s", "metrics": [{"key": "loss", "value": 0.5, "timestamp": 1, "step": 1}],
                 "params": [{"key": "lr", "value": "0.1"}], "tags": [{"key": "a", "value": "b"}]}""".formatted(run));
        post(call, "runs/update", "{\"run_id\": \"" + run + "\", \"status\": \"FINISHED\", \"end_time\": 2}");
        Object shown = call.send("GET", "/api/2.0/mlflow/runs/get?run_id=" + run, NO_BODY)
                .body();
        tags(shown).forEach(rids -> {
            Object shownRid = rids.get("assay.experimentRid");
            String model = "models/" + rids.get("assay.modelRid");
            call.send("GET", "/api/v2/" + model + "/experiments/" + shownRid + "?preview=true", NO_BODY);
            for (int i = 0; i < PAGE_OPENINGS; i++) {
                page(call, model, String.valueOf(shownRid));
            }
        });
    }

    /// What a browser asks for that opens a model's experiments, and one of them.
    private static void page(ServerCall call, String model, String experimentRid) {
        call.send("GET", "/", NO_BODY);
        call.send("GET", "/ui/api/session", NO_BODY);
        call.ask("GET", "/ui/api/models?orderBy=activity%20DESC&limit=100", NO_BODY);
        call.ask("GET", "/api/assay/v1/" + model, NO_BODY);
        call.ask("GET", "/api/assay/v1/" + model + "/views", NO_BODY);
        call.ask("GET", "/ui/api/" + model + "/columns?limit=200", NO_BODY);
        ask(call, "/ui/api/" + model + "/rows", """
                {"filter": "params.lr < 1 and series.loss.last < 1", "orderBy": ["series.loss.last ASC"], "deleted": false,
                 "columns": ["created", "duration", "params.lr", "series.loss.last"], "offset": 0, "limit": 100}""");
        call.ask("GET", "/ui/api/experiments/" + experimentRid, NO_BODY);
        ask(call, "/ui/api/charts", """
                {"experimentRids": ["%s"], "series": ["loss"], "axis": "step", "buckets": 400}""".formatted(experimentRid));
    }

    private static void ask(ServerCall call, String path, String body) {
        call.ask("POST", path, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> post(ServerCall call, String path, String body) {
        return call.send("POST", "/api/2.0/mlflow/" + path, body.getBytes(StandardCharsets.UTF_8))
                .body();
    }

    private static String run(Map<?, ?> created) {
        return created.get("run") instanceof Map<?, ?> run
                        && run.get("info") instanceof Map<?, ?> info
                        && info.get("run_id") instanceof String id
                ? id
                : "none";
    }

    private static List<Map<String, Object>> tags(Object shown) {
        if (!(shown instanceof Map<?, ?> answer)
                || !(answer.get("run") instanceof Map<?, ?> run)
                || !(run.get("data") instanceof Map<?, ?> data)
                || !(data.get("tags") instanceof List<?> tags)) {
            return List.of();
        }
        Map<String, Object> byKey = new HashMap<>();
        for (Object tag : tags) {
            if (tag instanceof Map<?, ?> pair && pair.get("key") instanceof String key && pair.get("value") != null) {
                byKey.put(key, pair.get("value"));
            }
        }
        return byKey.containsKey("assay.experimentRid") ? List.of(byKey) : List.of();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(TrainCommand::deleteOne);
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
