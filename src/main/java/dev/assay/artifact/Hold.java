package dev.assay.artifact;

/// Something that nobody else may do meanwhile, until it is closed; the end of the process closes it too.
public interface Hold extends AutoCloseable {

    @Override
    void close();
}
