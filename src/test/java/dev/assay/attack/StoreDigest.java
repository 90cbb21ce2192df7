package dev.assay.attack;

import static dev.assay.sql.tables.Tables.EXPERIMENT;

import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesReader;
import dev.assay.engine.StoredPacks;
import dev.assay.series.sql.SqlPackStore;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/// What lies in a data folder, in parts that have names: `experiment/7` is a row, `points/7` all points of that
/// experiment, wherever they lie, `file/…` a file of the artifacts. It reads beside the server, from the files.
final class StoreDigest implements AutoCloseable {

    /// The digest of each part.
    record Parts(Map<String, String> digests) {

        /// The names of the parts that came, went or changed, but for what goes on beside a request: roll-up takes
        /// numbers of packs, and contents that nobody holds any more are swept away.
        Set<String> differences(Parts other) {
            if (digests.equals(other.digests)) {
                return Set.of();
            }
            Set<String> names = new TreeSet<>(digests.keySet());
            names.addAll(other.digests.keySet());
            names.removeIf(name -> String.valueOf(digests.get(name)).equals(String.valueOf(other.digests.get(name))));
            names.removeIf(name ->
                    name.equals("counter/PACK") || (name.startsWith("file/") && !other.digests.containsKey(name)));
            return names;
        }
    }

    /// They change while points are rolled up, which changes no point.
    private static final Set<String> ROLL_UP_TABLES =
            Set.of("log", "pack", "loose_pack", "rollup", "aggregates", "experiment_change");

    private final Path data;
    private final Connection connection;
    private final SeriesReader reader = new SeriesReader(new SeriesDictionary(), new StoredPacks(new SqlPackStore()));
    private Map<String, String> lastFiles = Map.of();
    private long lastVersion;
    private boolean watchesFiles;
    private Parts last;

    private StoreDigest(Path data, Connection connection) {
        this.data = data;
        this.connection = connection;
        this.lastVersion = version();
        this.last = readAll();
    }

    static StoreDigest open(Path data) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database(data));
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
            return new StoreDigest(data, connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path database(Path data) {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether `read` looks into the folder of artifacts each time, which takes longer than all else.
    void watchFiles(boolean watch) {
        watchesFiles = watch;
    }

    /// Everything as it is now. A commit of another connection raises SQLite's data version; without one, nothing in
    /// the database has changed.
    Parts read() {
        if (version() != lastVersion || (watchesFiles && !files().equals(lastFiles))) {
            lastVersion = version();
            last = readAll();
        }
        return last;
    }

    /// Everything as it is now, without trusting what was seen before.
    Parts readWhole() {
        return readAll();
    }

    /// One value of one row.
    String find(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("nothing: " + sql);
            }
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long version() {
        return Long.parseLong(find("PRAGMA data_version"));
    }

    private Parts readAll() {
        try {
            lastFiles = files();
            Map<String, String> parts = new TreeMap<>(lastFiles);
            connection.setAutoCommit(false);
            for (String table : tables()) {
                addRows(table, parts);
            }
            addPoints(parts);
            connection.rollback();
            connection.setAutoCommit(true);
            return new Parts(parts);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> tables() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        names.removeAll(ROLL_UP_TABLES);
        return names;
    }

    private void addPoints(Map<String, String> parts) {
        DSLContext transaction = DSL.using(connection, SQLDialect.SQLITE);
        for (long experiment :
                transaction.select(EXPERIMENT.ID).from(EXPERIMENT).fetch(EXPERIMENT.ID)) {
            StringBuilder text = new StringBuilder();
            reader.parts(transaction, experiment).forEachSeries((series, points) -> {
                text.append(series).append(':');
                while (points.next()) {
                    text.append(points.step())
                            .append(' ')
                            .append(points.timeMs())
                            .append(' ');
                    text.append(Double.doubleToRawLongBits(points.value())).append(',');
                }
            });
            if (!text.isEmpty()) {
                parts.put("points/" + experiment, digest(text.toString()));
            }
        }
    }

    private void addRows(String table, Map<String, String> parts) throws SQLException {
        Map<String, List<String>> rowsOf = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
            int owner = owner(table, rows.getMetaData());
            while (rows.next()) {
                rowsOf.computeIfAbsent(rows.getString(owner), _ -> new ArrayList<>())
                        .add(row(rows));
            }
        }
        rowsOf.forEach((owner, rows) -> parts.put(
                table + "/" + owner, digest(rows.stream().sorted().toList().toString())));
    }

    private static String row(ResultSet rows) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            Object value = rows.getObject(i);
            values.add(value instanceof byte[] bytes ? digest(bytes) : String.valueOf(value));
        }
        return digest(String.join("\u001f", values));
    }

    /// The column that says whose a row is.
    private static int owner(String table, ResultSetMetaData columns) throws SQLException {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            if (name.equals("experiment_id") || (name.equals("model_id") && table.equals("series"))) {
                return i;
            }
        }
        return 1;
    }

    /// With their sizes.
    private Map<String, String> files() {
        Path artifacts = data.resolve("artifacts");
        if (!Files.exists(artifacts)) {
            return Map.of();
        }
        try (Stream<Path> files = Files.walk(artifacts)) {
            return files.map(Path::toFile)
                    .filter(File::isFile)
                    .collect(Collectors.toMap(
                            file -> "file/" + artifacts.relativize(file.toPath()),
                            file -> Long.toString(file.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
