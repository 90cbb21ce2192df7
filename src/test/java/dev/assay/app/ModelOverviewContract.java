package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.app.ModelOverviews.Branch;
import dev.assay.app.ModelOverviews.Listed;
import dev.assay.app.ModelOverviews.MainSeries;
import dev.assay.app.ModelOverviews.Preview;
import dev.assay.app.ModelOverviews.Query;
import dev.assay.app.ModelOverviews.Sort;
import dev.assay.domain.Aggregation;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.ModelCounts;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.Scope;
import dev.assay.domain.Status;
import dev.assay.domain.SummaryMetric;
import dev.assay.keep.Filled;
import dev.assay.series.Batch;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the list of models says of each, on every database. A backend's own test opens the backend.
abstract class ModelOverviewContract {

    private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(START);
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
    void countsExperimentsByHowTheyStand() {
        ModelId model = filled.model("m");
        ExperimentId ended = filled.experiment(model, "ended");
        filled.experiment(model, "running");
        ExperimentId scheduled = filled.experiment(model, "scheduled");
        setStatus(scheduled, Status.Word.SCHEDULED, OptionalLong.empty());
        Instant end = START.plus(MINUTE);
        setStatus(ended, Status.Word.KILLED, OptionalLong.of(end.toEpochMilli()));
        ExperimentId deleted = filled.experiment(model, "deleted");
        setStatus(
                deleted, Status.Word.FINISHED, OptionalLong.of(end.plus(MINUTE).toEpochMilli()));
        filled.delete(deleted);
        filled.experiment(filled.model("other"), "of another model");
        ModelCounts expected = new ModelCounts(3, 1, 1, Optional.of(end));
        assertThat(overviews().get(opened().admin(), model).counts()).isEqualTo(expected);
        assertThat(list(Sort.NAME, false, "m").rows())
                .filteredOn(row -> row.model().id().equals(model))
                .singleElement()
                .satisfies(row -> assertThat(row.counts()).isEqualTo(expected));
    }

    @Test
    void hasCountsOfAModelWithoutExperiments() {
        ModelId model = filled.model("empty");
        assertThat(overviews().get(opened().admin(), model).counts()).isEqualTo(ModelCounts.NONE);
        filled.delete(filled.experiment(model, "deleted"));
        assertThat(overviews().get(opened().admin(), model).counts())
                .isEqualTo(new ModelCounts(0, 0, 1, Optional.empty()));
    }

    @Test
    void ordersByWhatItIsToldAndTheNewestFirst() {
        ModelId first = filled.model("x B");
        clock.pass(MINUTE);
        filled.model("x c");
        clock.pass(MINUTE);
        filled.model("x A");
        clock.pass(MINUTE);
        filled.experiment(first, "e");
        assertThat(names(Sort.ACTIVITY, true)).containsExactly("x B", "x A", "x c");
        assertThat(names(Sort.ACTIVITY, false)).containsExactly("x c", "x A", "x B");
        assertThat(names(Sort.NAME, false)).containsExactly("x A", "x B", "x c");
        assertThat(names(Sort.NAME, true)).containsExactly("x c", "x B", "x A");
        assertThat(names(Sort.CREATED, false)).containsExactly("x B", "x c", "x A");
        assertThat(names(Sort.EXPERIMENTS, true)).containsExactly("x B", "x A", "x c");
        assertThat(names(Sort.EXPERIMENTS, false)).containsExactly("x A", "x c", "x B");
    }

    @Test
    void listsAPartOfWhatHasTheTextInItsName() {
        for (int i = 0; i < 5; i++) {
            filled.model("Part " + i);
        }
        long all = list(Sort.NAME, false, "").total();
        Listed listed = overviews().list(opened().admin(), new Query("pART", false, Sort.NAME, false, 1, 2));
        assertThat(listed.total()).isEqualTo(all);
        assertThat(listed.matched()).isEqualTo(5);
        assertThat(listed.rows()).extracting(row -> row.model().pathName()).containsExactly("Part 1", "Part 2");
    }

    @Test
    void listsDeletedModelsByThemselves() {
        ModelId model = filled.model("gone");
        long before = list(Sort.NAME, false, "").total();
        opened().store().models().delete(opened().admin(), NO_KEY, model);
        assertThat(list(Sort.NAME, false, "").total()).isEqualTo(before - 1);
        assertThat(overviews()
                        .list(opened().admin(), new Query("", true, Sort.NAME, false, 0, 10))
                        .rows())
                .extracting(row -> row.model().pathName())
                .containsExactly("gone");
        assertFault("ModelNotFound", () -> overviews().get(opened().admin(), model));
        assertFault("ModelNotFound", () -> overviews().preview(opened().admin(), model));
        assertFault("ModelNotFound", () -> overviews().branches(opened().admin(), model));
    }

