package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.access.SignIn;
import dev.assay.access.TokenText;
import dev.assay.app.Changes.Attribute;
import dev.assay.app.Changes.Attributes;
import dev.assay.app.Changes.ParameterRule;
import dev.assay.app.Changes.StatusChange;
import dev.assay.app.ExperimentRef.ById;
import dev.assay.app.ExperimentRef.ByRunId;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Artifact;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.ImageLabel;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Point;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.StoredFile;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import dev.assay.query.Filter;
import dev.assay.query.Order;
import dev.assay.query.TimeField;
import dev.assay.series.Batch;
import dev.assay.sql.Contents;
import dev.assay.sql.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the operations promise on every database. A backend's own test opens the backend, every time the same one.
abstract class StoreContract {

    private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(START);
    private TestStore opened;
    private Store store;
    private Caller admin;

    protected abstract Database open(Path folder);

    @BeforeEach
    void openStore() {
        opened = TestStore.open(open(folder), folder, clock);
        store = opened.store();
        admin = opened.admin();
    }

    @AfterEach
    void closeStore() {
        opened.close();
    }

    // Models

    @Test
    void hasTheDefaultModelFromTheFirstStart() {
        Model model = store.models().findByNumber(admin, 0).orElseThrow();
        assertThat(model.name()).isEqualTo("Default");
        reopen();
        assertThat(store.models().findByNumber(admin, 0)).contains(model);
        assertThat(createModel("second").number()).isEqualTo(1);
        assertThat(store.models().findByPathName(admin, "Default")).contains(model);
    }

    @Test
    void keepsWhatAModelWasMadeWith() {
        Rid folderRid = new Rid("ri.compass.main.folder.mine");
        Model made = store.models()
                .create(
                        admin,
                        NO_KEY,
                        new NewModel(
                                "a model",
                                Optional.of(folderRid),
                                List.of(new Tag("b", "2"), Tag.text("a"), new Tag("b", "3")),
                                Optional.of(new ModelId("abc123")),
                                Optional.of("file:///tmp")));
        assertThat(made.id().rid().text()).isEqualTo("ri.models.main.model.abc123");
        assertThat(made.parentFolder()).isEqualTo(folderRid);
        assertThat(made.tags()).containsExactly(Tag.text("a"), new Tag("b", "3"));
        assertThat(made.artifactLocation()).contains("file:///tmp");
        assertThat(made.createdBy()).isEqualTo(admin.user().id());
        assertThat(made.createdTime()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(store.models().get(admin, made.id())).isEqualTo(made);
        assertThat(store.models().findByPathName(admin, folderRid + "/a model")).contains(made);
        assertFault(
                "RidAlreadyExists",
                () -> store.models()
                        .create(
                                admin,
                                NO_KEY,
                                new NewModel(
                                        "b", Optional.empty(), List.of(), Optional.of(made.id()), Optional.empty())));
    }

    @Test
    void mintsUuidsOfVersion7() {
        ModelId model = createModel("m").id();
        Experiment experiment = get(create(model, "e")).experiment();
        for (String locator : List.of(model.locator(), experiment.id().locator())) {
            UUID uuid = UUID.fromString(locator);
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli());
        }
        assertThat(experiment.runId()).isEqualTo(experiment.id().locator().replace("-", ""));
    }

    @Test
    void keepsTheNameOfADeletedModelTaken() {
        Model model = createModel("taken");
        assertFault("ResourceNameAlreadyExists", () -> createModel("taken"));
        store.models().delete(admin, NO_KEY, model.id());
        assertFault("ResourceNameAlreadyExists", () -> createModel("taken"));
        Model other = createModel("other");
        assertFault(
                "ResourceNameAlreadyExists",
                () -> store.models().change(admin, NO_KEY, other.id(), ModelChanges.rename("taken")));
        store.models().change(admin, NO_KEY, other.id(), ModelChanges.rename("other"));
        store.models().change(admin, NO_KEY, other.id(), ModelChanges.rename("free"));
        assertThat(createModel("other").number()).isGreaterThan(other.number());
    }

    @Test
    void hidesADeletedModelByItsRidAndShowsItByNumberAndName() {
        Model model = createModel("m");
        ExperimentId experiment = create(model.id(), "e");
        String runId = get(experiment).experiment().runId();
        store.models().delete(admin, NO_KEY, model.id());

        assertFault("ModelNotFound", () -> store.models().get(admin, model.id()));
        assertFault("ModelNotFound", () -> store.models().delete(admin, NO_KEY, model.id()));
        assertFault("ModelNotFound", () -> create(model.id(), "another"));
        assertFault(
                "ModelNotFound",
                () -> store.models().change(admin, NO_KEY, model.id(), ModelChanges.setTag(Tag.text("t"))));
        assertThat(store.models()
                        .findByNumber(admin, model.number())
                        .orElseThrow()
                        .deletedTime())
                .isPresent();
        assertThat(store.models().findByPathName(admin, "m")).isPresent();
        assertThat(names(Lifecycle.ACTIVE)).containsExactly("Default");
        assertThat(names(Lifecycle.DELETED)).containsExactly("m");
        assertThat(names(Lifecycle.ALL)).containsExactly("m", "Default");

        assertFault("ModelExperimentNotFound", () -> store.reads().get(admin, model.id(), experiment));
        assertFault("ExperimentNotFound", () -> get(experiment));
        assertFault("ExperimentNotFound", () -> change(experiment, Changes.NONE.withTags(List.of(Tag.text("t")))));
        assertFault("ExperimentNotFound", () -> points(experiment));
        assertThat(store.reads().readRun(admin, runId).snapshot().deleted()).isTrue();
        assertFault(
                "Deleted",
                () -> store.experiments()
                        .change(admin, NO_KEY, new ByRunId(runId), Changes.NONE.withPoints(batch("loss", 1, 1, 1))));

        store.models().restore(admin, NO_KEY, model.id());
        assertThat(get(experiment).deleted()).isFalse();
        assertThat(names(Lifecycle.ACTIVE)).containsExactly("m", "Default");
    }

    @Test
    void leavesAModelThatIsNotDeletedAsItIsWhenItIsRestored() {
        Model model = createModel("m");
        clock.pass(Duration.ofHours(1));
        store.models().restore(admin, NO_KEY, model.id());
        assertThat(store.models().get(admin, model.id())).isEqualTo(model);
        assertFault("ModelNotFound", () -> store.models().restore(admin, NO_KEY, new ModelId("none")));
    }

    @Test
    void changesTheTagsOfAModel() {
        Model model = createModel("m");
        store.models().change(admin, NO_KEY, model.id(), ModelChanges.setTag(new Tag("k", "1")));
        store.models().change(admin, NO_KEY, model.id(), ModelChanges.setTag(new Tag("j", "2")));
        store.models().change(admin, NO_KEY, model.id(), ModelChanges.setTag(new Tag("k", "3")));
        assertThat(store.models().get(admin, model.id()).tags()).containsExactly(new Tag("j", "2"), new Tag("k", "3"));
        store.models().change(admin, NO_KEY, model.id(), ModelChanges.deleteTag("k"));
        assertThat(store.models().get(admin, model.id()).tags()).containsExactly(new Tag("j", "2"));
    }

