package dev.assay.keep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.observe.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Versions of models in a store's files: checked, backed up and restored like all else.
class VersionCheckTest {

    @TempDir
    Path folder;

    private Path data;
    private ModelVersion older;
    private ModelVersion newer;
    private ModelId model;

    @BeforeEach
    void fill() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        try (Filled store = Filled.open(data)) {
            model = store.model("m");
            ExperimentId experiment = store.experiment(model, "e");
            older = store.version(model, "older", experiment);
            newer = store.version(model, "newer", experiment);
        }
    }

    @Test
    void findsNothingWrongAndCopiesWhatTheyHold() throws IOException {
        assertThat(check(data)).isEmpty();
        Path copy = folder.resolve("copy");
        assertThat(Backup.write(data, copy, InstantSource.system(), Progress.NONE)
                        .artifacts())
                .isEqualTo(2);
        Path restored = Files.createDirectory(folder.resolve("restored"));
        Restore.run(copy, restored, Progress.NONE);
        assertThat(check(restored)).isEmpty();
        try (Filled store = Filled.open(restored)) {
            assertThat(store.opened()
                            .store()
                            .versions()
                            .list(store.opened().admin(), model.rid(), "master", 10, Optional.empty())
                            .items())
                    .extracting(ModelVersion::id)
                    .containsExactly(newer.id(), older.id());
        }
    }

    @Test
    void namesTheVersionThatHoldsAFlippedByte() throws SQLException {
        byte[] whole = document();
        for (int place = 0; place < whole.length; place++) {
            byte[] spoiled = whole.clone();
            spoiled[place] ^= (byte) (1 << (place % 8));
            put(spoiled);
            assertThat(check(data))
                    .as("byte %d of %d", place, whole.length)
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("model version " + older.id().rid().text()));
        }
        put(whole);
        assertThat(check(data)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM version_file WHERE version_id = 0 | version_file: it is not what the document says",
                "UPDATE version_file SET size_bytes = 3 WHERE version_id = 1 | version_file: it is not what",
                "UPDATE model_version SET linked_experiment = NULL WHERE id = 1 | its link: its experiment does not",
                "UPDATE model_version SET linked_experiment = 7 WHERE id = 1 | model_version"
            })
    void namesARowThatIsNotWhatTheOthersSay(String change, String what) throws SQLException {
        execute(change);
        assertThat(check(data)).anySatisfy(line -> assertThat(line).contains(what));
    }

    @Test
    void namesTheHolderOfAMissingFile() throws IOException {
        String digest = older.files().getFirst().digest().hex();
        Files.delete(data.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest));
        assertThat(check(data))
                .containsExactly("artifact " + digest + ", held by model version "
                        + older.id().rid().text() + ": is missing");
    }

    private static List<String> check(Path data) {
        List<String> lines = new ArrayList<>();
        Check.run(data, finding -> lines.add(finding.text()), Progress.NONE);
        return lines;
    }

    private byte[] document() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT document FROM model_version WHERE id = 0")) {
            return row.getBytes(1);
        }
    }

    private void put(byte[] bytes) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE model_version SET document = ? WHERE id = 0")) {
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
        return DriverManager.getConnection("jdbc:sqlite:" + data.resolve("assay.db"));
    }
}
