package dev.assay.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.observe.Progress;
import dev.assay.sql.Contents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir
    Path folder;

    @Test
    void bringsBackAllThatWasThere() throws IOException {
        Map<String, List<String>> before;
        Artifact table;
        try (Filled store = Filled.open(data())) {
            table = fill(store);
            before = Contents.of(store.opened().database());
            backup();
            assertThat(Files.readString(target().resolve("backup.txt"))).startsWith("assay-backup 1\ncreated ");
        }
        restore();
        try (Filled store = Filled.open(restored())) {
            assertThat(Contents.of(store.opened().database())).isEqualTo(before);
        }
        assertThat(artifact(restored(), table.digest())).content().isEqualTo("x,y\n1,a\n");
        assertThat(names(restored())).doesNotContain("restoring");
        assertThat(names(target())).doesNotContain("lock");
    }

    /// Each request logs to two series: a copy of one moment has as many points of the one as of the other.
    @Test
    void isOneMomentOfAStoreThatIsWrittenTo() throws Exception {
        try (Filled store = Filled.open(data())) {
            ExperimentId id = store.experiment(store.model("m"), "e");
            AtomicBoolean done = new AtomicBoolean();
            Thread writer = Thread.startVirtualThread(() -> {
                for (int step = 0; !done.get(); step += 100) {
                    store.log(id, step, 100);
                    store.table(id, "t" + step % 5_000, "x\n" + step + "\n");
                }
            });
            try {
                for (int i = 0; i < 3; i++) {
                    Path target = folder.resolve("backup-" + i);
                    Backup.write(data(), target, InstantSource.system(), Progress.NONE);
                    Path restored = Files.createDirectory(folder.resolve("restored-" + i));
                    Restore.run(target, restored, Progress.NONE);
                    try (Filled again = Filled.open(restored)) {
                        List<String> loss = again.points(id, "loss");
                        assertThat(again.points(id, "accuracy")).hasSameSizeAs(loss);
                        assertThat(loss.size() % 100).isZero();
                    }
                }
            } finally {
                done.set(true);
                writer.join();
            }
        }
    }

    /// As `serve` does where a command copies the folder of a server that is not there.
    @Test
    void letsAServerStartAndWriteWhileItCopies() throws Exception {
        ExperimentId id;
        try (Filled store = Filled.open(data())) {
            id = store.experiment(store.model("m"), "e");
            store.log(id, 0, 20_000);
            store.table(id, "before", "x\n1\n");
        }
        CompletableFuture<Filled> started = new CompletableFuture<>();
        Backup.write(data(), target(), InstantSource.system(), new Meanwhile(() -> {
            Filled store = Filled.open(folder.resolve("data"));
            store.log(id, 20_000, 100);
            store.table(id, "meanwhile", "x\n2\n");
            started.complete(store);
        }));
        restore();
        try (Filled server = started.get(1, TimeUnit.MINUTES)) {
            server.log(id, 20_100, 100);
            assertThat(server.points(id, "loss")).hasSize(20_200);
            server.opened().store().rollUpAll();
            assertThat(server.points(id, "loss")).hasSize(20_200);
        }
        try (Filled copy = Filled.open(restored())) {
            List<String> loss = copy.points(id, "loss");
            assertThat(loss.size()).isIn(20_000, 20_100);
            assertThat(copy.points(id, "accuracy")).hasSameSizeAs(loss);
        }
        for (Path kept : List.of(data(), restored())) {
            List<Finding> findings = new ArrayList<>();
            Check.run(kept, findings::add, Progress.NONE);
            assertThat(findings).isEmpty();
        }
    }

    /// Begins some work when the copying begins, and lets it have a second of it.
    private static final class Meanwhile implements Progress {

        private static final Duration HELD = Duration.ofSeconds(1);

        private final Runnable work;
        private boolean begun;

        Meanwhile(Runnable work) {
            this.work = work;
        }

        @Override
        public void at(String what, long done, long total) {
            if (!begun) {
                begun = true;
                Thread thread = Thread.ofVirtual().start(work);
                try {
                    thread.join(HELD);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    @Test
    void overwritesNothing() throws IOException {
        try (Filled store = Filled.open(data())) {
            fill(store);
        }
        Files.writeString(Files.createDirectory(target()).resolve("mine"), "x");
        assertFails("is there already", this::backup);
        assertThat(names(target())).containsExactly("mine");

        Files.delete(target().resolve("mine"));
        backup();
        assertThatThrownBy(() -> Restore.run(target(), data(), Progress.NONE))
                .isInstanceOf(KeepingFailed.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void leavesNothingWhereAnArtifactIsMissingOrDamaged() throws IOException {
        Artifact table;
        try (Filled store = Filled.open(data())) {
            table = fill(store);
        }
        Path content = artifact(data(), table.digest());
        Files.writeString(content, "x,y\n1,b\n");
        assertFails("the artifact " + table.digest().hex(), this::backup);
        Files.delete(content);
        assertFails("is missing", this::backup);
        assertThat(names(folder)).containsExactly("data");
    }

    @Test
    void isRefusedWhereOneByteOfItIsAnother() throws IOException {
        Artifact table;
        try (Filled store = Filled.open(data())) {
            table = fill(store);
        }
        backup();
        for (Path file : List.of(
                target().resolve("assay.db"), target().resolve("backup.txt"), artifact(target(), table.digest()))) {
            byte[] whole = Files.readAllBytes(file);
            byte[] spoiled = whole.clone();
            spoiled[whole.length / 2] ^= 1;
            Files.write(file, spoiled);
            assertThatThrownBy(this::restore).isInstanceOf(KeepingFailed.class);
            assertThat(names(restored())).isEmpty();
            Files.write(file, whole);
        }
        restore();
    }

    @Test
    void isNoFolderWithoutItsManifest() throws IOException {
        Files.createDirectory(target());
        assertFails("is no back-up", this::restore);
    }

    @Test
    void needsAStore() throws IOException {
        data();
        assertFails("there is no store", this::backup);
    }

    @Test
    void takesUpARestoreThatWasCutShort() throws IOException {
        try (Filled store = Filled.open(data())) {
            fill(store);
        }
        backup();
        Files.createDirectories(restored().resolve("restoring/artifacts"));
        Files.writeString(restored().resolve("restoring/assay.db"), "half");
        Files.createDirectory(restored().resolve("artifacts"));
        assertFails("was cut short", () -> Restore.requireNoneCutShort(restored()));
        restore();
        Restore.requireNoneCutShort(restored());
        Filled.open(restored()).close();
    }

    @Test
    void isNotMadeOfAStoreThatIsNewer() throws Exception {
        try (Filled store = Filled.open(data())) {
            fill(store);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("assay.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE flyway_schema_history SET version = '999'");
        }
        assertThatThrownBy(this::backup).hasMessageContaining("run the newer Assay");
        assertThat(names(folder)).containsExactly("data");
    }

    private Artifact fill(Filled store) {
        ModelId model = store.model("m");
        ExperimentId id = store.experiment(model, "e");
        store.log(id, 0, 1_000);
        store.table(id, "other", "x,y\n1,a\n");
        return store.table(id, "t", "x,y\n1,a\n");
    }

    private void backup() throws IOException {
        Backup.write(data(), target(), InstantSource.system(), Progress.NONE);
    }

    private void restore() throws IOException {
        Restore.run(target(), Files.createDirectories(restored()), Progress.NONE);
    }

    private Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    private Path target() {
        return folder.resolve("backup");
    }

    private Path restored() {
        return folder.resolve("restored");
    }

    private static Path artifact(Path store, Digest digest) {
        return store.resolve("artifacts").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private interface Work {

        void run() throws IOException;
    }

    private static void assertFails(String message, Work work) {
        assertThatThrownBy(work::run).isInstanceOf(KeepingFailed.class).hasMessageContaining(message);
    }
}
