package dev.assay.series;

/// A stretch of an axis from `from` to `to`, both included.
public record Span(long from, long to) {

    public Span {
        if (from > to) {
            throw new IllegalStateException("BUG: from " + from + " to " + to);
        }
    }

    /// The least that has all of both.
    public Span union(Span other) {
        return new Span(Math.min(from, other.from), Math.max(to, other.to));
    }

    /// As somebody sees it for whom `origin` is 0. What is then past the edges of int64 stops there.
    public Span relativeTo(long origin) {
        return new Span(difference(from, origin), difference(to, origin));
    }

    private static long difference(long place, long origin) {
        long difference = place - origin;
        boolean overflows = ((place ^ origin) & (place ^ difference)) < 0;
        return overflows ? (place < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }
}
