package dev.assay.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Artifact;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.SeriesAggregates;
import dev.assay.meta.AggregatesTable;
import dev.assay.meta.LogTable;
import dev.assay.meta.PackEntry;
import dev.assay.meta.RollupTable;
import dev.assay.observe.Progress;
import dev.assay.series.Fold;
import dev.assay.series.PackKey;
import dev.assay.series.Parts;
import dev.assay.series.codec.AggregateChunks;
import dev.assay.series.codec.PackWriter;
import dev.assay.series.sql.SqlPackStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckTest {

    /// What is longer is flipped at so many places, the first and the last among them.
    private static final int FLIPS_MAX = 60;

    /// The experiment that was filled has this key, and the one that was packed the next.
    private static final long PACKED = 1;

    @TempDir
    Path folder;

    private Artifact table;
    private ModelId model;
    private ExperimentId logged;
    private ExperimentId packed;

    @BeforeEach
    void fill() {
        try (Filled store = Filled.open(folder)) {
            model = store.model("m");
            logged = store.experiment(model, "logged");
            store.log(logged, 0, 50);
            store.log(logged, 20, 50);
            table = store.table(logged, "t", "x,y\n1,a\n2,b\n");
            packed = store.experiment(model, "packed");
            store.log(packed, 0, 3_000);
            store.log(packed, 3_000, 40);
            store.opened().database().write(transaction -> {
                List<LogTable.Row> rows = LogTable.list(transaction, PACKED, Long.MAX_VALUE);
                Parts parts = Parts.read(rows.stream().map(LogTable.Row::frames).toList());
                TreeMap<Long, SeriesAggregates> aggregates = new TreeMap<>(Fold.aggregates(parts));
                byte[] pack;
                long points;
                try (PackWriter writer = new PackWriter()) {
                    dev.assay.series.PointCursor.openAll(parts, parts.ids(), dev.assay.series.PointRange.ALL)
                            .forEach(writer::add);
                    pack = writer.toBytes();
                    points = writer.points();
                }
                new SqlPackStore().put(transaction, new PackKey(PACKED, 7), pack);
                RollupTable.insert(
                        transaction, PACKED, new RollupTable.Row(1, List.of(new PackEntry(7, 7, pack.length, points))));
                AggregatesTable.put(transaction, PACKED, AggregateChunks.encode(aggregates, aggregates.keySet()));
                return LogTable.delete(transaction, rows);
            });
        }
    }

    @Test
    void findsNothingInAStoreThatIsWhole() {
        List<String> steps = new ArrayList<>();
        Check.Summary summary = Check.run(folder, finding -> assertThat(finding).isNull(), (what, _, _) -> {
            if (!steps.contains(what)) {
                steps.add(what);
            }
        });
        assertThat(summary).isEqualTo(new Check.Summary(0, 2, 2, 2 * (50 + 50) + 2 * 3_040, 1));
        assertThat(steps).containsExactly("database", "experiments", "artifacts");
    }

    @ParameterizedTest
    @CsvSource({
        "model, document, id = 1, model MODEL",
        "experiment, document, id = 0, 'experiment LOGGED, its document'",
        "log, frame, experiment_id = 0, 'experiment LOGGED, log row '",
        "pack, bytes, experiment_id = 1, 'experiment PACKED, pack 7'",
        "rollup, packs, experiment_id = 1, 'experiment PACKED, its list of packs'",
        "aggregates, bytes, experiment_id = 1, 'experiment PACKED, chunk 0 of its stored aggregates'"
    })
    void namesWhatHoldsAFlippedByte(String name, String column, String row, String where) throws SQLException {
        String only = row + " AND rowid = (SELECT min(rowid) FROM " + name + " WHERE " + row + ")";
        String named = where.replace("MODEL", model.rid().text())
                .replace("LOGGED", logged.rid().text())
                .replace("PACKED", packed.rid().text());
        byte[] whole = blob("SELECT " + column + " FROM " + name + " WHERE " + only);
        for (int place : places(whole.length)) {
            byte[] spoiled = whole.clone();
            spoiled[place] ^= (byte) (1 << (place % 8));
            put("UPDATE " + name + " SET " + column + " = ? WHERE " + only, spoiled);
            assertThat(check())
                    .as("byte %d of %d", place, whole.length)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).startsWith(named));
        }
        put("UPDATE " + name + " SET " + column + " = ? WHERE " + only, whole);
        assertThat(check()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM aggregates | its stored aggregates: they are not those of its packs",
                "UPDATE aggregates SET chunk = 1 | chunk 1 of its stored aggregates: it holds series",
                "INSERT INTO aggregates SELECT 0, chunk, bytes FROM aggregates | its stored aggregates: they are not",
                "UPDATE rollup SET runs = 2 | rollup: the number of runs",
                "DELETE FROM pack | pack 7: it is missing",
                "UPDATE pack SET number = 8 | pack 8: nothing names it",
                "DELETE FROM rollup | pack 7: nothing names it",
                "DELETE FROM artifact_use | artifact_use: it is not",
                "DELETE FROM series WHERE id = 1 | its series: some",
                "UPDATE model SET name = folder WHERE id = 1 | it is not found by its name",
                "UPDATE artifact_use SET digest = replace(digest, substr(digest, 9, 1), substr(digest, 10, 1)) |"
                        + " artifact_use: it is not"
            })
    void namesARowThatIsNotWhatTheOthersSay(String change, String what) throws SQLException {
        execute(change);
        assertThat(check()).anySatisfy(line -> assertThat(line).contains(what));
    }

    @Test
    void namesADamagedArtifact() throws IOException {
        String digest = table.digest().hex();
        String experiment = "experiment " + logged.rid().text();
        Path file = folder.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest);
        byte[] whole = Files.readAllBytes(file);
        for (int place = 0; place < whole.length; place++) {
            byte[] spoiled = whole.clone();
            spoiled[place] ^= 1;
            Files.write(file, spoiled);
            assertThat(check())
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).startsWith("artifact " + digest + ", held by " + experiment + ": "));
        }
        Files.delete(file);
        assertThat(check()).containsExactly("artifact " + digest + ", held by " + experiment + ": is missing");
    }

    @Test
    void namesADamagedPageOfTheDatabase() throws IOException {
        Path file = folder.resolve("assay.db");
        int page = 4096;
        int damaged = 0;
        byte[] whole = Files.readAllBytes(file);
        for (int from = page; from < whole.length; from += page * Math.max(1, whole.length / page / 20)) {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(from);
                bytes.write(new byte[page]);
            }
            damaged += checkOrRefuse().isEmpty() ? 0 : 1;
            Files.write(file, whole);
        }
        assertThat(damaged).as("pages that are free or empty may be zeroes").isGreaterThan(10);
        assertThat(check()).isEmpty();
    }

    @Test
    void findsNothingInWhatAPurgeHasNotFreedYet() throws SQLException {
        execute("DELETE FROM artifact_use");
        execute("DELETE FROM experiment");
        assertThat(check()).isEmpty();
    }

    @Test
    void findsNothingWhileTheStoreIsWrittenTo() throws InterruptedException {
        try (Filled store = Filled.open(folder)) {
            AtomicBoolean done = new AtomicBoolean();
            Thread writer = Thread.startVirtualThread(() -> {
                for (int i = 0; !done.get(); i++) {
                    store.log(logged, 100L + i * 10L, 10);
                    store.table(logged, "t" + i % 10, "x\n" + i + "\n");
                }
            });
            try {
                for (int i = 0; i < 5; i++) {
                    assertThat(check()).isEmpty();
                }
            } finally {
                done.set(true);
                writer.join();
            }
        }
    }

    private List<String> check() {
        List<String> lines = new ArrayList<>();
        Check.Summary summary = Check.run(folder, finding -> lines.add(finding.text()), Progress.NONE);
        assertThat(summary.findings()).isEqualTo(lines.size());
        return lines;
    }

    /// A database whose first pages are damaged is not even opened.
    private List<String> checkOrRefuse() {
        try {
            return check();
        } catch (KeepingFailed refused) {
            return List.of(String.valueOf(refused.getMessage()));
        }
    }

    private static int[] places(int length) {
        if (length <= FLIPS_MAX) {
            return IntStream.range(0, length).toArray();
        }
        Random random = new Random(length);
        return IntStream.concat(IntStream.of(0, length - 1), random.ints(FLIPS_MAX - 2L, 0, length))
                .toArray();
    }

    private byte[] blob(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getBytes(1);
        }
    }

    private void put(String update, byte[] bytes) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setBytes(1, bytes);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("assay.db"));
    }
}
