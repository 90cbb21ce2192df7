package dev.assay.parquet;

/// A column of values.
///
/// @param path names from the root on, joined by dots
/// @param index its place among the columns of the file
/// @param bytes of a value of fixed length
/// @param maxDefinition the level at which a value is there
/// @param maxRepetition how many lists it is in
record Leaf(
        String path,
        int index,
        LeafType.Physical physical,
        int bytes,
        LeafType type,
        int maxDefinition,
        int maxRepetition) {}
