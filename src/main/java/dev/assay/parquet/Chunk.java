package dev.assay.parquet;

/// Where the pages of a column lie in a group of rows.
record Chunk(long start, long bytes, Codec codec, long values) {

    /// Fields as the footer has them.
    static final class Fields {

        private int codec;
        private long values;
        private long bytes;
        private long dataAt;
        private long dictionaryAt;
        private boolean elsewhere;
        private boolean encrypted;

        static Fields read(Thrift thrift) {
            Fields fields = new Fields();
            thrift.struct(fields::readField);
            return fields;
        }

        private void readField(Thrift in) {
            switch (in.id()) {
                case 1 -> elsewhere = true;
                case 3 -> in.child(this::readMetadata);
                case 8, 9 -> encrypted = true;
                default -> {}
            }
        }

        private void readMetadata(Thrift in) {
            switch (in.id()) {
                case 4 -> codec = in.i32();
                case 5 -> values = in.i64();
                case 7 -> bytes = in.i64();
                case 9 -> dataAt = in.i64();
                case 11 -> dictionaryAt = in.i64();
                default -> {}
            }
        }

        /// @param end of what pages may take in the file
        Chunk toChunk(long end) {
            if (elsewhere) {
                throw new Broken("a column that lies in another file");
            }
            if (encrypted) {
                throw new Broken("a column that is encrypted");
            }
            if (values == 0) {
                return new Chunk(Format.MAGIC.length, 0, Codec.UNCOMPRESSED, 0);
            }
            long start = dictionaryAt > 0 ? Math.min(dictionaryAt, dataAt) : dataAt;
            if (start < Format.MAGIC.length || bytes < 0 || bytes > end - start || values < 0) {
                throw new Broken("a column that lies nowhere");
            }
            Codec known = Codec.find(codec)
                    .orElseThrow(() -> new Broken("pages compressed by " + Codec.name(codec)
                            + "; what can be read is UNCOMPRESSED, SNAPPY, GZIP, ZSTD and LZ4_RAW"));
            return new Chunk(start, bytes, known, values);
        }
    }
}
