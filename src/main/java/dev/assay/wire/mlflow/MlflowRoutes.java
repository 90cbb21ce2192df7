package dev.assay.wire.mlflow;

import dev.assay.app.Experiments;
import dev.assay.app.FileTables;
import dev.assay.app.Files;
import dev.assay.app.Models;
import dev.assay.app.Reads;
import dev.assay.app.Searches;
import dev.assay.http.Dialect;
import dev.assay.http.PromptPost;
import dev.assay.http.PromptPosts;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import java.util.List;
import java.util.random.RandomGenerator;

/// The door of this room: every route of MLflow's REST API that we serve, and how it says that something failed.
public final class MlflowRoutes {

    /// The same routes: clients use the first, MLflow's own page the second.
    private static final List<String> ROOTS = List.of("/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/");

    private static final List<String> ARTIFACT_ROOTS =
            List.of("/api/2.0/mlflow-artifacts/artifacts", "/ajax-api/2.0/mlflow-artifacts/artifacts");

    private static final List<String> DIALECT_PREFIXES =
            List.of("/api/2.0/mlflow/", "/api/3.0/mlflow/", "/ajax-api/", "/api/2.0/mlflow-artifacts/");

    private final JavalinConfig config;

    private MlflowRoutes(JavalinConfig config) {
        this.config = config;
    }

    /// With `showRids`, runs and experiments show our RIDs among their tags. `random` is shared between threads.
    public static Dialect add(
            JavalinConfig config,
            Models models,
            Experiments experiments,
            Reads reads,
            Searches searches,
            Files files,
            FileTables fileTables,
            boolean showRids,
            RandomGenerator random) {
        MlflowRoutes routes = new MlflowRoutes(config);
        routes.addExperiments(models, new ExperimentJson(showRids));
        RunJson runJson = new RunJson(models, showRids);
        routes.addRuns(
                new Runs(experiments, reads, new MlflowExperiments(models), runJson, new RunNames(random)),
                new SearchRuns(searches, runJson));
        LoggedTables tables = new LoggedTables(fileTables);
        routes.addLogging(experiments, reads, tables);
        routes.addArtifacts(new ArtifactCalls(files, tables));
        return new Dialect(DIALECT_PREFIXES, MlflowErrors::status, MlflowErrors::write);
    }

    private void addExperiments(Models models, ExperimentJson experimentJson) {
        ExperimentReads reads = new ExperimentReads(models, experimentJson);
        get("experiments/get", reads::get);
        get("experiments/get-by-name", reads::getByName);
        SearchExperiments search = new SearchExperiments(models, experimentJson);
        get("experiments/search", search::get);
        post("experiments/search", search::post);
        ExperimentWrites writes = new ExperimentWrites(models);
        post("experiments/create", writes::create);
        post("experiments/update", writes::update);
        post("experiments/delete", writes::delete);
        post("experiments/restore", writes::restore);
        ExperimentTags tags = new ExperimentTags(models);
        post("experiments/set-experiment-tag", tags::set);
        post("experiments/delete-experiment-tag", tags::delete);
    }

    private void addRuns(Runs runs, SearchRuns search) {
        post("runs/create", runs::create);
        get("runs/get", runs::get);
        post("runs/update", runs::update);
        post("runs/delete", runs::delete);
        post("runs/restore", runs::restore);
        post("runs/search", search::search);
    }

    private void addLogging(Experiments experiments, Reads reads, LoggedTables tables) {
        LogCalls log = new LogCalls(experiments);
        post("runs/log-parameter", log::logParameter);
        post("runs/log-metric", log::logMetric);
        promptPost("runs/log-metric", log::logMetricPromptly);
        LogBatch batch = new LogBatch(experiments, tables);
        post("runs/log-batch", batch::log);
        promptPost("runs/log-batch", batch::logPromptly);
        RunTagCalls tags = new RunTagCalls(experiments, reads, tables);
        post("runs/set-tag", tags::set);
        post("runs/delete-tag", tags::delete);
        get("metrics/get-history", new MetricHistory(reads)::get);
    }

    private void addArtifacts(ArtifactCalls artifacts) {
        get("artifacts/list", artifacts::listOfRun);
        post("logged-models/search", LoggedModels::search);
        for (String root : ARTIFACT_ROOTS) {
            config.routes.get(root, artifacts::list);
            config.routes.put(root + "/<path>", artifacts::put);
            config.routes.get(root + "/<path>", artifacts::get);
            config.routes.delete(root + "/<path>", artifacts::delete);
        }
    }

    private void get(String path, Handler handler) {
        ROOTS.forEach(root -> config.routes.get(root + path, handler));
    }

    private void promptPost(String path, PromptPost post) {
        ROOTS.forEach(root -> PromptPosts.add(config, root + path, post));
    }

    private void post(String path, Handler handler) {
        ROOTS.forEach(root -> config.routes.post(root + path, handler));
    }
}
