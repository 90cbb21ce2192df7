package dev.assay.columnar;

import dev.assay.columnar.ArrowFormat.DataType;
import dev.assay.columnar.ArrowFormat.DictionaryBatch;
import dev.assay.columnar.ArrowFormat.DictionaryEncoding;
import dev.assay.columnar.ArrowFormat.Field;
import dev.assay.columnar.ArrowFormat.Message;
import dev.assay.columnar.ArrowFormat.RecordBatch;
import dev.assay.columnar.ArrowFormat.Schema;
import dev.assay.columnar.FlatWriter.LongPairs;
import dev.assay.columnar.FlatWriter.Table;
import dev.assay.columnar.FlatWriter.Tables;
import dev.assay.columnar.FlatWriter.Text;
import java.util.ArrayList;
import java.util.List;

/// What Arrow says of the data in a message, beside the data.
final class ArrowMessages {

    private static final int INDEX_BITS = 32;

    private ArrowMessages() {}

    /// The leading columns are encoded by dictionaries, whose ids are the places of the columns.
    static byte[] schema(List<TextColumn> leading) {
        List<Table> fields = new ArrayList<>();
        for (int column = 0; column < leading.size(); column++) {
            Table encoding = new Table()
                    .putLong(DictionaryEncoding.ID, column)
                    .put(DictionaryEncoding.INDEX_TYPE, integer(INDEX_BITS));
            fields.add(field(leading.get(column).name(), DataType.UTF8, new Table())
                    .put(Field.DICTIONARY, encoding));
        }
        fields.add(field("step", DataType.INT, integer(Long.SIZE)));
        fields.add(field("time", DataType.TIMESTAMP, milliseconds()));
        fields.add(field("value", DataType.FLOATING_POINT, doubles()));
        return message(Message.SCHEMA, new Table().put(Schema.FIELDS, new Tables(fields)), 0);
    }

    /// Of rows that may have nulls, all of them plain.
    static byte[] rowSchema(List<RowTable.Column> columns) {
        List<Table> fields = columns.stream()
                .map(column -> field(column).putByte(Field.NULLABLE, 1))
                .toList();
        return message(Message.SCHEMA, new Table().put(Schema.FIELDS, new Tables(fields)), 0);
    }

    private static Table field(RowTable.Column column) {
        String name = column.name();
        return switch (column.type()) {
            case BOOLEAN -> field(name, DataType.BOOL, new Table());
            case INTEGER -> field(name, DataType.INT, integer(Long.SIZE));
            case DOUBLE -> field(name, DataType.FLOATING_POINT, doubles());
            case TIME -> field(name, DataType.TIMESTAMP, milliseconds());
            case STRING -> field(name, DataType.UTF8, new Table());
        };
    }

    /// `nulls` holds for each column how many there are.
    static byte[] rowBatch(int rows, int[] nulls, long... buffers) {
        return message(Message.RECORD_BATCH, recordBatch(rows, nulls, buffers), bodyBytes(buffers));
    }

    /// `buffers` holds for each the length of what is in it.
    static byte[] dictionary(int id, int values, long... buffers) {
        Table data = recordBatch(values, new int[1], buffers);
        Table dictionary = new Table().putLong(DictionaryBatch.ID, id).put(DictionaryBatch.DATA, data);
        return message(Message.DICTIONARY_BATCH, dictionary, bodyBytes(buffers));
    }

    static byte[] batch(int rows, int columns, long... buffers) {
        return message(Message.RECORD_BATCH, recordBatch(rows, new int[columns], buffers), bodyBytes(buffers));
    }

    /// How many bytes a buffer takes in a body.
    static long padded(long bytes) {
        return Math.ceilDiv(bytes, ArrowFormat.BUFFER_ALIGNMENT) * ArrowFormat.BUFFER_ALIGNMENT;
    }

    private static Table recordBatch(int rows, int[] nulls, long[] buffers) {
        List<Long> nodes = new ArrayList<>();
        for (int count : nulls) {
            nodes.add((long) rows);
            nodes.add((long) count);
        }
        List<Long> places = new ArrayList<>();
        long at = 0;
        for (long bytes : buffers) {
            places.add(at);
            places.add(bytes);
            at += padded(bytes);
        }
        return new Table()
                .putLong(RecordBatch.LENGTH, rows)
                .put(RecordBatch.NODES, new LongPairs(nodes))
                .put(RecordBatch.BUFFERS, new LongPairs(places));
    }

    private static long bodyBytes(long[] buffers) {
        long sum = 0;
        for (long bytes : buffers) {
            sum += padded(bytes);
        }
        return sum;
    }

    private static byte[] message(int type, Table header, long bodyBytes) {
        return FlatWriter.toBytes(new Table()
                .putShort(Message.VERSION, ArrowFormat.V5)
                .putByte(Message.HEADER_TYPE, type)
                .put(Message.HEADER, header)
                .putLong(Message.BODY_LENGTH, bodyBytes));
    }

    /// Absent, a field is not nullable. Readers want the children even where there are none.
    private static Table field(String name, int type, Table details) {
        return new Table()
                .put(Field.NAME, new Text(name))
                .putByte(Field.TYPE_TYPE, type)
                .put(Field.TYPE, details)
                .put(Field.CHILDREN, new Tables(List.of()));
    }

    private static Table integer(int bits) {
        return new Table().putInt(DataType.INT_BIT_WIDTH, bits).putByte(DataType.INT_SIGNED, 1);
    }

    private static Table doubles() {
        return new Table().putShort(DataType.FLOATING_POINT_PRECISION, DataType.DOUBLE);
    }

    private static Table milliseconds() {
        return new Table()
                .putShort(DataType.TIMESTAMP_UNIT, DataType.MILLISECOND)
                .put(DataType.TIMESTAMP_ZONE, new Text("UTC"));
    }
}