    // Experiments

    @Test
    void keepsWhatAnExperimentWasMadeWith() {
        ModelId model = createModel("m").id();
        Rid rid = new Rid("ri.some.main.thing.x");
        UUID someone = new UUID(4, 2);
        NewExperiment wanted = new NewExperiment(
                "an experiment",
                Status.Word.SCHEDULED,
                OptionalLong.of(Long.MIN_VALUE),
                "a branch",
                new Source.CodeWorkspace(rid, Optional.of(rid)),
                Optional.of(rid),
                Optional.of(rid),
                List.of(new Tag("k", "v"), Tag.text("a")),
                List.of(
                        new Parameter("p", ParameterValue.read("1e-3")),
                        new Parameter("b", ParameterValue.read("True"))),
                Optional.of(new ExperimentId("abc123")),
                Optional.of(Instant.ofEpochMilli(-5)),
                Optional.of(someone));
        ExperimentId id = store.experiments().create(admin, NO_KEY, model, wanted);
        Experiment made = store.reads().get(admin, model, id).experiment();
        assertThat(made.id()).isEqualTo(new ExperimentId("abc123"));
        assertThat(made.runId()).matches("[0-9a-f]{32}");
        assertThat(made.name()).isEqualTo("an experiment");
        assertThat(made.status())
                .isEqualTo(new Status(Status.Word.SCHEDULED, Long.MIN_VALUE, OptionalLong.empty(), Optional.empty()));
        assertThat(made.branch()).isEqualTo("a branch");
        assertThat(made.source()).isEqualTo(wanted.source());
        assertThat(made.jobRid()).contains(rid);
        assertThat(made.linkedModelVersion()).contains(rid);
        assertThat(made.tags()).containsExactly(Tag.text("a"), new Tag("k", "v"));
        assertThat(made.parameters())
                .containsExactly(wanted.parameters().get(1), wanted.parameters().get(0));
        assertThat(made.createdTime()).isEqualTo(Instant.ofEpochMilli(-5));
        assertThat(made.createdBy()).isEqualTo(someone);
        assertFault("RidAlreadyExists", () -> store.experiments().create(admin, NO_KEY, model, wanted));
    }

    @Test
    void letsNoneButAdminsChooseRidsTimesAndCreators() {
        Caller writer = opened.caller(EnumSet.of(Scope.MODELS_READ, Scope.MODELS_WRITE));
        ModelId model = createModel("m").id();
        NewExperiment plain = NewExperiment.named("e");
        assertFault(
                "ApiUsageDenied",
                () -> store.models()
                        .create(
                                writer,
                                NO_KEY,
                                new NewModel(
                                        "n",
                                        Optional.empty(),
                                        List.of(),
                                        Optional.of(new ModelId("x")),
                                        Optional.empty())));
        for (NewExperiment wanted : List.of(
                importing(plain, Optional.of(new ExperimentId("x")), Optional.empty(), Optional.empty()),
                importing(plain, Optional.empty(), Optional.of(Instant.EPOCH), Optional.empty()),
                importing(plain, Optional.empty(), Optional.empty(), Optional.of(new UUID(1, 1))))) {
            assertFault("ApiUsageDenied", () -> store.experiments().create(writer, NO_KEY, model, wanted));
        }
        store.experiments().create(writer, NO_KEY, model, plain);
    }

    @Test
    void endsAnExperimentAndTakesItUpAgain() {
        ExperimentId id = create(createModel("m").id(), "e");
        clock.pass(Duration.ofMinutes(1));
        long end = clock.millis();
        store.experiments().finish(admin, NO_KEY, new ById(id), Status.Word.FAILED, Optional.of("it broke"));
        assertThat(get(id).experiment().status())
                .isEqualTo(new Status(
                        Status.Word.FAILED, START.toEpochMilli(), OptionalLong.of(end), Optional.of("it broke")));

        change(id, Changes.NONE.withPoints(batch("loss", 1, 2, 3)));
        StatusChange resumed =
                new StatusChange(Optional.of(Status.Word.RUNNING), OptionalLong.empty(), Optional.of(""));
        change(id, Changes.NONE.withStatus(resumed));
        assertThat(get(id).experiment().status())
                .isEqualTo(
                        new Status(Status.Word.RUNNING, START.toEpochMilli(), OptionalLong.of(end), Optional.empty()));
        assertThat(points(id)).hasSize(1);
    }

    @Test
    void keepsALongStatusMessageWholeAndShowsItsHead() throws IOException {
        ExperimentId id = create(createModel("m").id(), "e");
        String message = "x".repeat(Status.MESSAGE_CHARS_MAX - 1) + "\uD83C\uDF89 and so on";
        store.experiments().finish(admin, NO_KEY, new ById(id), Status.Word.FAILED, Optional.of(message));
        Experiment failed = get(id).experiment();
        assertThat(failed.status().message()).contains("x".repeat(Status.MESSAGE_CHARS_MAX - 1));
        Artifact whole = failed.artifacts().getFirst();
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        assertThat(whole.digest()).isEqualTo(Digests.of(bytes));
        assertThat(whole.sizeBytes()).isEqualTo(bytes.length);
        assertThat(storedArtifacts()).containsExactly(message);

        String exact = "y".repeat(Status.MESSAGE_CHARS_MAX);
        store.experiments().finish(admin, NO_KEY, new ById(id), Status.Word.FAILED, Optional.of(exact));
        assertThat(get(id).experiment().status().message()).contains(exact);
        assertThat(get(id).experiment().artifacts()).isEmpty();
    }

    @Test
    void storesNoMessageForAnExperimentThatThereIsNot() throws IOException {
        assertFault(
                "ExperimentNotFound",
                () -> store.experiments()
                        .finish(
                                admin,
                                NO_KEY,
                                new ById(new ExperimentId("none")),
                                Status.Word.FAILED,
                                Optional.of("x".repeat(5_000))));
        assertThat(storedArtifacts()).isEmpty();
    }

    @Test
    void overwritesParametersOrHoldsThemAsItIsTold() {
        ExperimentId id = create(createModel("m").id(), "e");
        log(id, ParameterRule.OVERWRITE, "a", "1", "b", "2");
        log(id, ParameterRule.OVERWRITE, "a", "1.0");
        log(id, ParameterRule.KEEP, "a", "1.0", "c", "3", "c", "3");
        assertThat(parameters(id)).isEqualTo("a=1.0 b=2 c=3");

        Map<String, List<String>> before = Contents.of(opened.database());
        assertFault("ParameterChanged", () -> log(id, ParameterRule.KEEP, "d", "4", "a", "1"));
        assertFault("ParameterChanged", () -> log(id, ParameterRule.KEEP, "d", "4", "d", "5"));
        assertThat(Contents.of(opened.database())).isEqualTo(before);
        log(id, ParameterRule.OVERWRITE, "d", "4", "d", "5");
        assertThat(parameters(id)).isEqualTo("a=1.0 b=2 c=3 d=5");
    }

