package dev.assay.series;

import dev.assay.domain.Point;
import java.util.Arrays;

/// The points of a series that came last, each once; an older one is forgotten where there is no more room. It also
/// knows the greatest that it has forgotten: what is beyond that one it holds, or it never came.
final class RecentPoints {

    private static final int CAPACITY_MIN = 4;
    private static final int POINT_BYTES = 3 * Long.BYTES + 3 * Integer.BYTES;
    /// An odd number near 2^64 over the golden ratio: it parts numbers that are neighbours.
    private static final long SCATTERING = 0x9E37_79B9_7F4A_7C15L;

    private final int most;
    /// A ring, in the order in which they came.
    private long[] steps = {};

    private long[] timesMs = {};
    private double[] values = {};
    private int size;
    /// Where the next one goes, the oldest where the ring is full.
    private int end;
    /// One more than the place of a point for each hash, and for each place that of the next with the same hash; 0 is
    /// none. There are twice as many hashes as places.
    private int[] heads = new int[1];

    private int[] nexts = {};

    private boolean forgot;
    private long forgottenStep;
    private long forgottenTimeMs;
    private double forgottenValue;

    /// @param most how many are held
    RecentPoints(int most) {
        this.most = most;
    }

    boolean contains(long step, long timeMs, double value) {
        for (int place = heads[hash(step, timeMs, value)] - 1; place >= 0; place = nexts[place] - 1) {
            if (Point.compare(steps[place], timesMs[place], values[place], step, timeMs, value) == 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether the point is greater than all that were forgotten.
    boolean isBeyondForgotten(long step, long timeMs, double value) {
        return !forgot || Point.compare(forgottenStep, forgottenTimeMs, forgottenValue, step, timeMs, value) < 0;
    }

    /// A point that came, and is not held.
    void forget(long step, long timeMs, double value) {
        if (isBeyondForgotten(step, timeMs, value)) {
            forgot = true;
            forgottenStep = step;
            forgottenTimeMs = timeMs;
            forgottenValue = value;
        }
    }

    /// A point that it does not hold.
    void add(long step, long timeMs, double value) {
        makeRoom();
        steps[end] = step;
        timesMs[end] = timeMs;
        values[end] = value;
        link(end);
        size = Math.max(size, end + 1);
        end++;
    }

    long heldBytes() {
        return (long) POINT_BYTES * steps.length;
    }

    private void makeRoom() {
        if (end < steps.length) {
            if (end < size) {
                forgetOldest();
            }
        } else if (size < most) {
            grow(Math.min(most, Math.max(CAPACITY_MIN, 2 * size)));
        } else {
            end = 0;
            forgetOldest();
        }
    }

    private void forgetOldest() {
        unlink(end);
        forget(steps[end], timesMs[end], values[end]);
    }

    private void grow(int capacity) {
        steps = Arrays.copyOf(steps, capacity);
        timesMs = Arrays.copyOf(timesMs, capacity);
        values = Arrays.copyOf(values, capacity);
        heads = new int[Integer.highestOneBit(2 * capacity)];
        nexts = new int[capacity];
        for (int place = 0; place < size; place++) {
            link(place);
        }
    }

    private void link(int place) {
        int hash = hash(place);
        nexts[place] = heads[hash];
        heads[hash] = place + 1;
    }

    private void unlink(int place) {
        int hash = hash(place);
        if (heads[hash] == place + 1) {
            heads[hash] = nexts[place];
            return;
        }
        int before = heads[hash] - 1;
        while (nexts[before] != place + 1) {
            before = nexts[before] - 1;
        }
        nexts[before] = nexts[place];
    }

    private int hash(int place) {
        return hash(steps[place], timesMs[place], values[place]);
    }

    private int hash(long step, long timeMs, double value) {
        long hash = step * SCATTERING + timeMs;
        hash = hash * SCATTERING + Double.doubleToRawLongBits(value);
        return (int) ((hash * SCATTERING) >>> Integer.SIZE) & (heads.length - 1);
    }
}
