package dev.assay.parquet;

/// A page of data: its levels and its values, each to be read once, from the first on.
///
/// @param count values and nulls together
record Page(int count, Runs repetitions, Runs definitions, Values values) {

    /// Packed or unpacked.
    static final int BYTES_MAX = 64 << 20;
}
