package dev.assay.parquet;

/// The value that was read last: a number, or bytes that are good until the next is read.
final class Slot {

    /// Of a floating-point column its bits; of a boolean 0 or 1.
    long number;

    byte[] bytes = {};
    int from;
    int length;

    void set(long value) {
        number = value;
    }

    void set(byte[] array, int start, int count) {
        bytes = array;
        from = start;
        length = count;
    }
}
