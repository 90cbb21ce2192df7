package dev.assay.parquet;

/// A stretch of an array that is filled, and may repeat what was filled already.
final class Unpacked {

    private final byte[] target;
    private final int start;
    private final int room;
    private int length;

    Unpacked(byte[] target, int start, int room) {
        this.target = target;
        this.start = start;
        this.room = room;
    }

    int room() {
        return room;
    }

    int length() {
        return length;
    }

    void add(byte[] source, int from, int count) {
        require(count);
        System.arraycopy(source, from, target, start + length, count);
        length += count;
    }

    /// What lies so far back, which may reach into what is being repeated.
    void repeat(int distance, int count) {
        require(count);
        if (distance < 1 || distance > length) {
            throw new Broken("a page that repeats what is not there");
        }
        int at = start + length;
        for (int i = 0; i < count; i++) {
            target[at + i] = target[at + i - distance];
        }
        length += count;
    }

    private void require(int count) {
        if (count < 0 || count > room - length) {
            throw new Broken("a page that unpacks to more than it claims");
        }
    }
}
