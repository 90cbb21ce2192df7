package dev.assay.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;

/// Networks that learn two moons: a sweep, one that diverges, and one that somebody can watch.
final class Moons {

    private static final double[] RATES = {0.003, 0.03, 0.3};
    private static final int[] HIDDEN = {2, 4, 16};
    private static final int SEEDS = 3;
    private static final int EPOCHS = 60;
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 1e-3;
    /// With this weight decay every step makes the weights some times larger.
    private static final double RATE_TOO_HIGH = 10_000;
    /// It trains on for so many epochs without a number, then gives up.
    private static final int EPOCHS_WITHOUT_A_NUMBER = 5;

    private static final int LIVE_EPOCHS = 120;
    private static final int LIVE_HIDDEN = 32;
    private static final double LIVE_RATE = 0.01;
    private static final int LIVE_EPOCHS_A_WORD = 10;

    private static final int EPOCHS_A_PICTURE = 20;
    private static final int[] PALE = {0xf4c095, 0x9fc3e8};
    private static final int[] STRONG = {0xd9620f, 0x1f6fb8};
    private static final String BOUNDARY = "decision boundary";

    private record Trained(String name, ExperimentLog log, Training training, Predictions validation) {}

    private final Api api;
    private final InstantSource clock;
    private final Demo.Pause pause;
    private final Consumer<String> say;
    private final String modelRid;

    Moons(Api api, InstantSource clock, Demo.Pause pause, Consumer<String> say, String modelRid) {
        this.api = api;
        this.clock = clock;
        this.pause = pause;
        this.say = say;
        this.modelRid = modelRid;
    }

    /// The first try of many people.
    void diverge() {
        train(settings(RATE_TOO_HIGH, HIDDEN[1], EPOCHS, 1), List.of("broken"), _ -> Duration.ZERO);
    }

    /// Every configuration with every seed; the best of them becomes a version of the model.
    void sweep() {
        List<Trained> all = new ArrayList<>();
        for (double rate : RATES) {
            for (int hidden : HIDDEN) {
                for (int seed = 1; seed <= SEEDS; seed++) {
                    all.add(train(settings(rate, hidden, EPOCHS, seed), List.of("sweep"), _ -> Duration.ZERO));
                }
            }
            say.accept("Trained " + all.size() + " of " + RATES.length * HIDDEN.length * SEEDS + " networks.");
        }
        Trained best = all.stream()
                .min(Comparator.comparingDouble(trained -> trained.validation().loss()))
                .orElseThrow();
        publish(best);
        say.accept("The best has a validation loss of "
                + rounded(best.validation().loss()) + " and is the model's first version.");
    }

    /// One that goes on for a minute, so that somebody can see it learn.
    void live(Duration epochs) {
        train(settings(LIVE_RATE, LIVE_HIDDEN, LIVE_EPOCHS, 1), List.of("live"), epoch -> {
            if (epoch.number() % LIVE_EPOCHS_A_WORD == 0) {
                say.accept("Epoch " + epoch.number() + " of " + LIVE_EPOCHS + ": validation loss "
                        + rounded(epoch.validation().loss()));
            }
            return epochs;
        });
    }

    private static Training.Settings settings(double rate, int hidden, int epochs, int seed) {
        return new Training.Settings(rate, MOMENTUM, WEIGHT_DECAY, hidden, epochs, seed);
    }

    private Trained train(Training.Settings settings, List<String> tags, Function<Training.Epoch, Duration> pauses) {
        Training training = new Training(settings);
        String name = "lr " + settings.rate() + ", " + settings.hidden() + " hidden, seed " + settings.seed();
        ExperimentLog log = ExperimentLog.open(api, clock, modelRid, name, parameters(settings), tags);
        Training.Epoch epoch = training.next();
        int withoutANumber = 0;
        while (true) {
            add(log, epoch);
            boolean pictured = epoch.number() % EPOCHS_A_PICTURE == 0 || training.isDone();
            if (pictured || tags.contains("live")) {
                log.send();
            }
            if (pictured) {
                log.image(BOUNDARY, epoch.number(), picture(training));
            }
            if (!pause.goesOn(pauses.apply(epoch))) {
                log.send();
                log.fail("Broken off at epoch " + epoch.number());
                throw new CancellationException("broken off");
            }
            withoutANumber += Double.isNaN(epoch.train().loss()) ? 1 : 0;
            if (training.isDone() || withoutANumber == EPOCHS_WITHOUT_A_NUMBER) {
                break;
            }
            epoch = training.next();
        }
        finish(log, epoch, settings, withoutANumber);
        return new Trained(name, log, training, epoch.validation());
    }

