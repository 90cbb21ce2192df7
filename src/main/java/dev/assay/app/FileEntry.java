package dev.assay.app;

import dev.assay.domain.StoredFile;

/// What a folder of an experiment's files shows.
public sealed interface FileEntry {

    /// From the root on.
    String path();

    /// Something lies in it.
    record Folder(String path) implements FileEntry {}

    record OfFile(StoredFile file) implements FileEntry {
        @Override
        public String path() {
            return file.path();
        }
    }
}
