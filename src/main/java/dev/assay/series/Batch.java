package dev.assay.series;

import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The points of one request, as they come: any series, any order. Keeps a name once and a point in four columns. Not
/// thread-safe: it lives in the thread that reads the request.
public final class Batch {

    private static final int CAPACITY = 16;
    private static final int NAMES_PROBED_MAX = 1_024;
    /// Names that are numbered have hashes that are neighbours: an odd number near 2^32 over the golden ratio parts
    /// them.
    private static final int SCATTERING = 0x9E37_79B9;

    private final List<String> names = new ArrayList<>();
    /// The local indexes by the hashes of the names, each in the first free place from its own on; 0 is free, else one
    /// more than the index. At most half of it is taken.
    private int[] places = new int[2 * CAPACITY];
    /// All of them, once they are too many to be sure that hashes that fall together cost little.
    private final Map<String, Integer> indexes = new HashMap<>();

    private int[] series;
    private long[] steps;
    private long[] timesMs;
    private double[] values;
    private int size;
    private boolean grouped = true;

    public Batch() {
        this(CAPACITY);
    }

    /// `points` expected; more find room too.
    public Batch(int points) {
        series = new int[points];
        steps = new long[points];
        timesMs = new long[points];
        values = new double[points];
    }

    public void add(String name, long step, long timeMs, double value) {
        reserve(1);
        int index = indexOf(name);
        grouped &= size == 0 || series[size - 1] <= index;
        series[size] = index;
        steps[size] = step;
        timesMs[size] = timeMs;
        values[size] = value;
        size++;
    }

    /// Whole columns of one series, all of one length. No points leave no trace of the series.
    public void addColumns(String name, long[] moreSteps, long[] moreTimesMs, double[] moreValues) {
        int more = moreSteps.length;
        if (moreTimesMs.length != more || moreValues.length != more) {
            throw new IllegalStateException("BUG: columns of different lengths");
        }
        if (more == 0) {
            return;
        }
        reserve(more);
        int index = indexOf(name);
        grouped &= size == 0 || series[size - 1] <= index;
        Arrays.fill(series, size, size + more, index);
        System.arraycopy(moreSteps, 0, steps, size, more);
        System.arraycopy(moreTimesMs, 0, timesMs, size, more);
        System.arraycopy(moreValues, 0, values, size, more);
        size += more;
    }

    /// The local index of a name, for points that are added by `rows`; one that gets no points must not be asked for.
    public int indexFor(String name) {
        return names.size() < NAMES_PROBED_MAX ? probedIndexOf(name) : hashedIndexOf(name);
    }

    /// Room for so many points, whose columns the caller fills; they are points once `Rows.end` was called.
    public Rows rows(int count) {
        reserve(count);
        return new Rows(count);
    }

    /// Columns to be filled, each as long as there is room. A series is the local index of its name.
    public final class Rows {

        private final int count;

        private Rows(int count) {
            this.count = count;
        }

        public IntBuffer series() {
            return IntBuffer.wrap(series, size, count).slice();
        }

        public LongBuffer steps() {
            return LongBuffer.wrap(steps, size, count).slice();
        }

        public LongBuffer timesMs() {
            return LongBuffer.wrap(timesMs, size, count).slice();
        }

        public DoubleBuffer values() {
            return DoubleBuffer.wrap(values, size, count).slice();
        }

        /// All columns are full.
        public void end() {
            for (int i = Math.max(size, 1); i < size + count && grouped; i++) {
                grouped = series[i - 1] <= series[i];
            }
            size += count;
        }
    }

    /// How many points were added.
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /// The series, each once, in the order in which they first came: a name's place here is its local index.
    public List<String> names() {
        return Collections.unmodifiableList(names);
    }

    /// The same points with those of a series side by side, series in the order of `names`.
    Grouped grouped() {
        int[] ends = new int[names.size()];
        for (int i = 0; i < size; i++) {
            ends[series[i]]++;
        }
        for (int i = 1; i < ends.length; i++) {
            ends[i] += ends[i - 1];
        }
        if (grouped) {
            return new Grouped(steps, timesMs, values, ends);
        }
        return scattered(ends);
    }

    private Grouped scattered(int[] ends) {
        Grouped target = new Grouped(new long[size], new long[size], new double[size], ends);
        int[] next = new int[ends.length];
        System.arraycopy(ends, 0, next, 1, ends.length - 1);
        for (int i = 0; i < size; i++) {
            int place = next[series[i]]++;
            target.steps[place] = steps[i];
            target.timesMs[place] = timesMs[i];
            target.values[place] = values[i];
        }
        return target;
    }

    private int indexOf(String name) {
        int guess = size == 0 ? -1 : guess(series[size - 1], name);
        if (guess >= 0) {
            return guess;
        }
        return indexFor(name);
    }

    private int probedIndexOf(String name) {
        int place = placeOf(name);
        if (places[place] == 0) {
            names.add(name);
            places[place] = names.size();
            if (2 * names.size() > places.length) {
                growPlaces();
            }
            return names.size() - 1;
        }
        return places[place] - 1;
    }

    private int hashedIndexOf(String name) {
        for (int i = indexes.size(); i < names.size(); i++) {
            indexes.put(names.get(i), i);
        }
        Integer known = indexes.putIfAbsent(name, names.size());
        if (known != null) {
            return known;
        }
        names.add(name);
        return names.size() - 1;
    }

    /// Where the name is, or would be.
    private int placeOf(String name) {
        int mask = places.length - 1;
        int place = ((name.hashCode() * SCATTERING) >>> 16) & mask;
        while (places[place] != 0 && !names.get(places[place] - 1).equals(name)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void growPlaces() {
        places = new int[2 * places.length];
        for (int i = 0; i < names.size(); i++) {
            places[placeOf(names.get(i))] = i + 1;
        }
    }

    /// Points of a series often come one after another, and those of several in turns: most names need no look-up.
    private int guess(int previous, String name) {
        if (names.get(previous).equals(name)) {
            return previous;
        }
        int following = previous + 1 < names.size() ? previous + 1 : 0;
        return names.get(following).equals(name) ? following : -1;
    }

    private void reserve(int more) {
        if (more > series.length - size) {
            int capacity =
                    Math.max(Math.addExact(size, more), (int) Math.min(2L * series.length, Integer.MAX_VALUE - 8));
            series = Arrays.copyOf(series, capacity);
            steps = Arrays.copyOf(steps, capacity);
            timesMs = Arrays.copyOf(timesMs, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }

    /// The points of the series `i` end before `ends[i]`, where those of the next begin.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these; they live while a frame is written.
    record Grouped(long[] steps, long[] timesMs, double[] values, int[] ends) {

        int from(int series) {
            return series == 0 ? 0 : ends[series - 1];
        }

        int to(int series) {
            return ends[series];
        }
    }
}
