package dev.assay.sql;

import static dev.assay.sql.tables.Tables.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

class SqliteDatabaseTest extends DatabaseContract {

    private static final int SYNCHRONOUS_FULL = 2;
    private static final int AUTO_VACUUM_INCREMENTAL = 2;

    @Override
    protected Database open(Path folder) {
        return Database.sqlite(folder.resolve("assay.db"));
    }

    @Test
    void syncsEveryCommitOfAFileThatCanShrink() {
        Path fresh = folder.resolve("fresh.db");
        try (Database database = Database.sqlite(fresh)) {
            database.write(SqliteDatabaseTest::assertPragmas);
        }
        try (Database again = Database.sqlite(fresh)) {
            again.write(SqliteDatabaseTest::assertPragmas);
        }
    }

    /// A process that was killed in its first moments left it.
    @Test
    void makesAnEmptyFileAFileThatCanShrink() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.db"));
        try (Database database = Database.sqlite(empty)) {
            database.write(SqliteDatabaseTest::assertPragmas);
        }
    }

    @Test
    void givesBackWhatNothingUsesInSteps() throws IOException {
        Path file = folder.resolve("shrinks.db");
        try (Database database = Database.sqlite(file)) {
            database.write(transaction -> insert(transaction, new byte[4 << 20]));
            database.shrinkLogs();
            long full = Files.size(file);
            database.write(transaction -> transaction.deleteFrom(SECRET).execute());
            long free = giveBack(database, 100);
            assertThat(free).isPositive();
            assertThat(giveBack(database, 100)).isEqualTo(free - 100);
            assertThat(giveBack(database, Integer.MAX_VALUE)).isZero();
            database.shrinkLogs();
            assertThat(Files.size(file)).isLessThan(full / 4);
            assertThat(Files.size(folder.resolve("shrinks.db-wal"))).isZero();
            database.write(SqliteDatabaseTest::assertPragmas);
        }
    }

    private static boolean insert(DSLContext transaction, byte[] value) {
        return transaction
                        .insertInto(SECRET, SECRET.NAME, SECRET.VALUE)
                        .values("large", value)
                        .execute()
                == 1;
    }

    private static long giveBack(Database database, int pages) {
        return database.write(transaction -> database.giveBack(transaction, pages));
    }

    private static boolean assertPragmas(DSLContext transaction) {
        assertThat(pragma(transaction, "synchronous")).isEqualTo(Integer.toString(SYNCHRONOUS_FULL));
        assertThat(pragma(transaction, "auto_vacuum")).isEqualTo(Integer.toString(AUTO_VACUUM_INCREMENTAL));
        assertThat(List.of(
                        pragma(transaction, "journal_mode"),
                        pragma(transaction, "foreign_keys"),
                        pragma(transaction, "fullfsync")))
                .containsExactly("wal", "1", "1");
        return true;
    }

    private static String pragma(DSLContext transaction, String name) {
        return String.valueOf(transaction.fetchValue("PRAGMA " + name));
    }
}
