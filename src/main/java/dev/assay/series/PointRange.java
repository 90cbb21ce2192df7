package dev.assay.series;

/// Which points of a series to read: those with steps from `stepFrom` to `stepTo`, both included, without the first
/// `offset` of them, at most `limit`.
public record PointRange(long stepFrom, long stepTo, long offset, long limit) {

    public static final PointRange ALL = new PointRange(Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE);

    public PointRange {
        if (offset < 0 || limit < 0) {
            throw new IllegalStateException("BUG: offset " + offset + ", limit " + limit);
        }
    }

    public static PointRange steps(long stepFrom, long stepTo) {
        return new PointRange(stepFrom, stepTo, 0, Long.MAX_VALUE);
    }

    public static PointRange page(long offset, long limit) {
        return new PointRange(Long.MIN_VALUE, Long.MAX_VALUE, offset, limit);
    }
}
