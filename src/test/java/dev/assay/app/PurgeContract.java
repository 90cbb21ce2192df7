package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.app.ExperimentRef.ById;
import dev.assay.domain.Artifact;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.keep.Filled;
import dev.assay.sql.Contents;
import dev.assay.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a purge promises on every database. A backend's own test opens the backend, every time the same one.
abstract class PurgeContract {

    /// What an experiment or a model has rows in.
    private static final Set<String> OWNED = Set.of(
            "experiment",
            "artifact_use",
            "log",
            "pack",
            "loose_pack",
            "rollup",
            "aggregates",
            "stored_file",
            "model",
            "saved_view",
            "series",
            "model_version",
            "version_file");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05.678Z"));
    private Filled filled;

    protected abstract Database open(Path folder);

    @BeforeEach
    void openStore() {
        filled = Filled.open(open(folder), folder, clock);
    }

    @AfterEach
    void closeStore() {
        filled.close();
    }

    @Test
    void freesAllOfWhatWasDeletedAndNothingElse() throws IOException {
        Map<String, List<String>> empty = owned();
        ModelId model = filled.model("m");
        ExperimentId kept = experiment(model, "kept");
        Artifact shared = filled.table(kept, "t", "x\nshared\n");
        Map<String, List<String>> before = owned();
        ExperimentId gone = experiment(model, "gone");
        filled.table(gone, "same", "x\nshared\n");
        filled.file(gone, "a/same", "x\nshared\n");
        Artifact own = filled.table(gone, "own", "x\nown\n");
        filled.file(gone, "a/own", "x\nown\n");
        filled.delete(gone);
        assertThat(purge(Duration.ofDays(1)).experiments()).isZero();
        clock.pass(Duration.ofDays(2));

        Purges.Preview preview = purges().preview(admin(), before(Duration.ofDays(1)), 10, Optional.empty());
        Purges.Purged purged = purge(Duration.ofDays(1));
        assertThat(purged.more()).isFalse();
        assertThat(purged.experiments()).isEqualTo(1);
        assertThat(preview.experiments())
                .extracting(Purges.Candidate::id, Purges.Candidate::bytes)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(gone, purged.bytes()));
        assertThat(preview.artifactBytes()).isEqualTo(own.sizeBytes()).isEqualTo(purged.artifactBytes());
        assertThat(owned()).isEqualTo(before);
        assertThat(contents()).containsExactly(shared.digest().hex());
        assertNotFound(gone);
        assertThat(filled.points(kept, "loss")).hasSize(100);

