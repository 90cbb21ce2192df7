package dev.assay.parquet;

import dev.assay.bytes.ByteReader;
import dev.assay.bytes.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a file says of itself in its footer, checked as far as it can be without the pages.
record Shape(List<Node> fields, List<Leaf> leaves, List<RowGroup> groups, long rows) {

    static final int FOOTER_BYTES_MAX = 32 << 20;
    /// Columns of groups of rows.
    static final int CHUNKS_MAX = 500_000;
    /// Of all columns together.
    static final long VALUES_MAX = 10_000_000_000L;

    private static final int TAIL_BYTES = Integer.BYTES + Format.MAGIC.length;

    /// Columns in the order of the leaves.
    record RowGroup(long rows, List<Chunk> chunks) {}

    static Shape read(ByteSource file) throws IOException {
        long size = file.size();
        if (size < Format.MAGIC.length + TAIL_BYTES) {
            throw new Broken("no Parquet file: too short");
        }
        byte[] head = bytes(file, 0, Format.MAGIC.length);
        byte[] tail = bytes(file, size - TAIL_BYTES, TAIL_BYTES);
        byte[] magic = Arrays.copyOfRange(tail, Integer.BYTES, TAIL_BYTES);
        if (Arrays.equals(magic, new byte[] {'P', 'A', 'R', 'E'})) {
            throw new Broken("an encrypted file");
        }
        if (!Arrays.equals(head, Format.MAGIC) || !Arrays.equals(magic, Format.MAGIC)) {
            throw new Broken("no Parquet file: it does not begin and end with PAR1");
        }
        int length = Values.intAt(tail, 0);
        long start = size - TAIL_BYTES - length;
        if (length < 1 || start < Format.MAGIC.length) {
            throw new Broken("a footer of " + length + " bytes");
        }
        if (length > FOOTER_BYTES_MAX) {
            throw new Broken("a footer of more than " + FOOTER_BYTES_MAX + " bytes");
        }
        return new Footer(start).read(bytes(file, start, length));
    }

    private static byte[] bytes(ByteSource file, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.read(at, bytes, 0, length);
        return bytes;
    }

    private static final class Footer {

        private final long end;
        private final List<SchemaElement> elements = new ArrayList<>();
        private final List<RowGroup> groups = new ArrayList<>();
        private long rows = -1;
        private int chunks;
        private long chunkBytes;
        private long values;

        Footer(long end) {
            this.end = end;
        }

        Shape read(byte[] bytes) {
            Thrift thrift = new Thrift(new ByteReader("a footer", bytes));
            thrift.struct(this::readField);
            List<Node> fields = Schema.read(elements);
            List<Leaf> leaves =
                    fields.stream().flatMap(field -> field.leaves().stream()).toList();
            requireSound(leaves);
            return new Shape(fields, leaves, groups, rows);
        }

        private void readField(Thrift in) {
            switch (in.id()) {
                case 2 ->
                    in.structs(() -> {
                        elements.add(SchemaElement.read(in));
                        if (elements.size() > Schema.ELEMENTS_MAX) {
                            throw new Broken("more than " + Schema.ELEMENTS_MAX + " fields");
                        }
                    });
                case 3 -> rows = in.i64();
                case 4 -> in.structs(() -> groups.add(readGroup(in)));
                case 8 -> throw new Broken("an encrypted file");
                default -> {}
            }
        }

        private RowGroup readGroup(Thrift thrift) {
            List<Chunk> found = new ArrayList<>();
            long[] groupRows = {-1};
            thrift.struct(in -> {
                switch (in.id()) {
                    case 1 -> in.structs(() -> found.add(readChunk(in)));
                    case 3 -> groupRows[0] = in.i64();
                    default -> {}
                }
            });
            return new RowGroup(groupRows[0], found);
        }

        private Chunk readChunk(Thrift thrift) {
            Chunk chunk = Chunk.Fields.read(thrift).toChunk(end);
            chunks++;
            chunkBytes += chunk.bytes();
            values += Math.min(chunk.values(), VALUES_MAX);
            if (chunks > CHUNKS_MAX) {
                throw new Broken("more than " + CHUNKS_MAX + " columns of groups of rows");
            }
            // Columns that share their pages would be unpacked again and again.
            if (chunkBytes > end) {
                throw new Broken("columns that lie in each other");
            }
            if (values > VALUES_MAX) {
                throw new Broken("more than " + VALUES_MAX + " values");
            }
            return chunk;
        }

        private void requireSound(List<Leaf> leaves) {
            long counted = 0;
            for (RowGroup group : groups) {
                if (group.rows() < 0
                        || group.rows() > VALUES_MAX
                        || group.chunks().size() != leaves.size()) {
                    throw new Broken("a group of rows that does not have the columns of the schema");
                }
                counted += group.rows();
            }
            if (counted != rows) {
                throw new Broken("another number of rows than its groups have");
            }
        }
    }
}
