package dev.assay.columnar;

import java.util.ArrayList;
import java.util.List;

/// What a Parquet file says of itself at its end: the schema, and where the columns of each group of rows lie.
final class ParquetFooter {

    /// A column of a group of rows, in one page of data.
    ///
    /// @param dictionaryAt where its dictionary lies, if it has one
    /// @param nulls how many rows have no value
    /// @param range its least and its greatest value, 8 bytes each, if they are told
    record Chunk(
            Column column,
            int rows,
            long dictionaryAt,
            long dataAt,
            long plainBytes,
            long bytes,
            int nulls,
            List<byte[]> range) {

        static final long NO_DICTIONARY = -1;

        long beginsAt() {
            return dictionaryAt == NO_DICTIONARY ? dataAt : dictionaryAt;
        }
    }

    /// What the columns of a file may be. Each has its way of being encoded and compressed.
    enum Kind {
        /// Texts that recur, each once in a dictionary.
        TEXT(ParquetFormat.BYTE_ARRAY, ParquetFormat.RLE_DICTIONARY, ParquetFormat.ZSTD),
        STRING(ParquetFormat.BYTE_ARRAY, ParquetFormat.PLAIN, ParquetFormat.ZSTD),
        STEP(ParquetFormat.INT64, ParquetFormat.DELTA_BINARY_PACKED, ParquetFormat.UNCOMPRESSED),
        TIME(ParquetFormat.INT64, ParquetFormat.DELTA_BINARY_PACKED, ParquetFormat.UNCOMPRESSED),
        INTEGER(ParquetFormat.INT64, ParquetFormat.DELTA_BINARY_PACKED, ParquetFormat.ZSTD),
        BOOLEAN(ParquetFormat.BOOLEAN, ParquetFormat.PLAIN, ParquetFormat.ZSTD),
        /// Spark knows BYTE_STREAM_SPLIT, which would be smaller, only lately.
        VALUE(ParquetFormat.DOUBLE, ParquetFormat.PLAIN, ParquetFormat.ZSTD);

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

    /// @param optional whether rows may have no value
    record Column(String name, Kind kind, boolean optional) {}

    private final String name;
    private final List<Column> columns;
    /// As they will stand in the file: a table of many columns has a great many chunks.
    private final List<byte[]> groups = new ArrayList<>();
    private long rows;

    /// @param name of the root of the schema
    ParquetFooter(String name, List<Column> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
    }

    void add(int groupRows, List<Chunk> chunks) {
        groups.add(ThriftWriter.toBytes(writer -> writeGroup(writer, groupRows, chunks)));
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
                .written(4, groups)
                .text(6, "Assay")
                .structs(7, columns, (order, _) -> order.struct(1, _ -> {})));
    }

    /// Before the columns comes the root, which has them as children.
    private void writeElement(ThriftWriter element, int place) {
        if (place < 0) {
            element.text(4, name).i32(5, columns.size());
            return;
        }
        Column column = columns.get(place);
        element.i32(1, column.kind().type)
                .i32(3, column.optional() ? ParquetFormat.OPTIONAL : ParquetFormat.REQUIRED)
                .text(4, column.name());
        switch (column.kind()) {
            case TEXT, STRING ->
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
            case STEP, INTEGER, BOOLEAN, VALUE -> {}
        }
    }

    private static void writeGroup(ThriftWriter writer, int rows, List<Chunk> chunks) {
        long plainBytes = chunks.stream().mapToLong(Chunk::plainBytes).sum();
        long bytes = chunks.stream().mapToLong(Chunk::bytes).sum();
        writer.structs(1, chunks, ParquetFooter::writeChunk).i64(2, plainBytes).i64(3, rows);
        if (!chunks.isEmpty()) {
            writer.i64(5, chunks.getFirst().beginsAt());
        }
        writer.i64(6, bytes);
    }

    private static void writeChunk(ThriftWriter writer, Chunk chunk) {
        writer.i64(2, chunk.beginsAt()).struct(3, column -> writeColumn(column, chunk));
    }

    private static void writeColumn(ThriftWriter writer, Chunk chunk) {
        Kind kind = chunk.column().kind();
        writer.i32(1, kind.type).i32s(2, encodings(chunk));
        writer.texts(3, chunk.column().name())
                .i32(4, kind.codec())
                .i64(5, chunk.rows())
                .i64(6, chunk.plainBytes())
                .i64(7, chunk.bytes())
                .i64(9, chunk.dataAt());
        if (chunk.dictionaryAt() != Chunk.NO_DICTIONARY) {
            writer.i64(11, chunk.dictionaryAt());
        }
        if (chunk.column().optional() || !chunk.range().isEmpty()) {
            writer.struct(12, statistics -> writeStatistics(statistics, chunk));
        }
    }

    private static int[] encodings(Chunk chunk) {
        int encoding = chunk.column().kind().encoding();
        if (chunk.dictionaryAt() != Chunk.NO_DICTIONARY) {
            return new int[] {ParquetFormat.PLAIN, encoding};
        }
        return chunk.column().optional() ? new int[] {encoding, ParquetFormat.RLE} : new int[] {encoding};
    }

    private static void writeStatistics(ThriftWriter statistics, Chunk chunk) {
        statistics.i64(3, chunk.nulls());
        if (!chunk.range().isEmpty()) {
            statistics
                    .binary(5, chunk.range().getLast())
                    .binary(6, chunk.range().getFirst());
        }
    }
}
