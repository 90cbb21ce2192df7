package dev.assay.parquet;

/// What the rows that are read at once may take in memory.
final class Budget {

    static final long BYTES_MAX = 64L << 20;

    private static final int BYTES_PER_VALUE = 32;

    private long left = BYTES_MAX;

    /// More than there is room for.
    static final class Exceeded extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /// Makes room for a value that has so many bytes.
    void take(int bytes) {
        left -= BYTES_PER_VALUE + 2L * bytes;
        if (left < 0) {
            throw new Exceeded();
        }
    }
}
