package dev.assay.series;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The ids of series that are named in some order, and the order in which their ids ascend, as a frame has them.
public final class Numbering {

    private final long[] ids;
    private final int[] ascending;

    private Numbering(long[] ids, int[] ascending) {
        this.ids = ids;
        this.ascending = ascending;
    }

    /// `ids[i]` is the id of the name `i`; each comes once.
    public static Numbering of(long... ids) {
        return new Numbering(ids, orderById(ids));
    }

    /// To be read only.
    public long[] ids() {
        return ids;
    }

    /// The places of the ids, from the least to the greatest.
    int[] ascending() {
        return ascending;
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
