package dev.assay.bytes;

import java.io.IOException;

/// Bytes that can be read from any place on.
public interface ByteSource {

    long size();

    /// Fills so much of the array. Throws an `EOFException` where fewer bytes are there.
    void read(long position, byte[] target, int offset, int length) throws IOException;
}
