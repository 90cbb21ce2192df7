package dev.assay.app;

import dev.assay.sql.Database;
import dev.assay.sql.TestPostgres;
import java.nio.file.Path;

class PostgresSelectionTest extends SelectionContract {

    private final String url = TestPostgres.newUrl();

    @Override
    protected Database open(Path folder) {
        return Database.postgres(url);
    }
}
