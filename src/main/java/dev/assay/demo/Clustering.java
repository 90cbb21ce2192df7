package dev.assay.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Lloyd's k-means on some heaps of points.
final class Clustering {

    static final int HEAPS = 5;
    static final int SAMPLES = 600;
    static final int DATA_SEED = 3;
    static final int ITERATIONS_MAX = 40;

    /// @param inertia the sum of the squared distances to the nearest centre
    /// @param moved how far all centres went, together
    /// @param clusters of the samples, in their order
    record Iteration(int number, double inertia, double moved, List<Integer> clusters, List<Integer> sizes) {}

    private final List<Sample> samples = Sample.heaps(HEAPS, SAMPLES, DATA_SEED);
    private final double[] x;
    private final double[] y;
    private int iterations;

    /// Begins at samples that chance takes.
    Clustering(int clusters, int seed) {
        List<Sample> first = new ArrayList<>(samples);
        Collections.shuffle(first, new Random(seed));
        this.x = first.stream().limit(clusters).mapToDouble(Sample::x).toArray();
        this.y = first.stream().limit(clusters).mapToDouble(Sample::y).toArray();
    }

    Iteration next() {
        int[] sizes = new int[x.length];
        double[] sumX = new double[x.length];
        double[] sumY = new double[x.length];
        double inertia = 0;
        List<Integer> clusters = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            int nearest = nearest(sample.x(), sample.y());
            clusters.add(nearest);
            inertia += squares(nearest, sample.x(), sample.y());
            sizes[nearest]++;
            sumX[nearest] += sample.x();
            sumY[nearest] += sample.y();
        }
        return new Iteration(
                iterations++,
                inertia,
                move(sizes, sumX, sumY),
                clusters,
                Arrays.stream(sizes).boxed().toList());
    }

    private double move(int[] sizes, double[] sumX, double[] sumY) {
        double moved = 0;
        for (int i = 0; i < x.length; i++) {
            // A centre that has lost all of its samples stays where it is.
            if (sizes[i] > 0) {
                moved += StrictMath.sqrt(squares(i, sumX[i] / sizes[i], sumY[i] / sizes[i]));
                x[i] = sumX[i] / sizes[i];
                y[i] = sumY[i] / sizes[i];
            }
        }
        return moved;
    }

    int nearest(double atX, double atY) {
        int nearest = 0;
        for (int i = 1; i < x.length; i++) {
            if (squares(i, atX, atY) < squares(nearest, atX, atY)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private double squares(int centre, double atX, double atY) {
        double dx = atX - x[centre];
        double dy = atY - y[centre];
        return dx * dx + dy * dy;
    }

    List<Sample> samples() {
        return samples;
    }

    /// A row a sample, with the square of its distance: their sum is the inertia of a clustering that stands still.
    String csv() {
        StringBuilder csv = new StringBuilder("row,x,y,heap,cluster,squared_distance\n");
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            int cluster = nearest(sample.x(), sample.y());
            csv.append(i).append(',').append(sample.x()).append(',').append(sample.y());
            csv.append(',').append(sample.label()).append(',').append(cluster);
            csv.append(',').append(squares(cluster, sample.x(), sample.y())).append('\n');
        }
        return csv.toString();
    }
}