    @Test
    void changesTagsAndAttributes() {
        ExperimentId id = create(createModel("m").id(), "e");
        Rid rid = new Rid("ri.some.main.thing.x");
        change(id, Changes.NONE.withTags(List.of(new Tag("b", "1"), new Tag("a", "2"), new Tag("b", "3"))));
        change(id, Changes.NONE.withDeletedTag("a"));
        change(
                id,
                Changes.NONE.withAttributes(new Attributes(
                        Optional.of("renamed"),
                        Optional.of("branch"),
                        Optional.of(rid),
                        Optional.of(new Source.Authoring(rid)),
                        Optional.of(rid))));
        Experiment changed = get(id).experiment();
        assertThat(changed.tags()).containsExactly(new Tag("b", "3"));
        assertThat(changed.name()).isEqualTo("renamed");
        assertThat(changed.branch()).isEqualTo("branch");
        assertThat(changed.jobRid()).contains(rid);
        assertThat(changed.source()).isEqualTo(new Source.Authoring(rid));
        assertThat(changed.linkedModelVersion()).contains(rid);

        for (Attribute attribute : Attribute.values()) {
            change(id, Changes.NONE.withCleared(attribute));
        }
        Experiment cleared = get(id).experiment();
        assertThat(cleared.branch()).isEqualTo(Experiment.DEFAULT_BRANCH);
        assertThat(cleared.jobRid()).isEmpty();
        assertThat(cleared.linkedModelVersion()).isEmpty();
    }

    @Test
    void hidesADeletedExperimentByItsRidAndShowsItByRunId() {
        ModelId model = createModel("m").id();
        ExperimentId id = create(model, "e");
        String runId = get(id).experiment().runId();
        change(id, Changes.NONE.withPoints(batch("loss", 1, 2, 3)));
        store.experiments().delete(admin, NO_KEY, new ById(id));

        assertFault("ExperimentNotFound", () -> get(id));
        assertFault("ExperimentNotFound", () -> store.reads().get(admin, model, id));
        assertFault("ExperimentNotFound", () -> store.experiments().delete(admin, NO_KEY, new ById(id)));
        assertFault("ExperimentNotFound", () -> change(id, Changes.NONE.withPoints(batch("loss", 1, 2, 3))));
        assertFault("ExperimentNotFound", () -> putTable(id, "t"));
        Snapshot run = store.reads().readRun(admin, runId).snapshot();
        assertThat(run.deleted()).isTrue();
        assertThat(run.series()).hasSize(1);
        assertThat(store.reads()
                        .history(admin, new ByRunId(runId), "loss", 10, Optional.empty())
                        .items())
                .hasSize(1);
        store.experiments().delete(admin, NO_KEY, new ByRunId(runId));
        assertFault(
                "Deleted",
                () -> store.experiments()
                        .change(admin, NO_KEY, new ByRunId(runId), Changes.NONE.withTags(List.of(Tag.text("t")))));
        assertThat(listed(Lifecycle.ACTIVE)).isEmpty();
        assertThat(listed(Lifecycle.DELETED)).containsExactly("e");

        store.experiments().restore(admin, NO_KEY, new ById(id));
        store.experiments().restore(admin, NO_KEY, new ByRunId(runId));
        assertThat(get(id).deleted()).isFalse();
        assertThat(listed(Lifecycle.ACTIVE)).containsExactly("e");
        assertFault("RunNotFound", () -> store.experiments().restore(admin, NO_KEY, new ByRunId("none")));
    }

    @Test
    void findsAnExperimentInItsOwnModelAlone() {
        ModelId model = createModel("m").id();
        ModelId other = createModel("other").id();
        ExperimentId id = create(model, "e");
        assertThat(store.reads().get(admin, model, id).experiment().id()).isEqualTo(id);
        assertFault("ExperimentNotFound", () -> store.reads().get(admin, other, id));
        assertFault("ModelExperimentNotFound", () -> store.reads().get(admin, new ModelId("none"), id));
    }

    // Points

    @Test
    void keepsPointsBitForBit() {
        ExperimentId id = create(createModel("m").id(), "e");
        double[] values = {
            0.0,
            -0.0,
            Double.NaN,
            Double.longBitsToDouble(0x7ff8_0000_0000_beefL),
            Double.longBitsToDouble(0xfff0_0000_0000_0001L),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            0.1
        };
        long[] edges = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
        Batch batch = new Batch();
        Set<String> expected = new HashSet<>();
        for (double value : values) {
            for (long step : edges) {
                for (long time : edges) {
                    batch.add("s", step, time, value);
                    expected.add(bits("s", step, time, value));
                }
            }
        }
        change(id, Changes.NONE.withPoints(batch));
        reopen();
        store.rollUpAll();
        assertThat(points(id)).hasSize(expected.size());
        assertThat(Set.copyOf(points(id))).isEqualTo(expected);
        SeriesAggregates aggregates = aggregates(id, "s");
        assertThat(aggregates.length()).isEqualTo(expected.size());
        assertThat(aggregates.nanCount()).isEqualTo(3L * edges.length * edges.length);
        assertThat(aggregates.min()).contains(new SeriesAggregates.Extreme(Double.NEGATIVE_INFINITY, Long.MIN_VALUE));
        assertThat(aggregates.max()).contains(new SeriesAggregates.Extreme(Double.POSITIVE_INFINITY, Long.MIN_VALUE));
        assertThat(aggregates.last().step()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void givesAnExperimentNoMoreSeriesThanItMayHave() {
        limitSeries(5);
        ModelId model = createModel("m").id();
        ExperimentId id = create(model, "e");
        change(id, Changes.NONE.withPoints(series(1, "a", "b", "c")));
        store.rollUpAll();
        change(id, Changes.NONE.withPoints(series(1, "d")));
        ExperimentId other = create(model, "other");
        change(other, Changes.NONE.withPoints(series(1, "p", "q", "r", "s", "t")));
        assertSeriesLimit(() -> change(other, Changes.NONE.withPoints(series(2, "p", "a"))));
        assertSeriesLimit(() ->
                change(id, Changes.NONE.withPoints(series(2, "a", "e", "new")).withTags(List.of(Tag.text("t")))));
        assertThat(get(id).experiment().tags()).isEmpty();
        assertThat(aggregates(id, "a").length()).isEqualTo(1);
        assertThat(Contents.of(opened.database()).get("series")).hasSize(9);
        change(id, Changes.NONE.withPoints(series(2, "a", "e")));
        limitSeries(5);
        assertSeriesLimit(() -> change(id, Changes.NONE.withPoints(series(3, "p"))));
        store.rollUpAll();
        assertSeriesLimit(() -> change(id, Changes.NONE.withPoints(series(3, "f"))));
        change(id, Changes.NONE.withPoints(series(3, "a", "b", "c", "d", "e")));
        limitSeries(2);
        change(id, Changes.NONE.withPoints(series(4, "a", "e")));
        assertSeriesLimit(() -> change(id, Changes.NONE.withPoints(series(4, "p"))));
        assertThat(aggregates(id, "e").length()).isEqualTo(3);
    }

    @Test
    void givesAnExperimentNoMoreSeriesThanItMayHaveWhoeverWritesThem() throws Exception {
        limitSeries(20);
        ExperimentId id = create(createModel("m").id(), "e");
        int kept = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                Batch batch = series(1, "common", "series " + i);
                writes.add(threads.submit(() -> isKept(id, batch) ? 1 : 0));
            }
            for (Future<Integer> write : writes) {
                store.rollUpAll();
                kept += write.get();
            }
        }
        assertThat(kept).isEqualTo(19);
        assertThat(get(id).series()).hasSize(20);
    }

