package dev.assay.series.sql;

import dev.assay.series.PackStore;
import dev.assay.series.PackStoreContract;
import dev.assay.sql.Database;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqlitePackStoreTest extends PackStoreContract {

    @TempDir
    Path folder;

    private @Nullable Database database;

    @AfterEach
    void close() {
        database().close();
    }

    @Override
    protected Database database() {
        Database open = database;
        if (open == null) {
            open = Database.sqlite(folder.resolve("assay.db"));
            database = open;
        }
        return open;
    }

    @Override
    protected PackStore store() {
        return new SqlPackStore();
    }
}
