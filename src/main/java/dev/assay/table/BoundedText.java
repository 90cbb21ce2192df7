package dev.assay.table;

import java.util.Arrays;

/// A text that is put together piece by piece, up to a limit.
final class BoundedText {

    private static final int FIRST_CHARS = 256;

    private final int charsMax;
    private char[] chars = new char[FIRST_CHARS];
    private int length;

    BoundedText(int charsMax) {
        this.charsMax = charsMax;
    }

    /// False, and nothing taken, where the limit would be passed.
    boolean append(char[] source, int from, int to) {
        int count = to - from;
        if (count > charsMax - length) {
            return false;
        }
        if (count > chars.length - length) {
            chars = Arrays.copyOf(chars, Math.min(charsMax, Math.max(2 * chars.length, length + count)));
        }
        System.arraycopy(source, from, chars, length, count);
        length += count;
        return true;
    }

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /// Good until the next `append`; only the first `length()` of them count.
    char[] chars() {
        return chars;
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
