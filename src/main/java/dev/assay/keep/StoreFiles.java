package dev.assay.keep;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where the parts of a store lie in its folder; a back-up has them in the same places.
record StoreFiles(Path folder) {

    /// The database.
    Path database() {
        return folder.resolve("assay.db");
    }

    Path artifacts() {
        return folder.resolve("artifacts");
    }

    /// The settings, where there are any.
    Path settings() {
        return folder.resolve("assay.properties");
    }

    /// What a back-up says of itself.
    Path manifest() {
        return folder.resolve("backup.txt");
    }

    /// What is being restored here and is not whole yet.
    Path restoring() {
        return folder.resolve("restoring");
    }

    void requireStore() {
        if (!Files.isRegularFile(database())) {
            throw new KeepingFailed("there is no store in " + folder + " (name its folder with --data)");
        }
    }
}
