package dev.assay.table;

import java.io.InputStream;

/// A head, and then the same bytes again and again: a table of any size that takes no memory.
final class RepeatedInputStream extends InputStream {

    private final byte[] repeated;
    private byte[] current;
    private int position;
    private long left;

    RepeatedInputStream(byte[] head, byte[] repeated, long times) {
        this.current = head;
        this.repeated = repeated;
        this.left = times;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        int done = 0;
        while (done < length && (position < current.length || left > 0)) {
            if (position == current.length) {
                current = repeated;
                position = 0;
                left--;
            }
            int count = Math.min(length - done, current.length - position);
            System.arraycopy(current, position, bytes, offset + done, count);
            position += count;
            done += count;
        }
        return done == 0 && length > 0 ? -1 : done;
    }
}
