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
        return new Runs();
    }

    @Override
    public void forEachRun(LongPredicate wanted, Consumer<? super Run> action) {
        for (Run run : this) {
            if (wanted.test(run.id())) {
                action.accept(run);
            }
        }
    }

    @Override
    public void forEachHead(Consumer<? super RunHead> action) {
        forEachPassing(action);
    }

    /// Hands over one run after another in the same object, so that each is good until the next comes.
    void forEachPassing(Consumer<? super FrameRun> action) {
        Runs runs = new Runs();
        FrameRun run = new FrameRun(bytes);
        while (runs.hasNext()) {
            runs.read(run);
            action.accept(run);
        }
    }

    private final class Runs implements Iterator<Run> {

        private final ByteReader directory;
        private final ByteReader columns;
        private FrameRun last = new FrameRun(bytes);
        private int left;
        private boolean started;

        Runs() {
            ByteReader head = new ByteReader(WHAT, bytes, bodyFrom, bodyTo);
            left = head.readCount(FrameFormat.ENTRY_BYTES_MIN);
            int directoryBytes = head.readCount(1);
            int columnsFrom = head.position() + directoryBytes;
            directory = new ByteReader(WHAT, bytes, head.position(), columnsFrom);
            columns = new ByteReader(WHAT, bytes, columnsFrom, bodyTo);
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
            last = new FrameRun(last);
            read(last);
            return last;
        }

        /// Moves a run to the next entry from the one before.
        void read(FrameRun run) {
            long before = run.id();
            run.read(directory, columns);
            if (started && run.id() <= before) {
                throw directory.damaged("series " + run.id() + " after series " + before);
            }
            started = true;
            left--;
            if (left == 0) {
                requireEnd();
            }
        }

        private void requireEnd() {
            directory.requireEnd();
            columns.requireEnd();
        }
    }
}
