package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Writes what Arrow says of its data: a tree of FlatBuffers tables, each before what it points to. A table's fields
/// are known by their places in Arrow's schema files.
///
/// ```
/// byte[] bytes = FlatWriter.toBytes(new Table().putByte(0, 1).put(1, new Text("loss")));
/// ```
final class FlatWriter {

    private static final int CAPACITY = 1_024;

    private ByteBuffer bytes = ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);

    private FlatWriter() {}

    static byte[] toBytes(Table root) {
        FlatWriter writer = new FlatWriter();
        int reference = writer.reserve(Integer.BYTES);
        writer.pointTo(reference, root);
        return Arrays.copyOf(writer.bytes.array(), writer.bytes.position());
    }

    /// What a field, or a vector, refers to.
    sealed interface Node {

        /// Where it was written.
        int write(FlatWriter writer);
    }

    static final class Table implements Node {

        private record Field(int place, int size, long number, List<Node> node) {}

        private final List<Field> fields = new ArrayList<>();

        Table putByte(int place, int number) {
            return put(place, Byte.BYTES, number);
        }

        Table putShort(int place, int number) {
            return put(place, Short.BYTES, number);
        }

        Table putInt(int place, int number) {
            return put(place, Integer.BYTES, number);
        }

        Table putLong(int place, long number) {
            return put(place, Long.BYTES, number);
        }

        Table put(int place, Node node) {
            fields.add(new Field(place, Integer.BYTES, 0, List.of(node)));
            return this;
        }

        private Table put(int place, int size, long number) {
            fields.add(new Field(place, size, number, List.of()));
            return this;
        }

        /// The largest fields come first, so that none needs padding.
        @Override
        public int write(FlatWriter writer) {
            fields.sort(Comparator.comparingInt(field -> -field.size()));
            int places = fields.stream().mapToInt(Field::place).max().orElse(-1) + 1;
            int sizes = fields.stream().mapToInt(Field::size).sum();
            int offsetsBytes = Short.BYTES * (2 + places);
            writer.align(Long.BYTES, offsetsBytes + Integer.BYTES);
            int offsets = writer.reserve(offsetsBytes);
            int table = writer.reserve(Integer.BYTES + sizes);
            writer.bytes.putShort(offsets, (short) offsetsBytes);
            writer.bytes.putShort(offsets + Short.BYTES, (short) (Integer.BYTES + sizes));
            writer.bytes.putInt(table, offsetsBytes);
            int at = table + Integer.BYTES;
            for (Field field : fields) {
                writer.bytes.putShort(offsets + Short.BYTES * (2 + field.place()), (short) (at - table));
                writer.putNumber(at, field.size(), field.number());
                at += field.size();
            }
            writeNodes(writer, table + Integer.BYTES);
            return table;
        }

        private void writeNodes(FlatWriter writer, int first) {
            int at = first;
            for (Field field : fields) {
                for (Node node : field.node()) {
                    writer.pointTo(at, node);
                }
                at += field.size();
            }
        }
    }

    record Text(String text) implements Node {

        @Override
        public int write(FlatWriter writer) {
            byte[] utf8 = text.getBytes(UTF_8);
            writer.align(Integer.BYTES, 0);
            int at = writer.reserve(Integer.BYTES + utf8.length + 1);
            writer.bytes.putInt(at, utf8.length).put(at + Integer.BYTES, utf8);
            return at;
        }
    }

    record Tables(List<Table> tables) implements Node {

        @Override
        public int write(FlatWriter writer) {
            writer.align(Integer.BYTES, 0);
            int at = writer.reserve(Integer.BYTES * (1 + tables.size()));
            writer.bytes.putInt(at, tables.size());
            for (int i = 0; i < tables.size(); i++) {
                writer.pointTo(at + Integer.BYTES * (1 + i), tables.get(i));
            }
            return at;
        }
    }

    /// A vector of structures that are two int64 each.
    record LongPairs(List<Long> numbers) implements Node {

        @Override
        public int write(FlatWriter writer) {
            writer.align(Long.BYTES, Integer.BYTES);
            int at = writer.reserve(Integer.BYTES + Long.BYTES * numbers.size());
            writer.bytes.putInt(at, numbers.size() / 2);
            for (int i = 0; i < numbers.size(); i++) {
                writer.bytes.putLong(at + Integer.BYTES + Long.BYTES * i, numbers.get(i));
            }
            return at;
        }
    }

    private void pointTo(int reference, Node node) {
        int at = node.write(this);
        bytes.putInt(reference, at - reference);
    }

    private void putNumber(int at, int size, long number) {
        switch (size) {
            case Byte.BYTES -> bytes.put(at, (byte) number);
            case Short.BYTES -> bytes.putShort(at, (short) number);
            case Integer.BYTES -> bytes.putInt(at, (int) number);
            case Long.BYTES -> bytes.putLong(at, number);
            default -> throw new IllegalStateException("BUG: a number of " + size + " bytes");
        }
    }

    /// Moves to where what stands `ahead` bytes from there is aligned.
    private void align(int alignment, int ahead) {
        reserve(Math.floorMod(-(bytes.position() + ahead), alignment));
    }

    /// Zeros, to be filled in.
    private int reserve(int count) {
        int at = bytes.position();
        if (count > bytes.remaining()) {
            int capacity = Math.max(2 * bytes.capacity(), Math.addExact(at, count));
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), capacity)).order(ByteOrder.LITTLE_ENDIAN);
        }
        bytes.position(at + count);
        return at;
    }
}
