package dev.assay.engine;

import dev.assay.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class SqliteRollUpTest extends RollUpContract {

    /// Where there is such a thing: a sync costs nothing in it.
    private static final Path MEMORY = Path.of("/dev/shm");

    private Path file = Path.of("");

    @Override
    protected Database open(Path folder) {
        try {
            Path where = Files.isWritable(MEMORY) ? MEMORY : folder;
            file = Files.createTempDirectory(where, "assay-simulation").resolve("assay.db");
            return Database.sqlite(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void deleteFile() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling("assay.db-wal"));
        Files.deleteIfExists(file.resolveSibling("assay.db-shm"));
        Files.deleteIfExists(Optional.ofNullable(file.getParent()).orElseThrow());
    }

    @Override
    protected int seeds() {
        return 2_000;
    }
}
