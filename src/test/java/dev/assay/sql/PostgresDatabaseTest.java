package dev.assay.sql;

import java.nio.file.Path;

class PostgresDatabaseTest extends DatabaseContract {

    private final String url = TestPostgres.newUrl();

    @Override
    protected Database open(Path folder) {
        return Database.postgres(url);
    }
}
