package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Goes through a directory, which was decompressed, block by block. What does not fit is damage.
final class PackDirectory implements Iterator<BlockEntry> {

    private static final String WHAT = "a pack's directory";

    private final ByteReader reader;
    private int left;
    private long offset;
    private boolean started;
    private long id;
    private long step;
    private long timeMs;

    /// `offset` is where the first block lies.
    PackDirectory(byte[] bytes, long offset) {
        this.reader = new ByteReader(WHAT, bytes);
        this.left = reader.readCount(PackFormat.ENTRY_BYTES_MIN);
        this.offset = offset;
        if (left == 0) {
            reader.requireEnd();
        }
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public BlockEntry next() {
        if (left == 0) {
            throw new NoSuchElementException();
        }
        long size = reader.readVarint();
        if (size < 1 || size > PackFormat.BLOCK_BYTES_MAX) {
            throw reader.damaged("a block of " + size + " bytes");
        }
        int checksum = reader.readInt();
        Block.Runs runs = readRuns();
        BlockEntry entry = new BlockEntry(offset, (int) size, checksum, runs, readDescription(runs));
        offset += size;
        left--;
        if (left == 0) {
            reader.requireEnd();
        }
        return entry;
    }

    private Block.Runs readRuns() {
        int count = reader.readCount(PackFormat.RUN_BYTES_MIN);
        if (count < 1) {
            throw reader.damaged("a block of no run");
        }
        Block.Runs runs = new Block.Runs();
        for (int i = 0; i < count; i++) {
            long next = id + reader.readVarint();
            // A series may go on in another block, but not in the same.
            if (started && (next < id || (next == id && i > 0))) {
                throw reader.damaged("series " + next + " after series " + id);
            }
            started = true;
            id = next;
            addRun(runs, reader.readVarint());
        }
        return runs;
    }

    private void addRun(Block.Runs runs, long countAndWidth) {
        long points = countAndWidth >>> 1;
        if (points < 1 || points > PackFormat.BLOCK_POINTS_MAX - runs.points()) {
            throw reader.damaged("a run of " + points + " points after " + runs.points() + " of the same block");
        }
        runs.add(id, (int) points, (countAndWidth & 1) == 1);
    }

    private Optional<Description> readDescription(Block.Runs runs) {
        if (runs.size() > 1) {
            return Optional.empty();
        }
        Description description = Description.read(reader, runs.count(0), runs.isWide(0), step, timeMs);
        step = description.lastStep();
        timeMs = description.lastTimeMs();
        return Optional.of(description);
    }
}
