package dev.assay.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.sql.tables.tables.records.CounterRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/// A store of an older schema, as a later release will find it: our newest migration is older than one of the test's.
class OlderStoreTest {

    private static final int LATER = Migrations.NEWEST + 1;

    @TempDir
    Path folder;

    @Test
    void isKeptBesideAndThenMigrated() throws IOException, SQLException {
        Path file = folder.resolve("assay.db");
        try (Database database = Database.sqlite(file)) {
            database.write(transaction -> transaction.executeInsert(counter()));
        }
        assertThat(kept()).isEmpty();

        migrate(file);
        assertThat(columns(file)).contains("later");
        assertThat(kept()).hasSize(1);
        try (SqliteReader older = SqliteReader.open(kept().getFirst())) {
            assertThat(older.problems()).isEmpty();
            List<String> counters = older.read(transaction ->
                    transaction.fetch("SELECT * FROM counter").map(row -> row.get(0) + "=" + row.get(1)));
            assertThat(counters).contains("KEPT=7");
        }
        assertThat(columns(kept().getFirst())).doesNotContain("later");

        migrate(file);
        assertThat(kept()).as("nothing was left to do").hasSize(1);
    }

    private static CounterRecord counter() {
        CounterRecord row = new CounterRecord();
        row.setName("KEPT");
        row.setValue(7L);
        return row;
    }

    private static void migrate(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        new Migrations(source, new Sqlite(file), List.of(Migrations.FOLDER, "classpath:later-migrations"), LATER)
                .apply();
    }

    private static List<String> columns(Path file) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (var connection = source.getConnection()) {
            return DSL.using(connection).fetch("PRAGMA table_info(model)").map(row -> String.valueOf(row.get("name")));
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("assay.db.v"))
                    .toList();
        }
    }
}
