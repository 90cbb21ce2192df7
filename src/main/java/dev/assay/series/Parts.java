package dev.assay.series;

import dev.assay.series.codec.DecodedFrames;
import dev.assay.series.codec.Frame;
import dev.assay.series.codec.Pack;
import dev.assay.series.codec.Part;
import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.RunHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// All encoded points of one experiment: its packs, and the frames that its log holds. Any number of either, in any
/// order; some points perhaps several times.
public final class Parts {

    private static final int SERIES_HELD_MAX = 10_000;

    private final List<Part> parts;

    private Parts(List<Part> parts) {
        this.parts = parts;
    }

    /// Each element is one frame, or several one after another. The bytes are not copied and must not change. Throws
    /// `dev.assay.bytes.DamagedBytes` when a checksum does not hold.
    public static Parts read(Collection<byte[]> frames) {
        return read(List.of(), frames);
    }

    /// A pack reads its blocks when somebody comes to them.
    public static Parts read(List<Pack> packs, Collection<byte[]> frames) {
        List<Part> parts = new ArrayList<>(packs.size() + frames.size());
        parts.addAll(packs);
        for (byte[] concatenation : frames) {
            parts.addAll(Frame.openAll(concatenation));
        }
        return new Parts(parts);
    }

    public static Parts of(List<? extends Part> parts) {
        return new Parts(List.copyOf(parts));
    }

    /// These and those of `others`.
    public Parts and(Parts others) {
        List<Part> both = new ArrayList<>(parts);
        both.addAll(others.parts);
        return new Parts(both);
    }

    /// The series that have points, ascending. Decodes none.
    public SortedSet<Long> ids() {
        SortedSet<Long> ids = new TreeSet<>();
        LongPredicate none = id -> {
            ids.add(id);
            return false;
        };
        forEachRun(none, run -> {});
        return ids;
    }

    /// All series with their points, in ascending order of their ids. Holds cursors for some of them at a time.
    public void forEachSeries(BiConsumer<Long, Points> action) {
        forEachSeries(ids(), action);
    }

    /// The same where it is known which series have points.
    public void forEachSeries(Set<Long> ids, BiConsumer<Long, Points> action) {
        List<Long> ascending = ids.stream().sorted().toList();
        for (int from = 0; from < ascending.size(); from += SERIES_HELD_MAX) {
            int to = Math.min(ascending.size(), from + SERIES_HELD_MAX);
            PointCursor.openAll(this, Set.copyOf(ascending.subList(from, to)), PointRange.ALL)
                    .forEach(action);
        }
    }

    void forEachHead(Consumer<RunHead> action) {
        parts.forEach(part -> part.forEachHead(action));
    }

    void forEachRun(LongPredicate wanted, Consumer<Run> action) {
        parts.forEach(part -> part.forEachRun(wanted, action));
    }

    /// The runs of each of the wanted series in the order of their first points, in ascending order of the series' ids,
    /// as packs hold them; a series without points is absent.
    Map<Long, List<Run>> runsOf(Set<Long> wanted) {
        Map<Long, List<Run>> runs = new TreeMap<>();
        forEachRun(
                wanted::contains,
                run -> runs.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(run));
        runs.values().forEach(list -> list.sort(Run::compareFirst));
        return runs;
    }

    /// The same with what frames hold of a series as one run, decoded, which is faster where their runs are short.
    Map<Long, List<Run>> decodedRunsOf(Set<Long> wanted) {
        List<Frame> frames = new ArrayList<>();
        List<Part> all = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Frame frame) {
                frames.add(frame);
            } else {
                all.add(part);
            }
        }
        all.add(DecodedFrames.of(frames, wanted::contains));
        return new Parts(all).runsOf(wanted);
    }
}
