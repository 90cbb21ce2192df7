package dev.assay.engine;

import static dev.assay.sql.tables.Tables.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import dev.assay.meta.Secrets;
import dev.assay.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

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
                    assertThat(fault.name()).isEqualTo("DiskFull");
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

    @Test
    void acknowledgesNothingAfterTheDiskFailedUntilTheStoreWasClosedOpenedAndRecovered() throws Exception {
        Path file = folder.resolve("failed.db");
        try (Database database = Database.sqlite(file);
                Writer writer = new Writer(database, 64 << 20, Duration.ofMinutes(1))) {
            writer.write(work -> insert(work, "before"));
            writer.write(work -> work.context().execute("CREATE TEMP TABLE of_this_connection (x)"));
            assertDiskFailed(writer, "lost");
            assertThat(log(file)).isNotEmptyFile();
            int tempTables = writer.write(work -> {
                insert(work, "after");
                return work.context().fetchCount(DSL.table("sqlite_temp_master"));
            });
            assertThat(tempTables).isZero();
            assertThat(names(database)).containsExactly("after", "before");
            assertThat(Files.size(log(file))).isLessThan(20_000);
        }
    }

    @Test
    void refusesWritesForAsLongAsTheStoreCannotBeRecovered() throws Exception {
        Path file = folder.resolve("held.db");
        try (Database database = Database.sqlite(file);
                Writer writer = new Writer(database, 64 << 20, Duration.ofMinutes(1))) {
            try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                writer.write(work -> insert(work, "before"));
                reader.setAutoCommit(false);
                reader.createStatement().executeQuery("SELECT * FROM secret").next();
                assertDiskFailed(writer, "lost");
                for (int i = 0; i < 3; i++) {
                    assertThatThrownBy(() -> writer.write(work -> insert(work, "meanwhile")))
                            .isInstanceOfSatisfying(
                                    Fault.class,
                                    fault -> assertThat(fault.name()).isEqualTo("DiskFailed"));
                }
            }
            await(() -> writer.write(work -> insert(work, "after")));
            assertThat(names(database)).containsExactly("after", "before");
        }
    }

    private static void assertDiskFailed(Writer writer, String name) {
        assertThatThrownBy(() -> writer.write(work -> {
                    insert(work, name);
                    throw new DataAccessException(
                            "a write", new SQLiteException("a write", SQLiteErrorCode.SQLITE_IOERR_FSYNC));
                }))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo("DiskFailed"));
    }

    private static String insert(UnitOfWork work, String name) {
        Secrets.insert(work.context(), name, new byte[] {1});
        return name;
    }

    private static List<String> names(Database database) {
        return database.read(transaction -> transaction
                .select(SECRET.NAME)
                .from(SECRET)
                .orderBy(SECRET.NAME)
                .fetch(SECRET.NAME));
    }

    private static Path log(Path file) {
        return Path.of(file + "-wal");
    }

    /// Between two attempts to recover there is a pause.
    private static void await(Runnable write) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                write.run();
                return;
            } catch (Fault fault) {
                if (attempt == 100) {
                    throw fault;
                }
                Thread.sleep(50);
            }
        }
    }

    /// What SQLite does by itself where the disk is full or does not answer.
    @Override
    protected void lose(DSLContext transaction) {
        transaction.execute("ROLLBACK");
    }
}
