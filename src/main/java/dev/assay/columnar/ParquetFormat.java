package dev.assay.columnar;

/// The numbers of Apache Parquet, named as in its `parquet.thrift`.
final class ParquetFormat {

    static final byte[] MAGIC = {'P', 'A', 'R', '1'};
    static final int VERSION = 2;

    static final int BOOLEAN = 0;
    static final int INT64 = 2;
    static final int DOUBLE = 5;
    static final int BYTE_ARRAY = 6;

    static final int REQUIRED = 0;
    static final int OPTIONAL = 1;

    static final int CONVERTED_UTF8 = 0;
    static final int CONVERTED_TIMESTAMP_MILLIS = 9;
    static final int LOGICAL_STRING = 1;
    static final int LOGICAL_TIMESTAMP = 8;
    static final int UNIT_MILLIS = 1;

    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int DELTA_BINARY_PACKED = 5;
    static final int RLE_DICTIONARY = 8;

    static final int UNCOMPRESSED = 0;
    static final int ZSTD = 6;

    static final int DATA_PAGE = 0;
    static final int DICTIONARY_PAGE = 2;

    private ParquetFormat() {}
}
