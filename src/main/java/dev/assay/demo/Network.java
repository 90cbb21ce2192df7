package dev.assay.demo;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A network for two classes: one hidden layer of tanh, the logistic function behind it. Its arithmetic is the same on
/// every machine.
final class Network {

    /// Of a hidden unit: from x, from y, its bias, to the output.
    private static final int WEIGHTS_OF_A_UNIT = 4;

    private final int hidden;
    /// Those of all units, then the output's bias.
    private final double[] weights;
    private final double[] gradient;
    private final double[] velocity;
    private final double[] activations;

    Network(int hidden, Random random) {
        this.hidden = hidden;
        this.weights = new double[hidden * WEIGHTS_OF_A_UNIT + 1];
        for (int i = 0; i < weights.length - 1; i++) {
            weights[i] = random.nextGaussian() / StrictMath.sqrt(2);
        }
        this.gradient = new double[weights.length];
        this.velocity = new double[weights.length];
        this.activations = new double[hidden];
    }

    /// How likely it takes the point for one of class 1.
    double score(double x, double y) {
        double sum = weights[weights.length - 1];
        for (int unit = 0; unit < hidden; unit++) {
            int at = unit * WEIGHTS_OF_A_UNIT;
            activations[unit] = StrictMath.tanh(weights[at] * x + weights[at + 1] * y + weights[at + 2]);
            sum += weights[at + 3] * activations[unit];
        }
        return 1 / (1 + StrictMath.exp(-sum));
    }

    Predictions predict(List<Sample> samples) {
        return new Predictions(samples.stream()
                .map(sample -> new Predictions.Row(sample, score(sample.x(), sample.y())))
                .toList());
    }

    /// One step of gradient descent with momentum; the length of the gradient.
    double learn(List<Sample> batch, Training.Settings settings) {
        Arrays.fill(gradient, 0);
        batch.forEach(sample -> addGradient(sample, batch.size()));
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            double slope = gradient[i] + settings.weightDecay() * weights[i];
            squares += slope * slope;
            velocity[i] = settings.momentum() * velocity[i] - settings.rate() * slope;
            weights[i] += velocity[i];
        }
        return StrictMath.sqrt(squares);
    }

    private void addGradient(Sample sample, int batch) {
        double error = (score(sample.x(), sample.y()) - sample.label()) / batch;
        for (int unit = 0; unit < hidden; unit++) {
            int at = unit * WEIGHTS_OF_A_UNIT;
            double inner = error * weights[at + 3] * (1 - activations[unit] * activations[unit]);
            gradient[at] += inner * sample.x();
            gradient[at + 1] += inner * sample.y();
            gradient[at + 2] += inner;
            gradient[at + 3] += error * activations[unit];
        }
        gradient[weights.length - 1] += error;
    }

    /// For whoever wants to have the network itself.
    double[] weights() {
        return weights.clone();
    }
}
