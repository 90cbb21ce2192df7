package dev.assay.parquet;

/// What the values of a column are.
///
/// @param scale of decimals
/// @param digits of a second that times are told in: 3, 6 or 9
/// @param zoned whether a timestamp is a moment, and no wall clock's
/// @param bits of integers
record LeafType(Kind kind, int scale, int digits, boolean zoned, int bits) {

    enum Kind {
        BOOLEAN,
        SIGNED,
        UNSIGNED,
        FLOAT,
        DOUBLE,
        FLOAT16,
        DECIMAL,
        DATE,
        TIME,
        TIMESTAMP,
        INT96,
        TEXT,
        UUID,
        INTERVAL,
        BINARY,
        NOTHING
    }

    /// How values are laid out.
    enum Physical {
        BOOLEAN(0),
        INT32(Integer.BYTES),
        INT64(Long.BYTES),
        INT96(12),
        FLOAT(Float.BYTES),
        DOUBLE(Double.BYTES),
        BYTE_ARRAY(0),
        FIXED(0);

        private final int bytes;

        Physical(int bytes) {
            this.bytes = bytes;
        }

        /// 0 where not all values of all columns have the same.
        int bytes() {
            return bytes;
        }

        boolean isNumber() {
            return switch (this) {
                case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
                case INT96, BYTE_ARRAY, FIXED -> false;
            };
        }
    }

    static LeafType of(Kind kind) {
        return new LeafType(kind, 0, 0, false, 0);
    }

    static LeafType integer(int bits, boolean signed) {
        return new LeafType(signed ? Kind.SIGNED : Kind.UNSIGNED, 0, 0, false, bits);
    }

    static LeafType decimal(int scale) {
        return new LeafType(Kind.DECIMAL, scale, 0, false, 0);
    }

    static LeafType time(int digits) {
        return new LeafType(Kind.TIME, 0, digits, false, 0);
    }

    static LeafType timestamp(int digits, boolean zoned) {
        return new LeafType(Kind.TIMESTAMP, 0, digits, zoned, 0);
    }

    boolean isText() {
        return kind == Kind.TEXT;
    }
}
