package dev.assay.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A point of the plane, and which class or heap it was drawn from.
public record Sample(double x, double y, int label) {

    private static final double HEAP_WIDTH = 0.18;
    private static final double HEAPS_RADIUS = 0.9;

    /// Two half circles that reach into each other, blurred.
    static List<Sample> twoMoons(int count, double noise, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int label = i % 2;
            double angle = StrictMath.PI * random.nextDouble();
            double x = label == 0 ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle);
            double y = label == 0 ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle);
            samples.add(new Sample(x + noise * random.nextGaussian(), y + noise * random.nextGaussian(), label));
        }
        return samples;
    }

    /// Round heaps, their centres on a circle.
    static List<Sample> heaps(int heaps, int count, long seed) {
        Random random = new Random(seed);
        List<Sample> samples = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int label = i % heaps;
            double angle = 2 * StrictMath.PI * label / heaps;
            samples.add(new Sample(
                    0.5 + HEAPS_RADIUS * StrictMath.cos(angle) + HEAP_WIDTH * random.nextGaussian(),
                    0.25 + HEAPS_RADIUS * StrictMath.sin(angle) + HEAP_WIDTH * random.nextGaussian(),
                    label));
        }
        return samples;
    }
}
