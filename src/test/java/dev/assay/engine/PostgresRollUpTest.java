package dev.assay.engine;

import dev.assay.sql.Database;
import dev.assay.sql.TestPostgres;
import java.nio.file.Path;

class PostgresRollUpTest extends RollUpContract {

    @Override
    protected Database open(Path folder) {
        return TestPostgres.open();
    }

    @Override
    protected int seeds() {
        return 60;
    }
}
