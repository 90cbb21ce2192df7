package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/// The points of one request for one experiment: a run for each series, in ascending order of their ids. Its checksum
/// held when it was opened; the bytes are not copied and must not change.
public final class Frame implements Part, Iterable<Run> {

    static final String WHAT = "a frame";

    private final byte[] bytes;
    private final int bodyFrom;
    private final int bodyTo;

    private Frame(byte[] bytes, int bodyFrom, int bodyTo) {
        this.bytes = bytes;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
    }

    /// The frames that stand one after another in `bytes`, nothing between them and nothing after.
    public static List<Frame> openAll(byte[] bytes) {
        ByteReader reader = new ByteReader(WHAT, bytes);
        List<Frame> frames = new ArrayList<>(1);
        while (reader.remaining() > 0) {
            frames.add(open(reader, bytes));
        }
        return frames;
    }

    private static Frame open(ByteReader reader, byte[] bytes) {
        int start = reader.position();
        int version = reader.readByte();
        if (version != FrameFormat.VERSION) {
            throw reader.damaged("the frame's version is " + version);
        }
        reader.skip(reader.readInt());
        int bodyTo = reader.position();
        reader.requireChecksum(start);
        return new Frame(bytes, start + FrameFormat.HEAD_BYTES, bodyTo);
    }

    /// Reads the directory as it goes and decodes no column.
    @Override
    public Iterator<Run> iterator() {
        return new Runs(bytes, bodyFrom, bodyTo);
    }

    @Override
    public void forEachRun(LongPredicate wanted, Consumer<? super Run> action) {
        for (Run run : this) {
            if (wanted.test(run.id())) {
                action.accept(run);
            }
        }
    }

    private static final class Runs implements Iterator<Run> {

        private final byte[] bytes;
        private final ByteReader directory;
        private final ByteReader columns;
        private int left;
        private boolean started;
        private long id;
        private long step;
        private long timeMs;

        Runs(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            ByteReader head = new ByteReader(WHAT, bytes, from, to);
            left = head.readCount(FrameFormat.ENTRY_BYTES_MIN);
            int directoryBytes = head.readCount(1);
            int columnsFrom = head.position() + directoryBytes;
            directory = new ByteReader(WHAT, bytes, head.position(), columnsFrom);
            columns = new ByteReader(WHAT, bytes, columnsFrom, to);
            if (left == 0) {
                requireEnd();
            }
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Run next() {
            if (left == 0) {
                throw new NoSuchElementException();
            }
            Run run = new FrameRun(bytes, directory, columns, id, step, timeMs);
            if (started && run.id() <= id) {
                throw directory.damaged("series " + run.id() + " after series " + id);
            }
            started = true;
            id = run.id();
            step = run.firstStep();
            timeMs = run.firstTimeMs();
            left--;
            if (left == 0) {
                requireEnd();
            }
            return run;
        }

        private void requireEnd() {
            directory.requireEnd();
            columns.requireEnd();
        }
    }
}
