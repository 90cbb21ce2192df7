package dev.assay.series.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// The points of some series that several frames hold, decoded side by side: one run a series, however the
/// frames overlap or repeat one another, and no object for a point or for a run of a frame.
public final class DecodedFrames implements Part {

    /// How many are held at a time, some 24 MB; more where one series has more.
    private static final int POINTS_HELD_MAX = 1_000_000;

    private final List<DecodedRun> runs;

    private DecodedFrames(List<DecodedRun> runs) {
        this.runs = runs;
    }

    /// Hands over all series in ascending order of their ids, some at a time. Each element is one frame, or several one
    /// after another. Throws `dev.assay.bytes.DamagedBytes` when a checksum does not hold.
    public static void forEach(Collection<byte[]> frames, Consumer<DecodedFrames> action) {
        forEach(frames, POINTS_HELD_MAX, action);
    }

    static void forEach(Collection<byte[]> frames, int pointsHeldMax, Consumer<DecodedFrames> action) {
        List<Frame> opened = new ArrayList<>(frames.size());
        frames.forEach(concatenation -> opened.addAll(Frame.openAll(concatenation)));
        Counts counts = new Counts(opened);
        int[] slots = counts.slots.ascending();
        int from = 0;
        while (from < slots.length) {
            int to = from + 1;
            long points = counts.of[slots[from]];
            while (to < slots.length && points + counts.of[slots[to]] <= pointsHeldMax) {
                points += counts.of[slots[to++]];
            }
            action.accept(decoded(opened, counts, Arrays.copyOfRange(slots, from, to)));
            from = to;
        }
    }

    /// The wanted series, all at once.
    public static DecodedFrames of(List<Frame> frames, LongPredicate wanted) {
        Counts counts = new Counts(frames);
        int[] some = Arrays.stream(counts.slots.ascending())
                .filter(slot -> wanted.test(counts.slots.id(slot)))
                .toArray();
        return decoded(frames, counts, some);
    }

    private static DecodedFrames decoded(List<Frame> frames, Counts counts, int[] some) {
        return new DecodedFrames(new Decoder(counts, some).decode(frames));
    }

    @Override
    public void forEachRun(LongPredicate wanted, Consumer<? super Run> action) {
        for (DecodedRun run : runs) {
            if (wanted.test(run.id())) {
                action.accept(run);
            }
        }
    }

    @Override
    public void forEachHead(Consumer<? super RunHead> action) {
        runs.forEach(action);
    }

    /// How many points each series has, some perhaps several times.
    private static final class Counts {

        private final SeriesSlots slots = new SeriesSlots();
        private int[] of = new int[16];

        Counts(List<Frame> frames) {
            frames.forEach(frame -> frame.forEachPassing(this::add));
        }

        private void add(FrameRun run) {
            int slot = slots.of(run.id());
            if (slot == of.length) {
                of = Arrays.copyOf(of, 2 * slot);
            }
            of[slot] = Math.addExact(of[slot], run.count());
        }
    }

    private static final class Decoder {

        private final SeriesSlots slots;
        private final int[] some;
        private final Block points;
        /// Where the next points of each series go; those of others are left out.
        private final int[] ends;

        Decoder(Counts counts, int[] some) {
            this.slots = counts.slots;
            this.some = some;
            this.points = Block.ofSize(Math.toIntExact(
                    Arrays.stream(some).mapToLong(slot -> counts.of[slot]).sum()));
            this.ends = new int[counts.slots.size()];
            Arrays.fill(ends, -1);
            int start = 0;
            for (int slot : some) {
                ends[slot] = start;
                start += counts.of[slot];
            }
        }

        List<DecodedRun> decode(List<Frame> frames) {
            frames.forEach(frame -> frame.forEachPassing(this::decode));
            List<DecodedRun> runs = new ArrayList<>(some.length);
            int start = 0;
            for (int slot : some) {
                runs.add(run(slots.id(slot), start, ends[slot]));
                start = ends[slot];
            }
            return runs;
        }

        private void decode(FrameRun run) {
            int slot = slots.of(run.id());
            if (ends[slot] >= 0) {
                run.decode(points, ends[slot]);
                ends[slot] += run.count();
            }
        }

        private DecodedRun run(long id, int from, int to) {
            if (SortedPoints.areSorted(points.steps(), points.timesMs(), points.values(), from, to)) {
                return new DecodedRun(id, points, from, to);
            }
            SortedPoints sorted = SortedPoints.of(points.steps(), points.timesMs(), points.values(), from, to);
            Block block = new Block(sorted.steps(), sorted.timesMs(), sorted.values());
            return new DecodedRun(id, block, 0, sorted.count());
        }
    }
}
