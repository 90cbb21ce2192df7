package dev.assay.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A network that learns two moons, epoch by epoch. The same settings give the same numbers everywhere.
final class Training {

    static final int SAMPLES = 400;
    static final int VALIDATION_SAMPLES = 200;
    static final double NOISE = 0.2;
    static final int DATA_SEED = 1;
    static final int BATCH = 32;

    record Settings(double rate, double momentum, double weightDecay, int hidden, int epochs, int seed) {}

    record Batch(double loss, double gradient) {}

    record Epoch(int number, Predictions train, Predictions validation, List<Batch> batches) {}

    private final Settings settings;
    private final Random random;
    private final Network network;
    private final List<Sample> samples = new ArrayList<>(Sample.twoMoons(SAMPLES, NOISE, DATA_SEED));
    private final List<Sample> validation = Sample.twoMoons(VALIDATION_SAMPLES, NOISE, DATA_SEED + 1);
    private int epochs;

    Training(Settings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed());
        this.network = new Network(settings.hidden(), random);
    }

    Epoch next() {
        Collections.shuffle(samples, random);
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += BATCH) {
            List<Sample> batch = samples.subList(from, Math.min(from + BATCH, samples.size()));
            double loss = network.predict(batch).loss();
            batches.add(new Batch(loss, network.learn(batch, settings)));
        }
        return new Epoch(epochs++, network.predict(samples), network.predict(validation), batches);
    }

    boolean isDone() {
        return epochs == settings.epochs();
    }

    Settings settings() {
        return settings;
    }

    Network network() {
        return network;
    }

    List<Sample> validation() {
        return validation;
    }
}