    private static Map<String, Object> parameters(Training.Settings settings) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("optimizer.name", "sgd");
        parameters.put("optimizer.lr", settings.rate());
        parameters.put("optimizer.momentum", settings.momentum());
        parameters.put("optimizer.weight_decay", settings.weightDecay());
        parameters.put("model.hidden", settings.hidden());
        parameters.put("model.activation", "tanh");
        parameters.put("data.name", "two-moons");
        parameters.put("data.samples", Training.SAMPLES);
        parameters.put("data.noise", Training.NOISE);
        parameters.put("data.seed", Training.DATA_SEED);
        parameters.put("training.batch", Training.BATCH);
        parameters.put("training.epochs", settings.epochs());
        parameters.put("seed", settings.seed());
        return parameters;
    }

    private static void add(ExperimentLog log, Training.Epoch epoch) {
        int batches = epoch.batches().size();
        for (int i = 0; i < batches; i++) {
            Training.Batch batch = epoch.batches().get(i);
            log.add("batch/loss", (long) epoch.number() * batches + i, batch.loss());
            log.add("batch/gradient_norm", (long) epoch.number() * batches + i, batch.gradient());
        }
        log.add("train/loss", epoch.number(), epoch.train().loss());
        log.add("train/accuracy", epoch.number(), epoch.train().accuracy());
        log.add("val/loss", epoch.number(), epoch.validation().loss());
        log.add("val/accuracy", epoch.number(), epoch.validation().accuracy());
        log.addSystem(epoch.number());
    }

    private static Picture picture(Training training) {
        List<Sample> samples = training.validation();
        return new Picture()
                .ground((x, y) -> {
                    double score = training.network().score(x, y);
                    return Picture.mix(PALE[0], PALE[1], Double.isNaN(score) ? 0 : score);
                })
                .dots(samples, i -> STRONG[samples.get(i).label()]);
    }

    private static void finish(ExperimentLog log, Training.Epoch last, Training.Settings settings, int withoutANumber) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("val/loss", "LAST");
        summary.put("val/accuracy", "MAX");
        summary.put("batch/gradient_norm", "MAX");
        log.send();
        log.summarize(summary);
        if (withoutANumber > 0) {
            log.note("The loss left the numbers: the learning rate times the weight decay is "
                    + settings.rate() * settings.weightDecay() + ", so that **every step enlarges the weights**.");
            log.fail("The loss is NaN at epoch " + last.number() + ": optimizer.lr is too high");
            return;
        }
        log.table("predictions", last.validation().csv());
        log.file("README.md", "text/markdown", """
                # What is here

                - `config.json`: the parameters, as they were at the start
                - the table `predictions`: each sample of the validation set with its label and its score; `val/loss` and
                  `val/accuracy` of the last epoch are computed from these rows
                - the images `decision boundary`: the score over the plane, every 20 epochs
                """);
        log.succeed();
    }

    private void publish(Trained best) {
        String body =
                """
                {"modelFiles": {"type": "dill", "serializedModelFunction": "%s"},
                 "backingRepositories": [], "condaRequirements": ["python=3.12", "dill"],
                 "modelApi": {
                   "inputs": [{"type": "tabular", "name": "points", "format": "PANDAS", "columns": [
                     {"name": "x", "dataType": {"type": "double"}}, {"name": "y", "dataType": {"type": "double"}}]}],
                   "outputs": [{"type": "tabular", "name": "scores", "format": "PANDAS", "columns": [
                     {"name": "score", "dataType": {"type": "double"}}]}]}}""".formatted(Pickle.of("weights", best.training().network().weights()));
        Map<String, Object> version =
                api.ask("POST", "/api/v2/models/" + modelRid + "/versions?preview=true", Body.JSON, Body.utf8(body));
        best.log().link(Demo.rid(version));
        best.log().tag("best");
        Training.Settings settings = best.training().settings();
        String loss = rounded(best.validation().loss());
        best.log()
                .note("The **lowest validation loss** of the sweep, " + loss
                        + ". Its weights are the model's first version.");
        api.ask("PUT", Demo.NATIVE + "/models/" + modelRid + "/note", "text/markdown", Body.utf8("""
                        # Two moons

                        A network of one hidden layer tells two half circles apart. The sweep tries %d learning rates and %d sizes of
                        the hidden layer, each with %d seeds.

                        - Group the experiments by `optimizer.lr` and `model.hidden`: a row a configuration, with the mean and the
                          spread of its seeds.
                        - Find with `series.val/loss.last < 0.1 and params.model.hidden <= 4`.
                        - The experiment that is tagged `broken` shows what NaN and infinity look like.

                        Best: `optimizer.lr` %s, `model.hidden` %d, with a validation loss of %s.
                        """.formatted(
                        RATES.length, HIDDEN.length, SEEDS, settings.rate(), settings.hidden(), loss)));
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
