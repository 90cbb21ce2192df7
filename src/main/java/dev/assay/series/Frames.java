package dev.assay.series;

import dev.assay.series.codec.FrameWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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

    /// Ids of one model's series lie close together, so that an id and its place go into one number, which sorts fast.
    private static int[] sortedById(long[] ids) {
        long least = LongStream.of(ids).min().orElse(0);
        long[] order = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            long distance = ids[i] - least;
            if (distance < 0 || distance > Integer.MAX_VALUE) {
                return sortedByAnyId(ids);
            }
            order[i] = distance << Integer.SIZE | i;
        }
        Arrays.sort(order);
        return LongStream.of(order).mapToInt(place -> (int) place).toArray();
    }

    private static int[] sortedByAnyId(long[] ids) {
        return IntStream.range(0, ids.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> ids[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
