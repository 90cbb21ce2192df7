package dev.assay.artifact;

import dev.assay.bytes.ByteSource;

/// A content that is read in any order, by one thread at a time.
public interface OpenContent extends ByteSource, AutoCloseable {

    @Override
    void close();
}
