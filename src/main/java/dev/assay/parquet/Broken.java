package dev.assay.parquet;

/// What stands in the file cannot be.
final class Broken extends RuntimeException {

    Broken(String reason) {
        super(reason);
    }
}
