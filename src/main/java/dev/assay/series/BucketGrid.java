package dev.assay.series;

import java.util.Arrays;

/// A span of an axis cut into parts as equal as whole numbers allow: of `n` parts the one numbered `i` begins at
/// `from + ⌊i × (to − from + 1) / n⌋`. Right to the edges of int64. Never changes.
public final class BucketGrid {

    private final long[] starts;
    private final long to;

    private BucketGrid(long[] starts, long to) {
        this.starts = starts;
        this.to = to;
    }

    /// `count`, 1 or more, parts; where the span has fewer whole numbers than that, a part for each.
    public static BucketGrid of(Span span, int count) {
        // One less than the numbers in the span, as an unsigned number: 2^64 of them would not fit.
        long last = span.to() - span.from();
        int parts = Long.compareUnsigned(last, count) < 0 ? (int) last + 1 : count;
        long width = Long.divideUnsigned(last, parts);
        long rest = Long.remainderUnsigned(last, parts) + 1;
        long[] starts = new long[parts];
        starts[0] = span.from();
        long carried = 0;
        for (int i = 1; i < parts; i++) {
            carried += rest;
            starts[i] = starts[i - 1] + width + carried / parts;
            carried %= parts;
        }
        return new BucketGrid(starts, span.to());
    }

    /// The same parts where what was 0 is `origin`. Those that begin past the edge of int64 are no more.
    public BucketGrid movedBy(long origin) {
        int parts = size();
        while (parts > 0 && overflows(starts[parts - 1], origin) && origin > 0) {
            parts--;
        }
        long[] moved = new long[parts];
        for (int i = 0; i < parts; i++) {
            moved[i] = overflows(starts[i], origin) ? Long.MIN_VALUE : starts[i] + origin;
        }
        if (overflows(to, origin)) {
            return origin < 0 ? new BucketGrid(new long[0], 0) : new BucketGrid(moved, Long.MAX_VALUE);
        }
        return new BucketGrid(moved, to + origin);
    }

    public int size() {
        return starts.length;
    }

    /// The part that has the place; −1 where none has.
    int indexOf(long place) {
        if (starts.length == 0 || place < starts[0] || place > to) {
            return -1;
        }
        int found = Arrays.binarySearch(starts, place);
        // Parts that were cut off at the edge begin there all: the last of them is the one that has it.
        while (found >= 0 && found + 1 < starts.length && starts[found + 1] == place) {
            found++;
        }
        return found >= 0 ? found : -found - 2;
    }

    long start(int part) {
        return starts[part];
    }

    /// The last place in the part.
    long end(int part) {
        return part + 1 == starts.length ? to : starts[part + 1] - 1;
    }

    /// Whether any of it is between the places.
    boolean touches(long from, long last) {
        return starts.length > 0 && from <= to && last >= starts[0];
    }

    private static boolean overflows(long place, long origin) {
        long sum = place + origin;
        return ((place ^ sum) & (origin ^ sum)) < 0;
    }
}