        filled.opened().store().models().delete(admin(), Optional.empty(), model);
        clock.pass(Duration.ofDays(2));
        assertThat(purge(Duration.ofDays(1)).models()).isEqualTo(1);
        assertThat(owned()).isEqualTo(empty);
        assertThat(contents()).isEmpty();
        assertThat(filled.model("m")).as("its name is free").isNotEqualTo(model);
    }

    @Test
    void freesTheVersionsOfAModelWithItAndNothingThatOthersHold() throws IOException {
        ModelId keptModel = filled.model("kept");
        ExperimentId kept = experiment(keptModel, "kept");
        ModelVersion shared = filled.version(keptModel, "shared", kept);
        Map<String, List<String>> before = owned();
        ModelId model = filled.model("m");
        ExperimentId gone = experiment(model, "gone");
        ModelVersion own = filled.version(model, "own", gone);
        filled.version(model, "shared", gone);
        filled.opened().store().savedViews().put(admin(), Optional.empty(), model, "best", "order=name", true);
        filled.opened().store().models().delete(admin(), Optional.empty(), model);
        clock.pass(Duration.ofDays(2));
        long ownBytes = own.files().getFirst().sizeBytes();
        assertThat(purges().preview(admin(), before(Duration.ofDays(1)), 10, Optional.empty())
                        .artifactBytes())
                .isEqualTo(ownBytes);
        Purges.Purged purged = purge(Duration.ofDays(1));
        assertThat(purged.models()).isEqualTo(1);
        assertThat(purged.artifactBytes()).isEqualTo(ownBytes);
        assertThat(owned()).isEqualTo(before);
        assertThat(contents())
                .containsExactly(shared.files().getFirst().digest().hex());
    }

    @Test
    void takesALinkAwayFromAVersionThatStays() {
        ModelId model = filled.model("m");
        ExperimentId gone = experiment(model, "gone");
        ModelVersion version = filled.version(model, "f", gone);
        assertThat(linked(version)).contains(gone);
        filled.delete(gone);
        assertThat(linked(version)).isEmpty();
        filled.opened().store().experiments().restore(admin(), Optional.empty(), new ById(gone));
        assertThat(linked(version)).contains(gone);
        filled.delete(gone);
        clock.pass(Duration.ofDays(2));
        assertThat(purge(Duration.ofDays(1)).experiments()).isEqualTo(1);
        assertThat(linked(version)).isEmpty();
    }

    private Optional<ExperimentId> linked(ModelVersion version) {
        return filled.opened()
                .store()
                .versions()
                .get(admin(), version.model().rid(), version.id().rid())
                .linkedExperiment();
    }

    @Test
    void keepsWhatWasRestored() {
        ModelId model = filled.model("m");
        ExperimentId id = experiment(model, "e");
        filled.delete(id);
        clock.pass(Duration.ofDays(2));
        filled.opened().store().experiments().restore(admin(), Optional.empty(), new ById(id));
        assertThat(purge(Duration.ZERO).experiments()).isZero();
        assertThat(filled.points(id, "loss")).hasSize(100);
    }

    @Test
    void neverTakesMlflowsDefaultModel() {
        ModelId first = filled.opened()
                .store()
                .models()
                .findByNumber(admin(), 0)
                .orElseThrow()
                .id();
        ExperimentId id = experiment(first, "e");
        filled.opened().store().models().delete(admin(), Optional.empty(), first);
        clock.pass(Duration.ofDays(2));
        Purges.Purged purged = purge(Duration.ZERO);
        assertThat(purged.models()).isZero();
        assertThat(purged.experiments()).isEqualTo(1);
        assertNotFound(id);
        filled.opened().store().models().restore(admin(), Optional.empty(), first);
        experiment(first, "again");
    }

    @Test
    void followsEachModelsRetention() {
        ModelId week = filled.model("a week");
        ModelId forEver = filled.model("for ever");
        retain(week, 7);
        ExperimentId gone = experiment(week, "gone");
        filled.delete(gone);
        clock.pass(Duration.ofDays(4));
        ExperimentId later = experiment(week, "later");
        ExperimentId kept = experiment(forEver, "kept");
        filled.delete(later);
        filled.delete(kept);
        clock.pass(Duration.ofDays(4));
        assertThat(purges().purgeByRetention(() -> true).experiments()).isEqualTo(1);
        assertNotFound(gone);
        clock.pass(Duration.ofDays(4));
        assertThat(purges().purgeByRetention(() -> true).experiments()).isEqualTo(1);
        filled.opened().store().experiments().restore(admin(), Optional.empty(), new ById(kept));
        assertThat(filled.points(kept, "loss")).hasSize(100);
    }

    @Test
    void goesOnWhereverItWasCutShort() throws IOException {
        ModelId keptModel = filled.model("kept");
        ExperimentId kept = experiment(keptModel, "kept");
        Map<String, List<String>> before = owned();
        List<String> keptPoints = filled.points(kept, "loss");
        ModelId model = filled.model("m");
        List<ExperimentId> gone = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ExperimentId id = experiment(model, "e" + i);
            filled.table(id, "t", "x\n" + i + "\n");
            gone.add(id);
        }
        filled.opened().store().models().delete(admin(), Optional.empty(), model);
        clock.pass(Duration.ofDays(2));
        retain(keptModel, 1);
        int steps = 1;
        boolean more = true;
        while (more) {
            AtomicInteger left = new AtomicInteger(steps++);
            Instant time = before(Duration.ofDays(1));
            more = purges().purge(time, () -> left.getAndDecrement() > 0).more();
            assertThat(filled.points(kept, "loss")).isEqualTo(keptPoints);
        }
        assertThat(steps).isGreaterThan(5);
        gone.forEach(this::assertNotFound);
        Map<String, List<String>> after = owned();
        assertThat(after.remove("model")).hasSameSizeAs(before.remove("model"));
        assertThat(after).isEqualTo(before);
        assertThat(contents()).isEmpty();
    }

    @Test
    void knowsWhatAnExperimentTakesToTheByte() {
        ExperimentId id = experiment(filled.model("m"), "e");
        Artifact table = filled.table(id, "t", "x\n1\n");
        filled.table(id, "again", "x\n1\n");
        Purges.Bytes bytes = purges().bytes(admin(), id);
        long log = rows("log").stream().mapToLong(row -> hexBytes(row, 2)).sum();
        long packs = rows("pack").stream().mapToLong(row -> hexBytes(row, 3)).sum();
        assertThat(bytes.log()).isEqualTo(log);
        assertThat(bytes.packs()).isEqualTo(packs);
        assertThat(bytes.log() + bytes.packs()).isPositive();
        assertThat(bytes.artifacts()).isEqualTo(table.sizeBytes());
        assertThat(bytes.document()).isPositive();
        assertThat(bytes.total()).isEqualTo(log + packs + bytes.aggregates() + bytes.document() + table.sizeBytes());
    }

    @Test
    void pagesThroughWhatWouldGo() {
        ModelId model = filled.model("m");
        List<ExperimentId> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(experiment(model, "e" + i));
        }
        all.forEach(filled::delete);
        clock.pass(Duration.ofDays(1));
        List<ExperimentId> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Purges.Preview page = purges().preview(admin(), before(Duration.ofHours(1)), 2, token);
            page.experiments().forEach(candidate -> seen.add(candidate.id()));
            token = page.nextPageToken();
        } while (token.isPresent());
        assertThat(seen).isEqualTo(all);
        assertThatThrownBy(() -> purges().purge(admin(), clock.instant().plusSeconds(1)))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("in the future");
    }

    protected Filled filled() {
        return filled;
    }

    protected TestClock clock() {
        return clock;
    }

    protected ExperimentId experiment(ModelId model, String name) {
        ExperimentId id = filled.experiment(model, name);
        filled.log(id, 0, 60);
        filled.log(id, 60, 40);
        return id;
    }

    protected Purges.Purged purge(Duration age) {
        return purges().purge(admin(), before(age));
    }

    private Instant before(Duration age) {
        return clock.instant().minus(age);
    }

    private Purges purges() {
        return filled.opened().store().purges();
    }

    private dev.assay.domain.Caller admin() {
        return filled.opened().admin();
    }

    private void retain(ModelId model, int days) {
        filled.opened()
                .store()
                .models()
                .change(
                        admin(),
                        Optional.empty(),
                        model,
                        new ModelChanges(
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Set.of(),
                                Optional.of(OptionalInt.of(days))));
    }

    private void assertNotFound(ExperimentId id) {
        assertThatThrownBy(() -> filled.opened().store().reads().get(admin(), id))
                .isInstanceOf(Fault.class);
        assertThatThrownBy(() -> filled.opened().store().experiments().restore(admin(), Optional.empty(), new ById(id)))
                .isInstanceOf(Fault.class);
    }

    private Map<String, List<String>> owned() {
        Map<String, List<String>> rows = Contents.of(filled.opened().database());
        rows.keySet().retainAll(OWNED);
        return rows;
    }

    private List<String> rows(String table) {
        return Contents.of(filled.opened().database()).getOrDefault(table, List.of());
    }

    private static long hexBytes(String row, int column) {
        return row.split("\\|", -1)[column].length() / 2;
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("artifacts"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == 64)
                    .sorted()
                    .toList();
        }
    }
}
