package dev.assay.meta;

import dev.assay.sql.Database;
import dev.assay.sql.TestPostgres;
import java.nio.file.Path;

class PostgresMetaTest extends MetaContract {

    @Override
    protected Database open(Path folder) {
        return TestPostgres.open();
    }
}
