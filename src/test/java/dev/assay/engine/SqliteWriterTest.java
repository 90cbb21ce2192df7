package dev.assay.engine;

import static dev.assay.sql.tables.Tables.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Fault;
import dev.assay.meta.Secrets;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

class SqliteWriterTest extends WriterContract {

    @Override
    protected Database open(Path folder) {
        return Database.sqlite(folder.resolve("assay.db"));
    }

    @Test
    void acknowledgesNothingThatAFullDiskDidNotTake() {
        try (Database database = Database.sqlite(folder.resolve("full.db"));
                Writer writer = new Writer(database, 64 << 20, Duration.ofMinutes(1))) {
            writer.write(work -> {
                Object pages = work.context().fetchValue("SELECT page_count + 20 FROM pragma_page_count");
                work.context().fetchValue("PRAGMA max_page_count = " + pages);
                return true;
            });
            List<String> acknowledged = new ArrayList<>();
            int refused = 0;
            for (int i = 0; i < 100; i++) {
                String name = "secret" + i;
                try {
                    acknowledged.add(writer.write(work -> {
                        Secrets.insert(work.context(), name, new byte[4_096]);
                        return name;
                    }));
                } catch (Fault fault) {
                    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE);
                    refused++;
                }
            }
            assertThat(acknowledged).isNotEmpty();
            assertThat(refused).isPositive();
            List<String> kept = database.read(
                    transaction -> transaction.select(SECRET.NAME).from(SECRET).fetch(SECRET.NAME));
            assertThat(kept).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    /// What SQLite does by itself where the disk is full or does not answer.
    @Override
    protected void lose(DSLContext transaction) {
        transaction.execute("ROLLBACK");
    }
}
