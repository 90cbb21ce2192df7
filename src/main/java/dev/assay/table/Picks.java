package dev.assay.table;

/// Rows of a table that are wanted, ascending and each once, by how many rows come before them.
public sealed interface Picks {

    long count();

    /// One of them, by how many of them come before it.
    long row(long i);

    /// Those from one of them to before another.
    Picks part(long from, long to);

    /// All, however many there are.
    static Picks all() {
        return range(0, Long.MAX_VALUE);
    }

    /// So many as `limit`, without the first `offset` of a table, whether or not it has so many.
    static Picks range(long offset, long limit) {
        return new Range(offset, offset + Math.clamp(limit, 0, Long.MAX_VALUE - offset));
    }

    /// These, which are ascending and each there once.
    static Picks of(int[] rows) {
        return new Listed(rows.clone(), 0, rows.length);
    }

    /// All from one to before another.
    record Range(long first, long end) implements Picks {

        @Override
        public long count() {
            return end - first;
        }

        @Override
        public long row(long i) {
            return first + i;
        }

        @Override
        public Picks part(long from, long to) {
            return new Range(first + from, first + to);
        }
    }

    /// Some, between which others may lie.
    final class Listed implements Picks {

        private final int[] rows;
        private final int first;
        private final int end;

        private Listed(int[] rows, int first, int end) {
            this.rows = rows;
            this.first = first;
            this.end = end;
        }

        @Override
        public long count() {
            return (long) end - first;
        }

        @Override
        public long row(long i) {
            return rows[first + (int) i];
        }

        @Override
        public Picks part(long from, long to) {
            return new Listed(rows, first + (int) from, first + (int) to);
        }
    }
}
