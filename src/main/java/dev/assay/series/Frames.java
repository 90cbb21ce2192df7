package dev.assay.series;

import dev.assay.series.codec.Frame;
import dev.assay.series.codec.FrameWriter;
import dev.assay.series.codec.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The encoded points of one experiment, as its log holds them: any number of frames, in any order, some perhaps twice.
public final class Frames {

    private final List<Frame> frames;

    private Frames(List<Frame> frames) {
        this.frames = frames;
    }

    /// Each element is one frame, or several one after another. The bytes are not copied and must not change. Throws
    /// `dev.assay.bytes.DamagedBytes` when a checksum does not hold.
    public static Frames read(Collection<byte[]> concatenations) {
        List<Frame> frames = new ArrayList<>(concatenations.size());
        for (byte[] concatenation : concatenations) {
            frames.addAll(Frame.openAll(concatenation));
        }
        return new Frames(frames);
    }

    public static Frames read(byte[] concatenation) {
        return new Frames(Frame.openAll(concatenation));
    }

    /// One frame with the points of `batch`; `ids[i]` is the id of the series `batch.names().get(i)`.
    public static byte[] encode(Batch batch, long[] ids) {
        if (ids.length != batch.names().size()) {
            throw new IllegalStateException(
                    "BUG: " + ids.length + " ids for " + batch.names().size() + " series");
        }
        Batch.Grouped points = batch.grouped();
        FrameWriter writer = new FrameWriter(batch.size());
        for (int series : orderById(ids)) {
            writer.add(
                    ids[series],
                    points.steps(),
                    points.timesMs(),
                    points.values(),
                    points.from(series),
                    points.to(series));
        }
        return writer.toBytes();
    }

    List<Frame> list() {
        return frames;
    }

    /// The runs of each of the wanted series in the order of their first points; a series without points is absent.
    Map<Long, List<Run>> runsOf(Set<Long> wanted) {
        Map<Long, List<Run>> runs = new HashMap<>();
        for (Frame frame : frames) {
            for (Run run : frame) {
                if (wanted.contains(run.id())) {
                    runs.computeIfAbsent(run.id(), id -> new ArrayList<>()).add(run);
                }
            }
        }
        runs.values().forEach(list -> list.sort(Run::compareFirst));
        return runs;
    }

    private static int[] orderById(long[] ids) {
        int[] order = new int[ids.length];
        boolean ascending = true;
        for (int i = 0; i < ids.length; i++) {
            order[i] = i;
            ascending &= i == 0 || ids[i - 1] < ids[i];
        }
        return ascending ? order : sortedById(ids);
    }

    private static int[] sortedById(long[] ids) {
        List<Integer> order = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            order.add(i);
        }
        order.sort((a, b) -> Long.compare(ids[a], ids[b]));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
