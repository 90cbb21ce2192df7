package dev.assay.app;

import dev.assay.sql.Database;
import java.nio.file.Path;

class SqliteSelectionTest extends SelectionContract {

    @Override
    protected Database open(Path folder) {
        return Database.sqlite(folder.resolve("assay.db"));
    }
}
