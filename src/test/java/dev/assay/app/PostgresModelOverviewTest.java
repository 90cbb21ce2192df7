package dev.assay.app;

import dev.assay.sql.Database;
import dev.assay.sql.TestPostgres;
import java.nio.file.Path;

class PostgresModelOverviewTest extends ModelOverviewContract {

    @Override
    protected Database open(Path folder) {
        return Database.postgres(TestPostgres.newUrl());
    }
}
