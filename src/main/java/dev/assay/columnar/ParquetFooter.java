package dev.assay.columnar;

import java.util.ArrayList;
import java.util.List;

/// What a Parquet file says of itself at its end: the schema, and where the columns of each group of rows lie.
final class ParquetFooter {

    /// A column of a group of rows, in one page of data.
    ///
    /// @param dictionaryAt where its dictionary lies, if it has one
    /// @param range its least and its greatest value, 8 bytes each, if they are told
    record Chunk(
            Column column, int rows, long dictionaryAt, long dataAt, long plainBytes, long bytes, List<byte[]> range) {

        static final long NO_DICTIONARY = -1;

        long beginsAt() {
            return dictionaryAt == NO_DICTIONARY ? dataAt : dictionaryAt;
        }
    }

    /// What the columns of a file may be. Each has its way of being encoded and compressed.
    enum Kind {
        TEXT(ParquetFormat.BYTE_ARRAY, ParquetFormat.RLE_DICTIONARY, ParquetFormat.ZSTD),
        STEP(ParquetFormat.INT64, ParquetFormat.DELTA_BINARY_PACKED, ParquetFormat.UNCOMPRESSED),
        TIME(ParquetFormat.INT64, ParquetFormat.DELTA_BINARY_PACKED, ParquetFormat.UNCOMPRESSED),
        VALUE(ParquetFormat.DOUBLE, ParquetFormat.BYTE_STREAM_SPLIT, ParquetFormat.ZSTD);

        private final int type;
        private final int encoding;
        private final int codec;

        Kind(int type, int encoding, int codec) {
            this.type = type;
            this.encoding = encoding;
            this.codec = codec;
        }

        int encoding() {
            return encoding;
        }

        int codec() {
            return codec;
        }
    }

    record Column(String name, Kind kind) {}

    private record RowGroup(int rows, List<Chunk> chunks) {}

    private final List<Column> columns;
    private final List<RowGroup> groups = new ArrayList<>();
    private long rows;

    ParquetFooter(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    void add(int groupRows, List<Chunk> chunks) {
        groups.add(new RowGroup(groupRows, List.copyOf(chunks)));
        rows += groupRows;
    }

    byte[] toBytes() {
        List<Integer> places = new ArrayList<>();
        for (int i = -1; i < columns.size(); i++) {
            places.add(i);
        }
        return ThriftWriter.toBytes(file -> file.i32(1, ParquetFormat.VERSION)
                .structs(2, places, (element, place) -> writeElement(element, place))
                .i64(3, rows)
                .structs(4, groups, ParquetFooter::writeGroup)
                .text(6, "Assay")
                .structs(7, columns, (order, _) -> order.struct(1, _ -> {})));
    }

    /// Before the columns comes the root, which has them as children.
    private void writeElement(ThriftWriter element, int place) {
        if (place < 0) {
            element.text(4, "points").i32(5, columns.size());
            return;
        }
        Column column = columns.get(place);
        element.i32(1, column.kind().type).i32(3, ParquetFormat.REQUIRED).text(4, column.name());
        switch (column.kind()) {
            case TEXT ->
                element.i32(6, ParquetFormat.CONVERTED_UTF8)
                        .struct(10, type -> type.struct(ParquetFormat.LOGICAL_STRING, _ -> {}));
            case TIME ->
                element.i32(6, ParquetFormat.CONVERTED_TIMESTAMP_MILLIS)
                        .struct(
                                10,
                                type -> type.struct(
                                        ParquetFormat.LOGICAL_TIMESTAMP,
                                        time -> time.yes(1)
                                                .struct(2, unit -> unit.struct(ParquetFormat.UNIT_MILLIS, _ -> {}))));
            case STEP, VALUE -> {}
        }
    }

    private static void writeGroup(ThriftWriter writer, RowGroup group) {
        long plainBytes = group.chunks().stream().mapToLong(Chunk::plainBytes).sum();
        long bytes = group.chunks().stream().mapToLong(Chunk::bytes).sum();
        writer.structs(1, group.chunks(), ParquetFooter::writeChunk)
                .i64(2, plainBytes)
                .i64(3, group.rows())
                .i64(5, group.chunks().getFirst().beginsAt())
                .i64(6, bytes);
    }

    private static void writeChunk(ThriftWriter writer, Chunk chunk) {
        writer.i64(2, chunk.beginsAt()).struct(3, column -> writeColumn(column, chunk));
    }

    private static void writeColumn(ThriftWriter writer, Chunk chunk) {
        Kind kind = chunk.column().kind();
        writer.i32(1, kind.type);
        if (chunk.dictionaryAt() == Chunk.NO_DICTIONARY) {
            writer.i32s(2, kind.encoding());
        } else {
            writer.i32s(2, ParquetFormat.PLAIN, kind.encoding());
        }
        writer.texts(3, chunk.column().name())
                .i32(4, kind.codec())
                .i64(5, chunk.rows())
                .i64(6, chunk.plainBytes())
                .i64(7, chunk.bytes())
                .i64(9, chunk.dataAt());
        if (chunk.dictionaryAt() != Chunk.NO_DICTIONARY) {
            writer.i64(11, chunk.dictionaryAt());
        }
        if (!chunk.range().isEmpty()) {
            writer.struct(
                    12,
                    statistics -> statistics
                            .i64(3, 0)
                            .binary(5, chunk.range().getLast())
                            .binary(6, chunk.range().getFirst()));
        }
    }
}
