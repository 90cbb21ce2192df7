package dev.assay.sql;

import java.nio.file.Path;

class PostgresDatabaseTest extends DatabaseContract {

    @Override
    protected Database open(Path folder) {
        return TestPostgres.open();
    }
}
