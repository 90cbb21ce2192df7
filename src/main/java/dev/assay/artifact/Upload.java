package dev.assay.artifact;

import dev.assay.bytes.ByteSource;

/// A content on its way into the store, by one thread. Closed without `commit`, nothing of it remains.
public interface Upload extends AutoCloseable {

    void write(byte[] bytes, int offset, int length);

    /// What `commit` answers if nothing more is written: for what must be known before the content is kept.
    Stored stored();

    /// What was written so far, to be read before it is kept; good until `commit` or `close`.
    ByteSource written();

    /// Ends the content and answers when it is on stable storage. Only once, and nothing can be written afterwards.
    Stored commit();

    /// Never fails: what cannot be cleared away now is swept when the store is next opened.
    @Override
    void close();
}
