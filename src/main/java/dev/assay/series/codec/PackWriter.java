package dev.assay.series.codec;

import dev.assay.bytes.ByteWriter;
import dev.assay.domain.Point;

/// Writes one pack: series in ascending order of their ids, the points of each in order and each once. Holds native
/// memory until it is closed. Used once, by one thread.
///
/// ```
/// try (PackWriter writer = new PackWriter()) {
///     PointCursor.openAll(parts, parts.ids(), PointRange.ALL).forEach(writer::add);
///     return writer.toBytes();
/// }
/// ```
public final class PackWriter implements AutoCloseable {

    private static final int POINT_BYTES = 4;

    private final ColumnsWriter columns = new ColumnsWriter();
    private final ByteWriter entries = new ByteWriter();
    private final ByteWriter blocks = new ByteWriter(1 << 16);
    private int blockCount;
    private long entryId;
    private long entryStep;
    private long entryTimeMs;

    /// The points that wait for their block: those of whole runs, then those of the run that is being added.
    private final Block block = Block.empty();

    private Block.Runs runs = new Block.Runs();
    private int size;

    private boolean started;
    private long lastId;
    private long lastStep;
    private long lastTimeMs;
    private double lastValue;
    private long points;

    /// No points leave no trace of the series.
    public void add(long id, Points source) {
        if (started && id <= lastId) {
            throw new IllegalStateException("BUG: series " + id + " after series " + lastId);
        }
        started = true;
        lastId = id;
        boolean first = true;
        while (source.next()) {
            makeRoom();
            append(first, source.step(), source.timeMs(), source.value());
            first = false;
        }
        endRun();
    }

    /// How many points were added.
    public long points() {
        return points;
    }

    /// About how many bytes the pack will have: those of the blocks that are full, and a guess for what waits.
    public int size() {
        return blocks.size() + POINT_BYTES * size;
    }

    /// The whole pack, from its version on.
    public byte[] toBytes() {
        writeBlock();
        ByteWriter directory = new ByteWriter(entries.size() + 16);
        directory.writeVarint(blockCount);
        directory.writeBytes(entries);
        if (directory.size() > PackFormat.DIRECTORY_BYTES_MAX) {
            throw new IllegalStateException("BUG: a directory of " + directory.size() + " bytes");
        }
        byte[] stored = columns.smaller(directory.toBytes());
        ByteWriter pack =
                new ByteWriter(PackFormat.HEAD_BYTES + stored.length + PackFormat.CHECKSUM_BYTES + blocks.size());
        pack.writeByte(PackFormat.VERSION);
        pack.writeInt(stored.length);
        pack.writeInt(directory.size());
        pack.writeBytes(stored);
        pack.writeChecksum();
        pack.writeBytes(blocks);
        return pack.toBytes();
    }

    @Override
    public void close() {
        columns.close();
    }

    /// Where this run fills a block of its own, that goes out, after the runs before; where it fills theirs, they do.
    private void makeRoom() {
        int count = size - runs.points();
        if (count == PackFormat.OWN_BLOCK_POINTS_MAX) {
            if (runs.size() > 0) {
                writeRunsBefore();
            }
            endChunk();
        } else if (size == PackFormat.BLOCK_POINTS_MAX) {
            writeRunsBefore();
        }
    }

    private void append(boolean first, long step, long timeMs, double value) {
        if (!first && Point.compare(lastStep, lastTimeMs, lastValue, step, timeMs, value) >= 0) {
            throw new IllegalStateException("BUG: points of series " + lastId + " out of order");
        }
        lastStep = step;
        lastTimeMs = timeMs;
        lastValue = value;
        block.steps()[size] = step;
        block.timesMs()[size] = timeMs;
        block.values()[size] = value;
        size++;
        points++;
    }

    private void endRun() {
        int count = size - runs.points();
        if (count < PackFormat.OWN_BLOCK_POINTS_MIN) {
            addRun();
        } else {
            writeRunsBefore();
            endChunk();
        }
    }

    private void endChunk() {
        addRun();
        writeBlock();
    }

    private void addRun() {
        int from = runs.points();
        if (from < size) {
            runs.add(lastId, size - from, !Float32.holdsAll(block.values(), from, size));
        }
    }

    /// The run that is being added moves to the start of the next block.
    private void writeRunsBefore() {
        int from = runs.points();
        int count = size - from;
        writeBlock();
        System.arraycopy(block.steps(), from, block.steps(), 0, count);
        System.arraycopy(block.timesMs(), from, block.timesMs(), 0, count);
        System.arraycopy(block.values(), from, block.values(), 0, count);
        size = count;
    }

    private void writeBlock() {
        if (runs.size() > 0) {
            byte[] bytes = block.toBytes(columns, runs);
            blocks.writeBytes(bytes);
            writeEntry(bytes);
            blockCount++;
            runs = new Block.Runs();
        }
        size = 0;
    }

    private void writeEntry(byte[] bytes) {
        entries.writeVarint(bytes.length);
        entries.writeInt(Pack.checksum(bytes));
        entries.writeVarint(runs.size());
        for (int i = 0; i < runs.size(); i++) {
            entries.writeVarint(runs.id(i) - entryId);
            entries.writeVarint(runs.countAndWidth(i));
            entryId = runs.id(i);
        }
        if (runs.size() == 1) {
            Description description = Description.whole(block, 0, runs.points());
            description.write(entries, runs.isWide(0), entryStep, entryTimeMs);
            entryStep = description.lastStep();
            entryTimeMs = description.lastTimeMs();
        }
    }
}
