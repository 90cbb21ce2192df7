package dev.assay.columnar;

/// The numbers of Arrow's columnar format: places of fields in its FlatBuffers tables, and what they hold. Named as in
/// `Message.fbs` and `Schema.fbs` of Apache Arrow.
final class ArrowFormat {

    static final int CONTINUATION = -1;
    static final int ALIGNMENT = 8;
    static final int BUFFER_ALIGNMENT = 64;

    static final int V4 = 3;
    static final int V5 = 4;

    private ArrowFormat() {}

    static final class Message {
        static final int VERSION = 0;
        static final int HEADER_TYPE = 1;
        static final int HEADER = 2;
        static final int BODY_LENGTH = 3;

        static final int SCHEMA = 1;
        static final int DICTIONARY_BATCH = 2;
        static final int RECORD_BATCH = 3;

        private Message() {}
    }

    static final class Schema {
        static final int ENDIANNESS = 0;
        static final int FIELDS = 1;

        private Schema() {}
    }

    static final class Field {
        static final int NAME = 0;
        static final int NULLABLE = 1;
        static final int TYPE_TYPE = 2;
        static final int TYPE = 3;
        static final int DICTIONARY = 4;
        static final int CHILDREN = 5;

        private Field() {}
    }

    static final class DataType {
        static final int INT = 2;
        static final int FLOATING_POINT = 3;
        static final int UTF8 = 5;
        static final int BOOL = 6;
        static final int TIMESTAMP = 10;
        static final int LARGE_UTF8 = 20;
        static final int UTF8_VIEW = 24;

        static final int INT_BIT_WIDTH = 0;
        static final int INT_SIGNED = 1;
        static final int FLOATING_POINT_PRECISION = 0;
        static final int SINGLE = 1;
        static final int DOUBLE = 2;
        static final int TIMESTAMP_UNIT = 0;
        static final int SECOND = 0;
        static final int MILLISECOND = 1;
        static final int MICROSECOND = 2;
        static final int NANOSECOND = 3;
        static final int TIMESTAMP_ZONE = 1;

        private DataType() {}
    }

    static final class DictionaryEncoding {
        static final int ID = 0;
        static final int INDEX_TYPE = 1;

        private DictionaryEncoding() {}
    }

    static final class DictionaryBatch {
        static final int ID = 0;
        static final int DATA = 1;
        static final int DELTA = 2;

        private DictionaryBatch() {}
    }

    static final class RecordBatch {
        static final int LENGTH = 0;
        static final int NODES = 1;
        static final int BUFFERS = 2;
        static final int COMPRESSION = 3;
        static final int VARIADIC_COUNTS = 4;

        static final int CODEC = 0;
        static final int LZ4_FRAME = 0;
        static final int ZSTD = 1;

        private RecordBatch() {}
    }
}
