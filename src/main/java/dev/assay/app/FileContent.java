package dev.assay.app;

import dev.assay.artifact.ArtifactStore;
import dev.assay.domain.Faults;
import dev.assay.domain.StoredFile;
import java.io.IOException;
import java.io.InputStream;

/// A file and the way to its bytes. Whoever opens them must close them.
public final class FileContent {

    private final StoredFile file;
    private final ArtifactStore artifacts;

    FileContent(StoredFile file, ArtifactStore artifacts) {
        this.file = file;
        this.artifacts = artifacts;
    }

    public StoredFile file() {
        return file;
    }

    /// At most `length` bytes from the byte `offset` on. All of them are compared with the digest while they are read:
    /// what is damaged ends with `Unavailable` in place of its end.
    public InputStream open(long offset, long length) {
        boolean whole = offset == 0 && length >= file.sizeBytes();
        return (whole ? artifacts.find(file.digest()) : artifacts.find(file.digest(), offset, length))
                .orElseThrow(this::gone);
    }

    /// A file that was replaced a moment ago may be gone already: another try finds the new one.
    private RuntimeException gone() {
        return Faults.unavailable(
                "a file has no content", new IOException(file.digest().hex() + " is missing"));
    }
}
