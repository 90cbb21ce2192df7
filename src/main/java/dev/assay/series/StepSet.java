package dev.assay.series;

import java.util.Arrays;

/// A set of steps, 64 that are neighbours to a word, so that the steps of a training take some bits each. Steps mostly
/// come in ascending order; what comes in any other is found by halving.
final class StepSet {

    static final int WORD_BYTES = 2 * Long.BYTES;

    private static final int CAPACITY_MIN = 4;
    private static final int KEY_SHIFT = 6;

    /// Which 64 steps, ascending, and which of them there are.
    private long[] keys = {};

    private long[] words = {};
    private int size;
    /// Where was looked last.
    private int at;

    boolean contains(long step) {
        int place = find(key(step));
        return place >= 0 && (words[place] & bit(step)) != 0;
    }

    void add(long step) {
        int place = find(key(step));
        if (place < 0) {
            place = insert(-place - 1, key(step));
        }
        words[place] |= bit(step);
    }

    /// How many words it takes.
    int words() {
        return size;
    }

    long heldBytes() {
        return (long) WORD_BYTES * keys.length;
    }

    /// Forgets the lower half, as words count. Returns the step up to which nothing is known any more.
    long dropLowerHalf() {
        int dropped = (size + 1) / 2;
        long last = keys[dropped - 1];
        size -= dropped;
        System.arraycopy(keys, dropped, keys, 0, size);
        System.arraycopy(words, dropped, words, 0, size);
        at = 0;
        return (last << KEY_SHIFT) | (Long.SIZE - 1);
    }

    void clear() {
        keys = new long[0];
        words = new long[0];
        size = 0;
        at = 0;
    }

    /// As `Arrays.binarySearch` has it.
    private int find(long key) {
        if (at < size && keys[at] == key) {
            return at;
        }
        if (size == 0 || key > keys[size - 1]) {
            return -size - 1;
        }
        int place = Arrays.binarySearch(keys, 0, size, key);
        at = place >= 0 ? place : at;
        return place;
    }

    private int insert(int place, long key) {
        if (size == keys.length) {
            int capacity = Math.max(CAPACITY_MIN, 2 * size);
            keys = Arrays.copyOf(keys, capacity);
            words = Arrays.copyOf(words, capacity);
        }
        System.arraycopy(keys, place, keys, place + 1, size - place);
        System.arraycopy(words, place, words, place + 1, size - place);
        keys[place] = key;
        words[place] = 0;
        size++;
        at = place;
        return place;
    }

    private static long key(long step) {
        return step >> KEY_SHIFT;
    }

    private static long bit(long step) {
        return 1L << step;
    }
}
