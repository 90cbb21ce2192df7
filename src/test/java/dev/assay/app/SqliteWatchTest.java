package dev.assay.app;

import dev.assay.sql.Database;
import java.nio.file.Path;

class SqliteWatchTest extends WatchContract {

    @Override
    protected Database open(Path folder) {
        return Database.sqlite(folder.resolve("assay.db"));
    }
}
