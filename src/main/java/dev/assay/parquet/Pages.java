package dev.assay.parquet;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteSource;
import dev.assay.bytes.DamagedBytes;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32;

/// The pages of a column in a group of rows, one after the other; one of them is in memory, and the dictionary.
final class Pages {

    private static final int HEAD_BYTES_FIRST = 4 << 10;
    private static final int HEAD_BYTES_MAX = 4 << 20;

    private final ByteSource file;
    private final Leaf leaf;
    private final Chunk chunk;
    private final Unpacking unpacking;
    private final long end;
    private long at;
    /// Values and nulls that were in the pages so far.
    private long counted;
    private Optional<Dictionary> dictionary = Optional.empty();

    Pages(ByteSource file, Leaf leaf, Chunk chunk, Unpacking unpacking) {
        this.file = file;
        this.leaf = leaf;
        this.chunk = chunk;
        this.unpacking = unpacking;
        this.at = chunk.start();
        this.end = chunk.start() + chunk.bytes();
    }

    /// The head of the next page of data, which must be either read or passed over; empty after the last.
    Optional<PageHead> next() throws IOException {
        while (counted < chunk.values()) {
            PageHead head = readHead();
            switch (head.type()) {
                case Format.DATA_PAGE, Format.DATA_PAGE_V2 -> {
                    counted += head.count();
                    if (counted > chunk.values()) {
                        throw new Broken("more values than the column claims");
                    }
                    return Optional.of(head);
                }
                case Format.DICTIONARY_PAGE -> readDictionary(head);
                default -> pass(head);
            }
        }
        return Optional.empty();
    }

    void pass(PageHead head) {
        at += head.packedBytes();
    }

    Page read(PageHead head) throws IOException {
        byte[] packed = readPacked(head);
        at += head.packedBytes();
        return head.type() == Format.DATA_PAGE ? readFirst(head, packed) : readSecond(head, packed);
    }

    private PageHead readHead() throws IOException {
        for (int bytes = HEAD_BYTES_FIRST; ; bytes *= 16) {
            int there = (int) Math.min(bytes, end - at);
            if (there <= 0) {
                throw new Broken("fewer values than the column claims");
            }
            byte[] head = unpacking.head(there);
            file.read(at, head, 0, there);
            ByteReader in = new ByteReader("the head of a page", head, 0, there);
            try {
                PageHead read = PageHead.read(in);
                at += in.position();
                if (read.packedBytes() > end - at) {
                    throw new Broken("a page that is cut");
                }
                return read;
            } catch (DamagedBytes e) {
                if (there < bytes || bytes >= HEAD_BYTES_MAX) {
                    throw e;
                }
            }
        }
    }

    private void readDictionary(PageHead head) throws IOException {
        if (dictionary.isPresent()) {
            throw new Broken("a second dictionary");
        }
        if (head.encoding() != Format.PLAIN && head.encoding() != Format.PLAIN_DICTIONARY) {
            throw new Broken("a dictionary of the encoding " + head.encoding());
        }
        byte[] packed = readPacked(head);
        at += head.packedBytes();
        byte[] plain = new byte[head.unpackedBytes()];
        unpack(packed, 0, head.packedBytes(), plain, 0, plain.length);
        dictionary = Optional.of(Dictionary.read(leaf, plain, plain.length, head.count()));
    }

    private byte[] readPacked(PageHead head) throws IOException {
        byte[] packed = unpacking.packed(head.packedBytes());
        file.read(at, packed, 0, head.packedBytes());
        if (head.checksum().isPresent()) {
            CRC32 computed = new CRC32();
            computed.update(packed, 0, head.packedBytes());
            if ((int) computed.getValue() != head.checksum().get()) {
                throw new Broken("a page with another checksum");
            }
        }
        return packed;
    }

    /// Levels, each after their length, and values are packed together.
    private Page readFirst(PageHead head, byte[] packed) {
        // Of levels that there are none of, writers say what they like.
        if ((leaf.maxDefinition() > 0 && head.definitionEncoding() != Format.RLE)
                || (leaf.maxRepetition() > 0 && head.repetitionEncoding() != Format.RLE)) {
            throw new Broken("levels of an encoding that is no more");
        }
        int length = head.unpackedBytes();
        byte[] plain = unpacking.plain(length);
        unpack(packed, 0, head.packedBytes(), plain, 0, length);
        int from = 0;
        Runs repetitions = Runs.zeros();
        if (leaf.maxRepetition() > 0) {
            int bytes = levelBytes(plain, from, length);
            repetitions = levels(plain, from + Integer.BYTES, bytes, leaf.maxRepetition());
            from += Integer.BYTES + bytes;
        }
        Runs definitions = Runs.zeros();
        if (leaf.maxDefinition() > 0) {
            int bytes = levelBytes(plain, from, length);
            definitions = levels(plain, from + Integer.BYTES, bytes, leaf.maxDefinition());
            from += Integer.BYTES + bytes;
        }
        return new Page(head.count(), repetitions, definitions, values(head, plain, from, length));
    }

