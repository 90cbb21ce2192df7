package dev.assay.series;

import dev.assay.series.codec.FrameWriter;
import java.util.ArrayList;
import java.util.List;

/// Makes frames of batches.
public final class Frames {

    private Frames() {}

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