    @Test
    void previewsTheNewestExperimentThatHasPoints() {
        ModelId model = filled.model("previewed");
        assertThat(overviews().preview(opened().admin(), model)).isEqualTo(new Preview(0, Optional.empty()));
        ExperimentId older = filled.experiment(model, "older");
        log(older, "loss");
        ExperimentId newer = filled.experiment(model, "newer");
        log(newer, "system/loss");
        log(newer, "a");
        log(newer, "train/loss");
        filled.experiment(model, "without points");
        assertThat(shown(model)).isEqualTo("newer train/loss");
        log(newer, "val/accuracy");
        assertThat(shown(model)).isEqualTo("newer val/accuracy");
        change(
                newer,
                Changes.NONE.withSummaryMetrics(
                        List.of(new SummaryMetric("none", Aggregation.MIN), new SummaryMetric("a", Aggregation.LAST))));
        assertThat(shown(model)).isEqualTo("newer a");
        opened().store().rollUpAll();
        assertThat(shown(model)).isEqualTo("newer a");
        filled.delete(newer);
        assertThat(shown(model)).isEqualTo("older loss");
    }

    @Test
    void addsUpTheBytesOfAllExperiments() {
        ModelId model = filled.model("weighed");
        ExperimentId first = filled.experiment(model, "first");
        filled.log(first, 0, 1_000);
        long one = overviews().preview(opened().admin(), model).bytes();
        ExperimentId second = filled.experiment(model, "second");
        filled.log(second, 0, 1_000);
        long two = overviews().preview(opened().admin(), model).bytes();
        assertThat(one).isPositive();
        assertThat(two).isGreaterThan(one);
        filled.delete(second);
        assertThat(overviews().preview(opened().admin(), model).bytes())
                .as("what is deleted is still there")
                .isGreaterThan(one);
    }

    @Test
    void namesTheBranchesThatHaveVersions() {
        ModelId model = filled.model("branched");
        assertThat(overviews().branches(opened().admin(), model)).isEmpty();
        ModelVersion version = filled.version(model, "1", filled.experiment(model, "e"));
        filled.version(model, "2", filled.experiment(model, "f"));
        clock.pass(MINUTE);
        opened().store()
                .versions()
                .promote(opened().admin(), model.rid(), version.id().rid(), "production");
        assertThat(overviews().branches(opened().admin(), model))
                .containsExactly(new Branch("production", 1), new Branch("master", 2));
    }

    @Test
    void areForReaders() {
        ModelId model = filled.model("m");
        var writer = opened().caller(Set.of(Scope.MODELS_WRITE));
        assertFault("ApiUsageDenied", () -> overviews().list(writer, new Query("", false, Sort.NAME, false, 0, 1)));
        assertFault("ApiUsageDenied", () -> overviews().get(writer, model));
        assertFault("ApiUsageDenied", () -> overviews().preview(writer, model));
        assertFault("ApiUsageDenied", () -> overviews().branches(writer, model));
    }

    private static void assertFault(String name, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo(name));
    }

    private String shown(ModelId model) {
        MainSeries newest =
                overviews().preview(opened().admin(), model).newest().orElseThrow();
        return newest.experiment().name() + " " + newest.series();
    }

    private List<String> names(Sort sort, boolean descending) {
        return list(sort, descending, "x ").rows().stream()
                .map(row -> row.model().pathName())
                .toList();
    }

    private Listed list(Sort sort, boolean descending, String search) {
        return overviews().list(opened().admin(), new Query(search, false, sort, descending, 0, 100));
    }

    private void log(ExperimentId id, String series) {
        Batch batch = new Batch();
        batch.add(series, 1, 1, 1);
        change(id, Changes.NONE.withPoints(batch));
    }

    private void setStatus(ExperimentId id, Status.Word word, OptionalLong endTimeMs) {
        change(id, Changes.NONE.withStatus(new Changes.StatusChange(Optional.of(word), endTimeMs, Optional.empty())));
    }

    private void change(ExperimentId id, Changes changes) {
        opened().store().experiments().change(opened().admin(), NO_KEY, new ExperimentRef.ById(id), changes);
    }

    private ModelOverviews overviews() {
        return opened().store().modelOverviews();
    }

    private TestStore opened() {
        return filled.opened();
    }
}
