package dev.assay.series;

import dev.assay.series.codec.Block;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.TimeSpan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Exact buckets of series: whatever came late, twice or in another order, each point of the set counts once. A run
/// whose points are all in one bucket, with no other point between them, counts by its description; only those that an
/// edge cuts or that overlap with others are decoded.
public final class Buckets {

    private final Axis axis;
    private final BucketGrid grid;
    private final Block scratch = Block.empty();
    private @Nullable Bucket[] buckets;

    private Buckets(Axis axis, BucketGrid grid) {
        this.axis = axis;
        this.grid = grid;
        this.buckets = new @Nullable Bucket[grid.size()];
    }

    /// The buckets that have points, in the order of the axis, of each series that has some, in ascending order of
    /// their ids.
    public static Map<Long, List<Bucket>> of(Parts parts, Set<Long> series, Axis axis, BucketGrid grid) {
        Map<Long, List<Bucket>> found = new TreeMap<>();
        forEach(parts, series, axis, grid, found::put);
        return found;
    }

    /// The same, each as soon as it is cut.
    public static void forEach(
            Parts parts, Set<Long> series, Axis axis, BucketGrid grid, BiConsumer<Long, List<Bucket>> action) {
        Buckets buckets = new Buckets(axis, grid);
        parts.runsOf(series).forEach((id, runs) -> {
            List<Bucket> filled = buckets.fill(runs);
            if (!filled.isEmpty()) {
                action.accept(id, filled);
            }
        });
    }

    /// Where on the axis the series have points; empty where they have none.
    public static Optional<Span> span(Parts parts, Set<Long> series, Axis axis) {
        Extent extent = new Extent();
        parts.forEachRun(series::contains, run -> {
            switch (axis) {
                case STEP -> extent.add(run.firstStep(), run.lastStep());
                case TIME -> extent.addTimes(run);
            }
        });
        return extent.span();
    }

    private List<Bucket> fill(List<Run> runs) {
        Merge merge = new Merge(runs);
        while (true) {
            Optional<Run> alone = merge.takeAlone();
            if (alone.isPresent()) {
                add(alone.get());
            } else if (!merge.takeStretch(this::addStretch)) {
                if (!merge.next()) {
                    return take();
                }
                add(merge);
            }
        }
    }

    private List<Bucket> take() {
        List<Bucket> filled = Arrays.stream(buckets)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        Arrays.fill(buckets, null);
        return filled;
    }

    private void add(Run run) {
        switch (axis) {
            case STEP -> addWholeOrCut(run, run.firstStep(), run.lastStep());
            case TIME -> {
                Optional<TimeSpan> times = run.timeSpan();
                if (times.isPresent()) {
                    addWholeOrCut(run, times.get().fromMs(), times.get().toMs());
                } else {
                    run.forEachStretch(scratch, this::addStretch);
                }
            }
        }
    }

    private void addWholeOrCut(Run run, long from, long to) {
        if (!grid.touches(from, to)) {
            return;
        }
        int part = grid.indexOf(from);
        if (part >= 0 && part == grid.indexOf(to)) {
            bucket(part, run.firstStep(), run.firstTimeMs(), run.firstValue()).add(run);
        } else {
            run.forEachStretch(scratch, this::addStretch);
        }
    }

    private void addStretch(Block block, int from, int to) {
        long[] places = switch (axis) {
            case STEP -> block.steps();
            case TIME -> block.timesMs();
        };
        int i = from;
        while (i < to) {
            int part = grid.indexOf(places[i]);
            if (part < 0) {
                i++;
                continue;
            }
            int end = endInPart(places, i, to, part);
            bucket(part, block.steps()[i], block.timesMs()[i], block.values()[i])
                    .add(block, i, end);
            i = end;
        }
    }

    /// Where the points that are side by side in the part end.
    private int endInPart(long[] places, int from, int to, int part) {
        long start = grid.start(part);
        long end = grid.end(part);
        return switch (axis) {
            case STEP -> endOfAscending(places, from, to, end);
            case TIME -> {
                int i = from + 1;
                while (i < to && places[i] >= start && places[i] <= end) {
                    i++;
                }
                yield i;
            }
        };
    }

    /// Where those end that are not past `end`, as the one at `from` is not.
    private static int endOfAscending(long[] places, int from, int to, long end) {
        int low = from + 1;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places[middle] <= end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void add(Merge point) {
        int part = grid.indexOf(axis == Axis.STEP ? point.step() : point.timeMs());
        if (part >= 0) {
            bucket(part, point.step(), point.timeMs(), point.value()).add(point.step(), point.timeMs(), point.value());
        }
    }

    /// The part's bucket; a new one where the point is its first.
    private Bucket bucket(int part, long step, long timeMs, double value) {
        Bucket known = buckets[part];
        if (known != null) {
            return known;
        }
        Bucket made = new Bucket(step, timeMs, value);
        buckets[part] = made;
        return made;
    }

    /// Grows around what is added.
    private static final class Extent {

        private final Block scratch = Block.empty();
        private boolean empty = true;
        private long from = Long.MAX_VALUE;
        private long to = Long.MIN_VALUE;

        void add(long first, long last) {
            empty = false;
            from = Math.min(from, first);
            to = Math.max(to, last);
        }

        void addTimes(Run run) {
            Optional<TimeSpan> known = run.timeSpan();
            if (known.isPresent()) {
                add(known.get().fromMs(), known.get().toMs());
            } else {
                run.forEachStretch(scratch, (block, first, end) -> {
                    TimeSpan times = TimeSpan.of(block.timesMs(), first, end);
                    add(times.fromMs(), times.toMs());
                });
            }
        }

        Optional<Span> span() {
            return empty ? Optional.empty() : Optional.of(new Span(from, to));
        }
    }
}
