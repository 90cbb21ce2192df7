package dev.assay.parquet;

/// The room that pages are unpacked in, used again for the next, and how much was unpacked of a file: a small file may
/// claim to be a great one.
final class Unpacking {

    private static final int FIRST_BYTES = 64 << 10;

    private final long bytesMax;
    private byte[] head = {};
    private byte[] packed = {};
    private byte[] plain = {};
    private long bytes;

    Unpacking(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// To be called before something is unpacked.
    void count(int length) {
        bytes += length;
        if (bytes > bytesMax) {
            throw new Broken("pages that unpack to more than " + bytesMax + " bytes");
        }
    }

    byte[] head(int length) {
        head = room(head, length);
        return head;
    }

    byte[] packed(int length) {
        packed = room(packed, length);
        return packed;
    }

    byte[] plain(int length) {
        plain = room(plain, length);
        return plain;
    }

    private static byte[] room(byte[] array, int length) {
        return array.length >= length
                ? array
                : new byte[Math.max(FIRST_BYTES, Math.max(length, Math.min(Page.BYTES_MAX, 2 * array.length)))];
    }
}