    /// Levels come before what is packed.
    private Page readSecond(PageHead head, byte[] packed) {
        long levels = (long) head.repetitionBytes() + head.definitionBytes();
        if (levels > head.packedBytes() || levels > head.unpackedBytes()) {
            throw new Broken("levels of more bytes than their page");
        }
        int from = (int) levels;
        int length = head.unpackedBytes();
        byte[] plain = unpacking.plain(length);
        System.arraycopy(packed, 0, plain, 0, from);
        if (head.isPacked() && head.packedBytes() > from) {
            unpack(packed, from, head.packedBytes(), plain, from, length - from);
        } else if (length - from == head.packedBytes() - from) {
            System.arraycopy(packed, from, plain, from, length - from);
        } else {
            throw new Broken("a page of another length");
        }
        Runs repetitions = leaf.maxRepetition() > 0
                ? levels(plain, 0, head.repetitionBytes(), leaf.maxRepetition())
                : Runs.zeros();
        Runs definitions = leaf.maxDefinition() > 0
                ? levels(plain, head.repetitionBytes(), head.definitionBytes(), leaf.maxDefinition())
                : Runs.zeros();
        return new Page(head.count(), repetitions, definitions, values(head, plain, from, length));
    }

    private static int levelBytes(byte[] plain, int from, int length) {
        Values.requireRoom(Integer.BYTES, length - from);
        int bytes = Values.intAt(plain, from);
        Values.requireRoom(bytes, length - from - Integer.BYTES);
        return bytes;
    }

    private static Runs levels(byte[] plain, int from, int bytes, int max) {
        return new Runs(plain, from, from + bytes, Integer.SIZE - Integer.numberOfLeadingZeros(max));
    }

    private void unpack(byte[] packed, int from, int to, byte[] plain, int at, int length) {
        unpacking.count(length);
        chunk.codec().unpack(packed, from, to, plain, at, length);
    }

    private Values values(PageHead head, byte[] plain, int from, int to) {
        return switch (head.encoding()) {
            case Format.PLAIN -> plainValues(plain, from, to);
            case Format.PLAIN_DICTIONARY, Format.RLE_DICTIONARY ->
                new Values.Places(
                        dictionary.orElseThrow(() -> new Broken("places in a dictionary that is not there")),
                        plain,
                        from,
                        to);
            case Format.RLE -> booleanRuns(plain, from, to);
            case Format.DELTA_BINARY_PACKED -> differences(plain, from, to, head.count());
            case Format.DELTA_LENGTH_BYTE_ARRAY -> {
                requireType(leaf.physical() == LeafType.Physical.BYTE_ARRAY);
                yield from == to
                        ? new Values.Sized(plain, from, to)
                        : new Values.LengthsFirst(plain, from, to, head.count());
            }
            case Format.DELTA_BYTE_ARRAY -> prefixed(plain, from, to, head.count());
            case Format.BYTE_STREAM_SPLIT -> {
                requireType(leaf.bytes() > 0 && leaf.physical() != LeafType.Physical.INT96);
                yield new Values.Split(leaf, plain, from, to);
            }
            default -> throw new Broken("values of the encoding " + head.encoding());
        };
    }

    private Values plainValues(byte[] plain, int from, int to) {
        return switch (leaf.physical()) {
            case BOOLEAN -> new Values.Booleans(plain, from, to);
            case BYTE_ARRAY -> new Values.Sized(plain, from, to);
            case INT32, INT64, INT96, FLOAT, DOUBLE, FIXED -> new Values.Fixed(leaf, plain, from, to);
        };
    }

    private Values booleanRuns(byte[] plain, int from, int to) {
        requireType(leaf.physical() == LeafType.Physical.BOOLEAN);
        return from == to ? new Values.Booleans(plain, from, to) : new Values.BooleanRuns(plain, from, to);
    }

    /// A page without a value may be without anything.
    private Values differences(byte[] plain, int from, int to, int count) {
        requireType(leaf.physical() == LeafType.Physical.INT32 || leaf.physical() == LeafType.Physical.INT64);
        return from == to
                ? new Values.Fixed(leaf, plain, from, to)
                : new Values.Differences(leaf, plain, from, to, count);
    }

    private Values prefixed(byte[] plain, int from, int to, int count) {
        requireType(leaf.physical() == LeafType.Physical.BYTE_ARRAY || leaf.physical() == LeafType.Physical.FIXED);
        if (from == to) {
            return new Values.Sized(plain, from, to);
        }
        Values values = new Values.Prefixed(plain, from, to, count);
        return leaf.physical() == LeafType.Physical.FIXED ? new Values.OfLength(values, leaf.bytes()) : values;
    }

    private static void requireType(boolean fits) {
        if (!fits) {
            throw new Broken("values of an encoding that their type does not have");
        }
    }
}
