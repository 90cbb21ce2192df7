package dev.assay.columnar;

/// Writes a table batch by batch.
sealed interface BatchWriter permits ArrowWriter, ParquetWriter {

    /// How many rows make a batch.
    int rowsMax();

    /// One row or more.
    void write(PointRows rows);

    void end();
}
