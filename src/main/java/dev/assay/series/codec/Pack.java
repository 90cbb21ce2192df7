package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.DamagedBytes;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Many points of one experiment, read by ranges: opening reads the directory alone, and a block is read when somebody
/// comes to it. The last block is kept, so that going through many short series decodes each block once. May be shared
/// between threads if its source may; then they share that one block too, and at worst decode it twice.
public final class Pack implements Part {

    /// What is read at first: most directories whole.
    private static final int OPEN_BYTES = 1 << 14;

    private static final long HELD_BYTES = 256;

    private final PackSource source;
    private final byte[] directory;
    private final long blocksFrom;
    private final long points;
    private volatile @Nullable Decoded last;

    private Pack(PackSource source, byte[] directory, long blocksFrom) {
        this.source = source;
        this.directory = directory;
        this.blocksFrom = blocksFrom;
        this.points = check();
    }

    private Pack(PackSource source, Pack other) {
        this.source = source;
        this.directory = other.directory;
        this.blocksFrom = other.blocksFrom;
        this.points = other.points;
    }

    /// Throws `DamagedBytes` when the directory is not what was written, or the pack is longer or shorter than it says.
    public static Pack open(PackSource source) {
        byte[] head = read(source, 0, (int) Math.min(source.size(), OPEN_BYTES));
        ByteReader reader = new ByteReader(PackFormat.WHAT, head);
        int version = reader.readByte();
        if (version != PackFormat.VERSION) {
            throw reader.damaged("the pack's version is " + version);
        }
        int stored = reader.readInt();
        int size = reader.readInt();
        long blocksFrom = (long) PackFormat.HEAD_BYTES + stored + PackFormat.CHECKSUM_BYTES;
        if (stored < 1 || stored > size || size > PackFormat.DIRECTORY_BYTES_MAX || blocksFrom > source.size()) {
            throw reader.damaged("a directory of " + stored + " bytes for " + size);
        }
        return new Pack(source, directory(source, head, stored, size), blocksFrom);
    }

    /// The same pack read from another source of the same bytes, without opening it once more.
    public Pack readFrom(PackSource other) {
        return new Pack(other, this);
    }

    /// What it takes in memory, about.
    public long heldBytes() {
        return HELD_BYTES + directory.length;
    }

    /// How many points it holds.
    public long points() {
        return points;
    }

    @Override
    public void forEachHead(Consumer<? super RunHead> action) {
        forEachRun(_ -> true, action);
    }

    @Override
    public void forEachRun(LongPredicate wanted, Consumer<? super Run> action) {
        for (Iterator<BlockEntry> entries = entries(); entries.hasNext(); ) {
            BlockEntry entry = entries.next();
            int from = 0;
            for (int i = 0; i < entry.runs().size(); i++) {
                if (wanted.test(entry.runs().id(i))) {
                    action.accept(run(entry, i, from));
                }
                from += entry.runs().count(i);
            }
        }
    }

    /// The points of a block, read from the source unless it was the last one.
    Block block(BlockEntry entry) {
        Decoded known = last;
        if (known != null && known.offset == entry.offset()) {
            return known.block;
        }
        Block block = Block.ofSize(entry.runs().points());
        fill(block, entry);
        last = new Decoded(entry.offset(), block);
        return block;
    }

    private PackRun run(BlockEntry entry, int index, int from) {
        int count = entry.runs().count(index);
        Description description = entry.description().orElseGet(() -> Description.of(block(entry), from, from + count));
        return new PackRun(this, entry, from, entry.runs().id(index), count, description);
    }

    /// Reads the points into a block of the caller's, which is faster where each is looked at once.
    void fill(Block block, BlockEntry entry) {
        String what = "a pack's block at " + entry.offset();
        byte[] bytes = read(source, entry.offset(), entry.size());
        if (checksum(bytes) != entry.checksum()) {
            throw new DamagedBytes(what, 0, "the checksum is another");
        }
        block.fill(what, bytes, entry.runs());
        if (entry.description().isPresent()
                && !entry.description().get().fits(block, 0, entry.runs().points())) {
            throw new DamagedBytes(what, 0, "its points are not those that the directory describes");
        }
    }

    private Iterator<BlockEntry> entries() {
        return new PackDirectory(directory, blocksFrom);
    }

    /// Reads the directory once, so that nothing can be wrong with it afterwards. Returns the number of points.
    private long check() {
        long count = 0;
        long end = blocksFrom;
        for (Iterator<BlockEntry> entries = entries(); entries.hasNext(); ) {
            BlockEntry entry = entries.next();
            count += entry.runs().points();
            end = entry.offset() + entry.size();
        }
        if (end != source.size()) {
            throw new DamagedBytes(PackFormat.WHAT, end, "it has " + source.size() + " bytes");
        }
        return count;
    }

    private static byte[] directory(PackSource source, byte[] head, int stored, int size) {
        int end = PackFormat.HEAD_BYTES + stored + PackFormat.CHECKSUM_BYTES;
        byte[] bytes = end <= head.length ? head : read(source, 0, end);
        ByteReader reader = new ByteReader(PackFormat.WHAT, bytes, PackFormat.HEAD_BYTES, end);
        reader.skip(stored);
        reader.requireChecksum(0);
        ByteReader body = new ByteReader(PackFormat.WHAT, bytes, PackFormat.HEAD_BYTES, PackFormat.HEAD_BYTES + stored);
        return stored == size
                ? body.readBytes(size)
                : Columns.decompress(body, bytes, PackFormat.HEAD_BYTES, stored, size);
    }

    private static byte[] read(PackSource source, long offset, int length) {
        byte[] bytes = source.read(offset, length);
        if (bytes.length != length) {
            throw new DamagedBytes(PackFormat.WHAT, offset, bytes.length + " bytes came, not " + length);
        }
        return bytes;
    }

    static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private record Decoded(long offset, Block block) {}
}
