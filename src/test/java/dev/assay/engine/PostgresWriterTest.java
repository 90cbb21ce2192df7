package dev.assay.engine;

import dev.assay.sql.Database;
import dev.assay.sql.TestPostgres;
import java.nio.file.Path;
import org.jooq.DSLContext;

class PostgresWriterTest extends WriterContract {

    @Override
    protected Database open(Path folder) {
        return TestPostgres.open();
    }

    @Override
    protected void lose(DSLContext transaction) {
        transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())");
    }
}