    private boolean isKept(ExperimentId id, Batch batch) {
        try {
            change(id, Changes.NONE.withPoints(batch));
            return true;
        } catch (Fault fault) {
            assertThat(fault.name()).isEqualTo("LimitReached");
            return false;
        }
    }

    private void limitSeries(int max) {
        opened.close();
        opened = TestStore.open(open(folder), folder, clock, TestStore.seriesMax(max));
        store = opened.store();
        admin = opened.admin();
    }

    private static Batch series(int step, String... names) {
        Batch batch = new Batch();
        for (String name : names) {
            batch.add(name, step, step, step);
        }
        return batch;
    }

    private static void assertSeriesLimit(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOfSatisfying(Fault.class, fault -> {
            assertThat(fault.name()).isEqualTo("LimitReached");
            assertThat(fault.args()).containsEntry("what", "series of an experiment");
        });
    }

    @Test
    void keepsASeriesAsASetWhoeverWritesItHoweverOften() throws Exception {
        ExperimentId id = create(createModel("m").id(), "e");
        int steps = 200;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> writes = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                int from = i * 37 % steps;
                writes.add(threads.submit(() -> {
                    Batch batch = new Batch();
                    for (int step = from; step < Math.min(steps, from + 50); step++) {
                        batch.add("loss", step, 7, step * 0.5);
                        batch.add("other", -step, 7, step);
                    }
                    change(id, Changes.NONE.withPoints(batch));
                }));
            }
            for (Future<?> write : writes) {
                store.rollUpAll();
                write.get();
            }
        }
        List<String> expected = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            expected.add(bits("loss", step, 7, step * 0.5));
        }
        for (int step = steps - 1; step >= 0; step--) {
            expected.add(bits("other", -step, 7, step));
        }
        assertThat(points(id)).isEqualTo(expected);
        assertThat(aggregates(id, "loss").length()).isEqualTo(steps);
        assertThat(aggregates(id, "loss").last()).isEqualTo(new Point(steps - 1, 7, (steps - 1) * 0.5));
    }

    @Test
    void addsPointsWithoutWaitingWhereItNeedNot() {
        ExperimentId id = create(createModel("m").id(), "e");
        ExperimentRef run = new ByRunId(get(id).experiment().runId());
        assertThat(store.experiments().tryAdd(admin, run, batch("loss", 1, 1, 1)))
                .isEmpty();
        store.experiments().change(admin, NO_KEY, run, Changes.NONE.withPoints(batch("loss", 1, 1, 1)));
        for (String name : List.of("loss", "new")) {
            assertThat(store.experiments()
                            .tryAdd(admin, run, batch(name, 2, 2, 2))
                            .orElseThrow()
                            .join())
                    .isEqualTo(id);
        }
        assertThat(aggregates(id, "loss").length()).isEqualTo(2);
        assertThat(aggregates(id, "new").last()).isEqualTo(new Point(2, 2, 2));
        Caller reader = new Caller(admin.user(), Set.of(Scope.MODELS_READ));
        assertFault("ApiUsageDenied", () -> store.experiments().tryAdd(reader, run, batch("loss", 3, 3, 3)));
        clock.pass(Duration.ofSeconds(2));
        assertThat(store.experiments().tryAdd(admin, run, batch("loss", 3, 3, 3)))
                .isEmpty();
        store.experiments().change(admin, NO_KEY, run, Changes.NONE.withPoints(batch("loss", 1, 1, 1)));
        store.experiments().delete(admin, NO_KEY, run);
        assertThat(store.experiments().tryAdd(admin, run, batch("loss", 3, 3, 3)))
                .isEmpty();
    }

    @Test
    void knowsTheExactAggregatesRightAfterEachWrite() {
        ExperimentId id = create(createModel("m").id(), "e");
        double[] values = {3, 1, Double.NaN, 5, 1, 5};
        for (int i = 0; i < values.length; i++) {
            change(id, Changes.NONE.withPoints(batch("loss", -i, i, values[i])));
            SeriesAggregates now = aggregates(id, "loss");
            assertThat(now.length()).isEqualTo(i + 1);
            assertThat(now.last()).isEqualTo(new Point(0, 0, 3));
            assertThat(now.nanCount()).isEqualTo(i >= 2 ? 1 : 0);
            store.rollUpAll();
            assertThat(aggregates(id, "loss")).isEqualTo(now);
        }
        assertThat(aggregates(id, "loss").min()).contains(new SeriesAggregates.Extreme(1, -4));
        assertThat(aggregates(id, "loss").max()).contains(new SeriesAggregates.Extreme(5, -5));
    }

    @Test
    void leavesNoTraceOfAWriteThatFailed() {
        ModelId model = createModel("m").id();
        ExperimentId id = create(model, "e");
        log(id, ParameterRule.OVERWRITE, "a", "1");
        Map<String, List<String>> before = Contents.of(opened.database());
        Changes all = Changes.NONE
                .withPoints(batch("never seen", 1, 2, 3))
                .withTags(List.of(Tag.text("t")))
                .withStatus(new StatusChange(Optional.of(Status.Word.FAILED), OptionalLong.of(1), Optional.empty()));
        Optional<IdempotencyKey> key = key("k", "body");
        assertFault(
                "ParameterChanged",
                () -> store.experiments()
                        .change(
                                admin,
                                key,
                                new ById(id),
                                all.withParameters(
                                        List.of(new Parameter("a", ParameterValue.read("2"))), ParameterRule.KEEP)));
        assertFault("InvalidArgument", () -> change(id, all.withPoints(batch("", 1, 2, 3))));
        assertFault("ExperimentNotFound", () -> change(new ExperimentId("none"), all));
        assertThat(Contents.of(opened.database())).isEqualTo(before);

        store.experiments().change(admin, key, new ById(id), all);
        assertThat(points(id)).containsExactly(bits("never seen", 1, 2, 3));
        assertThat(Contents.of(opened.database())).isNotEqualTo(before);
    }

    @Test
    void readsPointsByRange() {
        ExperimentId id = create(createModel("m").id(), "e");
        Batch batch = new Batch();
        for (int step = 0; step < 10; step++) {
            batch.add("b", step, 0, step);
            batch.add("a", step, 0, step);
        }
        change(id, Changes.NONE.withPoints(batch));
        store.rollUpAll();
        assertThat(points(id, new PointQuery(List.of("b", "none"), 3, 5, 1, 10)))
                .containsExactly(bits("b", 4, 0, 4), bits("b", 5, 0, 5));
        assertThat(points(id, new PointQuery(List.of(), 9, Long.MAX_VALUE, 1, 10)))
                .containsExactly(bits("b", 9, 0, 9));
        assertThat(points(id, new PointQuery(List.of(), Long.MIN_VALUE, 0, 0, 1)))
                .containsExactly(bits("a", 0, 0, 0));
    }

    @Test
    void pagesThroughAHistoryWhileItGrows() {
        ExperimentId id = create(createModel("m").id(), "e");
        String runId = get(id).experiment().runId();
        for (int i = 0; i < 5; i++) {
            change(id, Changes.NONE.withPoints(batch("loss", 0, 0, i)));
        }
        List<Double> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<Point> page = store.reads().history(admin, new ByRunId(runId), "loss", 2, token);
            page.items().forEach(point -> seen.add(point.value()));
            change(id, Changes.NONE.withPoints(batch("loss", -1, 0, seen.size())));
            token = page.nextPageToken();
            store.rollUpAll();
        } while (token.isPresent());
        assertThat(seen).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
        assertThat(store.reads()
                        .history(admin, new ByRunId(runId), "none", 2, Optional.empty())
                        .items())
                .isEmpty();
    }

    @Test
    void sumsUpASeriesByItsLastValueUnlessToldOtherwise() {
        ExperimentId id = create(createModel("m").id(), "e");
        for (int i = 0; i < 3; i++) {
            change(id, Changes.NONE.withPoints(batch("loss", i, 0, new double[] {2, 1, 3}[i])));
        }
        change(id, Changes.NONE.withPoints(batch("nan", 0, 0, Double.NaN)));
        assertThat(summary(id)).containsExactly("loss LAST 3.0", "nan LAST NaN");
        choose(id, new SummaryMetric("loss", Aggregation.MAX), new SummaryMetric("loss", Aggregation.MIN));
        choose(id, new SummaryMetric("nan", Aggregation.MIN), new SummaryMetric("unseen", Aggregation.MIN));
        assertThat(summary(id)).containsExactly("loss MIN 1.0", "loss MAX 3.0");
        choose(id, new SummaryMetric("loss", Aggregation.LAST), new SummaryMetric("loss", Aggregation.LAST));
        assertThat(summary(id)).containsExactly("loss LAST 3.0");
    }

    // Tables

    @Test
    void keepsATableOrNothingOfIt() throws IOException {
        ExperimentId id = create(createModel("m").id(), "e");
        Artifact table = putTable(id, "../a table");
        assertThat(get(id).experiment().artifacts()).containsExactly(table);
        assertThat(table.details())
                .isEqualTo(new Artifact.Table(
                        Artifact.TableFormat.CSV,
                        2,
                        List.of(
                                new Artifact.Column("x", Artifact.ColumnType.INTEGER),
                                new Artifact.Column("y", Artifact.ColumnType.STRING)),
                        List.of()));
        List<String> stored = storedArtifacts();
        Map<String, List<String>> before = Contents.of(opened.database());
        assertFault("MalformedBody", () -> put(id, "bad", Optional.empty(), "x,y\n1\n"));
        assertFault("InvalidArgument", () -> put(id, "assay/mine", Optional.empty(), "x\n1\n"));
        assertFault("InvalidArgument", () -> put(id, "d", Optional.of("\0"), "other\n1\n"));
        assertThat(Contents.of(opened.database())).isEqualTo(before);
        assertThat(storedArtifacts()).isEqualTo(stored);
    }

    // Once

    @Test
    void doesOnceWhatComesUnderTheSameKey() {
        ModelId model = createModel("m").id();
        ExperimentId first = store.experiments().create(admin, key("k", "body"), model, NewExperiment.named("e"));
        assertThat(store.experiments().create(admin, key("k", "body"), model, NewExperiment.named("e")))
                .isEqualTo(first);
        reopen();
        assertThat(store.experiments().create(admin, key("k", "body"), model, NewExperiment.named("e")))
                .isEqualTo(first);
        assertThat(listed(Lifecycle.ALL)).containsExactly("e");
        assertFault(
                "IdempotencyKeyReused",
                () -> store.experiments().create(admin, key("k", "another"), model, NewExperiment.named("e")));
        assertThat(store.experiments().create(admin, key("l", "body"), model, NewExperiment.named("e")))
                .isNotEqualTo(first);
        Caller other = new Caller(new User(new UUID(9, 9), "other"), admin.scopes());
        assertThat(store.experiments().create(other, key("k", "another"), model, NewExperiment.named("e")))
                .isNotEqualTo(first);
    }

    @Test
    void storesNothingForAKeyThatComesWithAnotherRequest() throws Exception {
        ExperimentId id = create(createModel("m").id(), "e");
        finish(id, key("k", "body"), "short");
        put(digest -> key("l", digest.hex()), id, "t", Optional.empty(), "a\n1\n");
        Map<String, List<String>> before = Contents.of(opened.database());
        List<String> stored = storedArtifacts();
        assertFault("IdempotencyKeyReused", () -> finish(id, key("k", "another"), "long".repeat(2_000)));
        assertFault(
                "IdempotencyKeyReused",
                () -> put(digest -> key("l", digest.hex()), id, "t", Optional.empty(), "a\n2\n"));
        assertThat(Contents.of(opened.database())).isEqualTo(before);
        assertThat(storedArtifacts()).isEqualTo(stored);
    }

    @Test
    void keepsAKeyForADay() {
        ModelId model = createModel("m").id();
        ExperimentId first = store.experiments().create(admin, key("k", "body"), model, NewExperiment.named("e"));
        clock.pass(Duration.ofHours(24));
        assertThat(store.experiments().create(admin, key("k", "body"), model, NewExperiment.named("e")))
                .isEqualTo(first);
        clock.pass(Duration.ofMillis(1));
        assertThat(store.experiments().create(admin, key("k", "another"), model, NewExperiment.named("e")))
                .isNotEqualTo(first);
        assertThat(Contents.of(opened.database()).get("idempotency")).hasSize(1);
    }

    @Test
    void doesNotBurnTheKeyOfAWriteThatFailed() {
        Model model = createModel("m");
        store.models().delete(admin, NO_KEY, model.id());
        assertFault(
                "ModelNotFound",
                () -> store.experiments().create(admin, key("k", "body"), model.id(), NewExperiment.named("e")));
        store.models().restore(admin, NO_KEY, model.id());
        store.experiments().create(admin, key("k", "another"), model.id(), NewExperiment.named("e"));
    }

    @Test
    void doesOnceWhatComesUnderTheSameKeyTogether() throws Exception {
        ModelId model = createModel("m").id();
        Set<ExperimentId> made = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<ExperimentId>> writes = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                writes.add(threads.submit(
                        () -> store.experiments().create(admin, key("k", "body"), model, NewExperiment.named("e"))));
            }
            for (Future<ExperimentId> write : writes) {
                made.add(write.get());
            }
        }
        assertThat(made).hasSize(1);
        assertThat(listed(Lifecycle.ALL)).hasSize(1);
    }

    // Pages

    @Test
    void pagesThroughExperimentsOfEqualStartTimesWhileSomeAreAdded() {
        ModelId model = createModel("m").id();
        for (int i = 0; i < 7; i++) {
            create(model, "e" + i);
        }
        List<String> expected = listed(Lifecycle.ACTIVE);
        List<String> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<Snapshot> page = store.searches().find(admin, query(Lifecycle.ACTIVE, 3, token));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
            page.items().forEach(found -> seen.add(found.experiment().name()));
            create(model, "added");
            token = page.nextPageToken();
        } while (token.isPresent());
        seen.removeIf("added"::equals);
        assertThat(seen).isEqualTo(expected).hasSize(7);
    }

    @Test
    void refusesPageTokensOfOtherQueriesAndOfNobody() {
        ModelId model = createModel("m").id();
        for (int i = 0; i < 3; i++) {
            create(model, "e" + i);
        }
        String token = store.searches()
                .find(admin, query(Lifecycle.ACTIVE, 1, Optional.empty()))
                .nextPageToken()
                .orElseThrow();
        reopen();
        assertThat(store.searches()
                        .find(admin, query(Lifecycle.ACTIVE, 2, Optional.of(token)))
                        .items())
                .hasSize(2);
        assertFault(
                "InvalidPageToken", () -> store.searches().find(admin, query(Lifecycle.ALL, 1, Optional.of(token))));
        assertFault(
                "InvalidPageToken",
                () -> store.searches()
                        .find(
                                admin,
                                new ExperimentQuery(
                                        List.of(0L),
                                        Lifecycle.ACTIVE,
                                        Filter.all(),
                                        LATEST_START_FIRST,
                                        1,
                                        Optional.of(token))));
        assertFault(
                "InvalidPageToken",
                () -> store.models()
                        .list(admin, new ModelQuery(Lifecycle.ACTIVE, Optional.empty(), 1, Optional.of(token))));
        for (int i = 0; i < token.length() - 1; i++) {
            String forged = token.substring(0, i) + (token.charAt(i) == 'A' ? 'B' : 'A') + token.substring(i + 1);
            assertFault(
                    "InvalidPageToken",
                    () -> store.searches().find(admin, query(Lifecycle.ACTIVE, 1, Optional.of(forged))));
        }
        for (String nothing : List.of("", "!", "AAAA", token + token)) {
            assertFault(
                    "InvalidPageToken",
                    () -> store.searches().find(admin, query(Lifecycle.ACTIVE, 1, Optional.of(nothing))));
        }
    }

    @Test
    void pagesThroughModels() {
        for (int i = 1; i < 6; i++) {
            createModel("m" + i);
        }
        List<String> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<Model> page = store.models().list(admin, new ModelQuery(Lifecycle.ALL, Optional.empty(), 3, token));
            page.items().forEach(model -> seen.add(model.name()));
            createModel("added" + seen.size());
            token = page.nextPageToken();
        } while (token.isPresent());
        assertThat(seen).containsExactly("m5", "m4", "m3", "m2", "m1", "Default");
    }

    // Access

    @Test
    void wantsTheScopeOfEveryOperation() {
        ModelId model = createModel("m").id();
        ExperimentId id = create(model, "e");
        Caller reader = opened.caller(EnumSet.of(Scope.MODELS_READ));
        Caller writer = opened.caller(EnumSet.of(Scope.MODELS_WRITE));
        Caller both = opened.caller(EnumSet.of(Scope.MODELS_READ, Scope.MODELS_WRITE));
        ById ref = new ById(id);
        List<ThrowingCallable> denied = List.of(
                () -> store.models().create(reader, NO_KEY, NewModel.named("x")),
                () -> store.models().change(reader, NO_KEY, model, ModelChanges.rename("x")),
                () -> store.models().delete(reader, NO_KEY, model),
                () -> store.models().restore(reader, NO_KEY, model),
                () -> store.experiments().create(reader, NO_KEY, model, NewExperiment.named("x")),
                () -> store.experiments().change(reader, NO_KEY, ref, Changes.NONE),
                () -> store.experiments().finish(reader, NO_KEY, ref, Status.Word.FINISHED, Optional.empty()),
                () -> store.experiments().delete(reader, NO_KEY, ref),
                () -> store.experiments().restore(reader, NO_KEY, ref),
                () -> store.tables()
                        .put(
                                reader,
                                _ -> NO_KEY,
                                id,
                                "t",
                                Optional.empty(),
                                Artifact.TableFormat.CSV,
                                new ByteArrayInputStream(new byte[0])),
                () -> store.models().get(writer, model),
                () -> store.models().findByNumber(writer, 0),
                () -> store.models().findByPathName(writer, "m"),
                () -> store.models().list(writer, new ModelQuery(Lifecycle.ALL, Optional.empty(), 1, Optional.empty())),
                () -> store.reads().get(writer, id),
                () -> store.reads().get(writer, model, id),
                () -> store.reads().readRun(writer, "none"),
                () -> store.searches().find(writer, query(Lifecycle.ALL, 1, Optional.empty())),
                () -> store.reads().history(writer, ref, "loss", 1, Optional.empty()),
                () -> store.reads().points(writer, ref, new PointQuery(List.of(), 0, 1, 0, 1), (_, _, _, _) -> {}),
                () -> store.tokens().list(both),
                () -> store.tokens().revoke(both, new UUID(1, 1)),
                () -> store.tokens().create(both, new NewToken("t", EnumSet.allOf(Scope.class), Optional.empty())));
        Map<String, List<String>> before = Contents.of(opened.database());
        denied.forEach(operation -> assertFault("ApiUsageDenied", operation));
        assertThat(Contents.of(opened.database())).isEqualTo(before);
    }

    @Test
    void knowsATokenUntilItExpiresOrIsRevoked() {
        MintedToken minted = store.tokens()
                .create(
                        admin,
                        new NewToken(
                                "t", EnumSet.of(Scope.MODELS_READ), Optional.of(START.plus(Duration.ofSeconds(10)))));
        String text = minted.text().text();
        assertThat(store.signIn().find(text)).contains(new Caller(admin.user(), Set.of(Scope.MODELS_READ)));
        assertThat(store.signIn().find(text + "x")).isEmpty();
        assertThat(store.signIn().recall(text)).isEqualTo(store.signIn().find(text));
        assertThat(store.signIn().recall(text + "x")).isEmpty();
        clock.pass(Duration.ofSeconds(9));
        assertThat(store.signIn().find(text)).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(store.signIn().find(text)).isEmpty();

        MintedToken other =
                store.tokens().create(admin, new NewToken("u", EnumSet.of(Scope.MODELS_READ), Optional.empty()));
        assertThat(store.signIn().find(other.text().text())).isPresent();
        store.tokens().revoke(admin, other.token().id());
        assertThat(store.signIn().recall(other.text().text())).isEmpty();
        assertThat(store.signIn().find(other.text().text())).isEmpty();
        assertThat(store.tokens().list(admin)).extracting(Token::name).containsExactlyInAnyOrder("t", "u");
        assertFault("TokenNotFound", () -> store.tokens().revoke(admin, new UUID(1, 1)));
        assertFault(
                "InvalidArgument", () -> store.tokens().create(admin, new NewToken("v", Set.of(), Optional.empty())));
    }

    @Test
    void hearsWithinTwoSecondsOfARevocationOnAnotherServer() {
        SignIn elsewhere = new SignIn(opened.database(), clock);
        MintedToken minted =
                store.tokens().create(admin, new NewToken("t", EnumSet.allOf(Scope.class), Optional.empty()));
        String text = minted.text().text();
        assertThat(elsewhere.find(text)).isPresent();
        store.tokens().revoke(admin, minted.token().id());
        clock.pass(Duration.ofSeconds(2));
        assertThat(elsewhere.recall(text)).isEmpty();
        assertThat(elsewhere.find(text)).isEmpty();
    }

    @Test
    void knowsALocalTokenWithoutStoringIt() {
        Map<String, List<String>> before = Contents.of(opened.database());
        String text = store.signIn().mintLocal(admin.user()).text();
        assertThat(store.signIn().find(text)).contains(admin);
        assertThat(Contents.of(opened.database())).isEqualTo(before);
        reopen();
        assertThat(store.signIn().find(text)).isEmpty();
    }

    @Test
    void storesNoTextOfAToken() throws IOException {
        MintedToken minted =
                store.tokens().create(admin, new NewToken("t", EnumSet.allOf(Scope.class), Optional.empty()));
        String secret = minted.text().text().substring("assay_".length());
        assertThat(Contents.of(opened.database()).toString())
                .contains(minted.text().hash().hex())
                .doesNotContain(secret);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
            }
        }
    }

    @Test
    void makesAnAdminTokenOnTheVeryFirstStartAlone() {
        String first = store.ensureAdminToken(Optional.empty()).orElseThrow().text();
        assertThat(store.signIn().find(first)).contains(admin);
        assertThat(store.ensureAdminToken(Optional.empty())).isEmpty();
        reopen();
        assertThat(store.ensureAdminToken(Optional.empty())).isEmpty();
        assertThat(store.signIn().find(first)).contains(admin);
    }

    @Test
    void replacesTheAdminTokenByTheOneItIsStartedWith() {
        String first = store.ensureAdminToken(Optional.empty()).orElseThrow().text();
        assertThat(store.signIn().find(first)).isPresent();
        startWith("given");
        assertThat(store.signIn().find(first)).isEmpty();
        assertThat(store.signIn().find("given")).contains(admin);
        startWith("second");
        assertThat(store.signIn().find("given")).isEmpty();
        startWith("given");
        startWith("given");
        assertThat(store.signIn().find("given")).contains(admin);
        assertThat(store.signIn().find("second")).isEmpty();
        startWith(first);
        assertThat(store.signIn().find(first)).contains(admin);
        assertThat(store.signIn().find("given")).isEmpty();
        assertThat(store.tokens().list(admin)).hasSize(3);
    }

    @Test
    void makesAnAdminTokenOfWhateverTokenItIsStartedWith() {
        MintedToken narrow = store.tokens()
                .create(
                        admin,
                        new NewToken("narrow", EnumSet.of(Scope.MODELS_READ), Optional.of(START.minusMillis(1))));
        String text = narrow.text().text();
        assertThat(store.signIn().find(text)).isEmpty();
        startWith(text);
        assertThat(store.signIn().find(text)).contains(admin);
    }

    // Files

    @Test
    void listsFilesInTheOrderOfTheirPathsBytes() throws IOException {
        ExperimentId id = create(createModel("m").id(), "e");
        List<String> paths = List.of("B", "a", "a b", "a.b", "b/1", "b/2/x", "b0", "Ä", "ä", "\uD83D\uDE00");
        for (String path : paths.reversed()) {
            putFile(id, path, path);
        }
        List<String> entries = List.of("B", "a", "a b", "a.b", "b", "b0", "Ä", "ä", "\uD83D\uDE00");
        assertThat(listFiles(id, "", 100)).containsExactlyElementsOf(entries);
        assertThat(listFiles(id, "", 1)).containsExactlyElementsOf(entries);
        assertThat(listFiles(id, "b", 1)).containsExactly("b/1", "b/2");
        assertFault("FilePathTaken", () -> putFile(id, "b/2", ""));
        assertFault("FilePathTaken", () -> putFile(id, "b/1/x", ""));
        reopen();
        assertThat(listFiles(id, "", 3)).containsExactlyElementsOf(entries);
    }

    private List<String> listFiles(ExperimentId id, String path, int pageSize) {
        List<String> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<FileEntry> page = store.files().list(admin, new ById(id), path, pageSize, token);
            page.items().forEach(entry -> found.add(entry.path()));
            token = page.nextPageToken();
        } while (token.isPresent());
        return found;
    }

    private StoredFile putFile(ExperimentId id, String path, String content) throws IOException {
        return store.files()
                .put(
                        admin,
                        _ -> NO_KEY,
                        new ById(id),
                        path,
                        "text/plain",
                        new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void listsImagesByNameAndStep() throws IOException {
        ExperimentId id = create(createModel("m").id(), "e");
        for (String image : List.of("b 2", "b 10", "b -9223372036854775808", "a 9223372036854775807", "B 0", "ä 0")) {
            String[] parts = image.split(" ", -1);
            ImageLabel label = new ImageLabel(parts[0], Long.parseLong(parts[1]), Optional.of("of " + image));
            store.images()
                    .put(
                            admin,
                            _ -> NO_KEY,
                            new ById(id),
                            label,
                            "image/gif",
                            new ByteArrayInputStream(("GIF89a" + image).getBytes(StandardCharsets.UTF_8)));
        }
        List<String> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<StoredFile> page = store.images()
                    .list(
                            admin,
                            new ById(id),
                            new Images.Query(Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE, 2, token));
            page.items()
                    .forEach(image ->
                            found.add(image.image().orElseThrow().caption().orElseThrow()));
            token = page.nextPageToken();
        } while (token.isPresent());
        assertThat(found)
                .containsExactly(
                        "of B 0",
                        "of a 9223372036854775807",
                        "of b -9223372036854775808",
                        "of b 2",
                        "of b 10",
                        "of ä 0");
    }

    private void startWith(String text) {
        assertThat(store.ensureAdminToken(Optional.of(new TokenText(text)))).isEmpty();
    }

    private void reopen() {
        opened.close();
        openStore();
    }

    // Readings

    /// A database that others write to may always have changed.
    private boolean mayBeCurrent() {
        return !opened.database().isShared();
    }

    @Test
    void knowsWhenAReadingIsNoLongerCurrent() throws IOException {
        Model model = createModel("m");
        ExperimentId id = create(model.id(), "e");
        ExperimentId other = create(createModel("of another").id(), "other");
        String runId = get(id).experiment().runId();
        List<ThrowingCallable> changes = List.of(
                () -> change(id, Changes.NONE.withPoints(batch("loss", 1, 1, 1))),
                () -> store.experiments()
                        .tryAdd(admin, new ById(id), batch("loss", 2, 2, 2))
                        .orElseThrow()
                        .join(),
                () -> log(id, ParameterRule.KEEP, "lr", "0.1"),
                () -> change(id, Changes.NONE.withTags(List.of(Tag.text("t")))),
                () -> choose(id, new SummaryMetric("loss", Aggregation.MIN)),
                () -> finish(id, NO_KEY, "ended"),
                () -> putTable(id, "table"),
                () -> store.models().change(admin, NO_KEY, model.id(), ModelChanges.rename("n")),
                () -> store.experiments().delete(admin, NO_KEY, new ById(id)),
                () -> store.experiments().restore(admin, NO_KEY, new ById(id)),
                () -> store.models().delete(admin, NO_KEY, model.id()),
                () -> store.models().restore(admin, NO_KEY, model.id()));
        for (int i = 0; i < changes.size(); i++) {
            Reading reading = store.reads().readRun(admin, runId);
            change(other, Changes.NONE.withPoints(batch("loss", i, i, i)));
            assertThat(reading.isCurrent().getAsBoolean())
                    .as("before change %s", i)
                    .isEqualTo(mayBeCurrent());
            assertThatCode(changes.get(i)).doesNotThrowAnyException();
            assertThat(reading.isCurrent().getAsBoolean())
                    .as("after change %s", i)
                    .isFalse();
        }
    }

    @Test
    void knowsThatRollUpChangesNothingThatIsRead() {
        ExperimentId id = create(createModel("m").id(), "e");
        change(id, Changes.NONE.withPoints(batch("loss", 1, 1, 1)));
        Reading before = store.reads().read(admin, id);
        store.rollUpAll();
        assertThat(before.isCurrent().getAsBoolean()).isEqualTo(mayBeCurrent());
        assertThat(get(id)).isEqualTo(before.snapshot());
    }

    @Test
    void knowsNoReadingAsCurrentThatWasPurged() {
        ExperimentId id = create(createModel("m").id(), "e");
        Reading before = store.reads().read(admin, id);
        store.experiments().delete(admin, NO_KEY, new ById(id));
        Reading deleted =
                store.reads().readRun(admin, before.snapshot().experiment().runId());
        clock.pass(Duration.ofDays(1));
        store.purges().purge(admin, clock.instant());
        assertThat(before.isCurrent().getAsBoolean()).isFalse();
        assertThat(deleted.isCurrent().getAsBoolean()).isFalse();
    }

    private Model createModel(String name) {
        return store.models().create(admin, NO_KEY, NewModel.named(name));
    }

    private ExperimentId create(ModelId model, String name) {
        return store.experiments().create(admin, NO_KEY, model, NewExperiment.named(name));
    }

    private void change(ExperimentId id, Changes changes) {
        store.experiments().change(admin, NO_KEY, new ById(id), changes);
    }

    private Snapshot get(ExperimentId id) {
        return store.reads().get(admin, id);
    }

    private List<String> names(Lifecycle lifecycle) {
        return store
                .models()
                .list(admin, new ModelQuery(lifecycle, Optional.empty(), 10, Optional.empty()))
                .items()
                .stream()
                .map(Model::name)
                .toList();
    }

    /// Of the first model that a test makes.
    private static final Order LATEST_START_FIRST =
            new Order(List.of(new Order.Term(new Order.SortKey.OfTime(TimeField.STARTED), true)));

    private static ExperimentQuery query(Lifecycle lifecycle, int pageSize, Optional<String> token) {
        return new ExperimentQuery(List.of(1L), lifecycle, Filter.all(), LATEST_START_FIRST, pageSize, token);
    }

    private List<String> listed(Lifecycle lifecycle) {
        return store.searches().find(admin, query(lifecycle, 10, Optional.empty())).items().stream()
                .map(found -> found.experiment().name())
                .toList();
    }

    private void log(ExperimentId id, ParameterRule rule, String... namesAndTexts) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            parameters.add(new Parameter(namesAndTexts[i], ParameterValue.read(namesAndTexts[i + 1])));
        }
        change(id, Changes.NONE.withParameters(parameters, rule));
    }

    private String parameters(ExperimentId id) {
        return get(id).experiment().parameters().stream()
                .map(parameter -> parameter.name() + "=" + parameter.value().text())
                .collect(Collectors.joining(" "));
    }

    private void choose(ExperimentId id, SummaryMetric... metrics) {
        change(id, Changes.NONE.withSummaryMetrics(List.of(metrics)));
    }

    private List<String> summary(ExperimentId id) {
        return get(id).summaryMetrics().stream()
                .map(summary ->
                        summary.metric().seriesName() + " " + summary.metric().aggregation() + " " + summary.value())
                .toList();
    }

    private SeriesAggregates aggregates(ExperimentId id, String series) {
        return get(id).series().stream()
                .filter(named -> named.name().equals(series))
                .findFirst()
                .orElseThrow()
                .aggregates();
    }

    private List<String> points(ExperimentId id) {
        return points(id, new PointQuery(List.of(), Long.MIN_VALUE, Long.MAX_VALUE, 0, Long.MAX_VALUE));
    }

    private List<String> points(ExperimentId id, PointQuery query) {
        List<String> points = new ArrayList<>();
        store.reads()
                .points(
                        admin,
                        new ById(id),
                        query,
                        (series, step, time, value) -> points.add(bits(series, step, time, value)));
        return points;
    }

    private static String bits(String series, long step, long time, double value) {
        return series + " " + step + " " + time + " " + Long.toHexString(Double.doubleToRawLongBits(value));
    }

    private static Batch batch(String series, long step, long time, double value) {
        Batch batch = new Batch();
        batch.add(series, step, time, value);
        return batch;
    }

    private Artifact putTable(ExperimentId id, String name) throws IOException {
        return put(id, name, Optional.of("a description"), "x,y\n1,a\n2,b\n");
    }

    private void finish(ExperimentId id, Optional<IdempotencyKey> key, String message) {
        store.experiments().finish(admin, key, new ById(id), Status.Word.FAILED, Optional.of(message));
    }

    private Artifact put(ExperimentId id, String name, Optional<String> description, String csv) throws IOException {
        return put(_ -> NO_KEY, id, name, description, csv);
    }

    private Artifact put(
            Function<Digest, Optional<IdempotencyKey>> key,
            ExperimentId id,
            String name,
            Optional<String> description,
            String csv)
            throws IOException {
        return store.tables()
                .put(
                        admin,
                        key,
                        id,
                        name,
                        description,
                        Artifact.TableFormat.CSV,
                        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> storedArtifacts() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("artifacts"))) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(Files.readString(file));
            }
            return contents;
        }
    }

    private static Optional<IdempotencyKey> key(String key, String body) {
        return Optional.of(new IdempotencyKey(key, Digests.of(body)));
    }

    private static NewExperiment importing(
            NewExperiment plain, Optional<ExperimentId> id, Optional<Instant> createdTime, Optional<UUID> createdBy) {
        return new NewExperiment(
                plain.name(),
                plain.status(),
                plain.startTimeMs(),
                plain.branch(),
                plain.source(),
                plain.jobRid(),
                plain.linkedModelVersion(),
                plain.tags(),
                plain.parameters(),
                id,
                createdTime,
                createdBy);
    }

    private static void assertFault(String name, ThrowingCallable operation) {
        assertThatThrownBy(operation)
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo(name));
    }
}
