package dev.assay.meta;

import dev.assay.sql.Database;
import java.nio.file.Path;

class SqliteMetaTest extends MetaContract {

    @Override
    protected Database open(Path folder) {
        return Database.sqlite(folder.resolve("assay.db"));
    }
}
