package dev.assay.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Aggregation;
import dev.assay.domain.Artifact;
import dev.assay.domain.Digests;
import dev.assay.domain.Experiment;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Parameter;
import dev.assay.domain.ParameterValue;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.Source;
import dev.assay.domain.Status;
import dev.assay.domain.SummaryMetric;
import dev.assay.domain.Tag;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the tables promise on every database. A backend's own test opens the backend.
abstract class MetaContract {

    private static final UUID CREATOR = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final Rid RID = new Rid("ri.some.main.thing.a-B_c.1");

    @TempDir
    Path folder;

    private Database database;

    protected abstract Database open(Path folder);

    @BeforeEach
    void openDatabase() {
        database = open(folder);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void readsBackEveryFieldOfAModel() {
        Model bare = model(0, "Default");
        Model full = new Model(
                new ModelId("abc._-123"),
                Long.MAX_VALUE,
                new Rid("ri.compass.main.folder.Elsewhere"),
                "a name: ж 日本 🎉 ' \" \\ % _ \n",
                List.of(new Tag("key", "value"), Tag.text("only text")),
                CREATOR,
                Instant.ofEpochMilli(-1),
                TIME,
                Optional.of("s3://bucket/\u0000here"),
                OptionalInt.of(0),
                Optional.of(TIME));
        database.write(transaction -> {
            ModelTable.insert(transaction, bare);
            ModelTable.insert(transaction, withoutDeletion(full));
            ModelTable.update(transaction, full);
            return true;
        });
        assertThat(findModel(bare.id())).contains(bare);
        assertThat(findModel(full.id())).contains(full);
        assertThat(find(transaction -> ModelTable.findByNumber(transaction, 0))).contains(bare);
        assertThat(find(transaction -> ModelTable.findByName(transaction, full.parentFolder(), full.name())))
                .contains(full);
        assertThat(find(transaction -> ModelTable.findByName(transaction, Model.DEFAULT_FOLDER, full.name())))
                .isEmpty();
    }

    @Test
    void readsBackEveryFieldOfAnExperiment() {
        insertModel(model(7, "m"));
        Experiment experiment = experiment("e", 7, Long.MIN_VALUE);
        insertExperiment(1, experiment);
        assertThat(get(experiment.id())).isEqualTo(experiment);

        Experiment full = full(experiment);
        database.write(transaction -> {
            ExperimentTable.update(transaction, new ExperimentTable.Row(1, experiment, false), full);
            return true;
        });
        assertThat(get(full.id())).isEqualTo(full);
        assertThat(find(transaction -> ExperimentTable.findByRunId(transaction, full.runId())))
                .hasValueSatisfying(row -> assertThat(row).isEqualTo(new ExperimentTable.Row(1, full, true)));
    }

    @Test
    void readsBackEveryTextOfAParameter() {
        insertModel(model(0, "m"));
        List<Parameter> parameters = new ArrayList<>();
        for (String text : List.of(
                "",
                "true",
                "True",
                "TRUE",
                "False",
                "1",
                "-1",
                "-0",
                "007",
                "0",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "1.",
                "1.0",
                "-0.0",
                "1e5",
                "1E+5",
                "4.9E-324",
                "1e999",
                "nan",
                "inf",
                "-inf",
                "NaN",
                "None",
                " 1",
                "2024-01-01T00:00:00Z",
                "a\u0000b",
                "\uD83C\uDF89",
                "x".repeat(65_536))) {
            parameters.add(new Parameter("read " + parameters.size(), ParameterValue.read(text)));
        }
        for (double value : new double[] {
            0.0, -0.0, 5, 0.1, 1e16, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.NEGATIVE_INFINITY
        }) {
            parameters.add(new Parameter("double " + parameters.size(), new ParameterValue.Dbl(value)));
        }
        parameters.add(new Parameter("int", new ParameterValue.Int(Long.MIN_VALUE)));
        parameters.add(new Parameter("bool", new ParameterValue.Bool(true)));
        parameters.add(new Parameter("time", ParameterValue.Datetime.parse("2024-02-29T23:59:59.123456789+05:45")));
        parameters.add(new Parameter("a number's text", new ParameterValue.Str("1")));
        parameters.add(new Parameter("a double's text without a point", new ParameterValue.Dbl(5, "5")));
        Experiment experiment = withParameters(experiment("e", 0, 0), parameters);
        insertExperiment(1, experiment);
        assertThat(get(experiment.id()).parameters()).isEqualTo(parameters);
    }

    @Test
    void readsBackEverySource() {
        insertModel(model(0, "m"));
        List<Source> sources = List.of(
                new Source.Sdk(),
                new Source.CodeWorkspace(RID, Optional.empty()),
                new Source.CodeWorkspace(RID, Optional.of(new Rid("ri.a..b.c"))),
                new Source.Authoring(RID));
        for (int i = 0; i < sources.size(); i++) {
            Experiment experiment = withSource(experiment("e" + i, 0, 0), sources.get(i));
            insertExperiment(i, experiment);
            assertThat(get(experiment.id())).isEqualTo(experiment);
        }
    }

    @Test
    void refusesASecondModelOfTheSameNameInTheFolder() {
        insertModel(model(0, "taken"));
        assertThatThrownBy(() -> insertModel(model(1, "taken")))
                .isInstanceOf(IntegrityConstraintViolationException.class);
        insertModel(model(1, "Taken"));
        insertModel(new Model(
                new ModelId("elsewhere"),
                2,
                RID,
                "taken",
                List.of(),
                CREATOR,
                TIME,
                TIME,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty()));
    }

    @Test
    void listsModelsByNumberTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            insertModel(model(i, "m" + i));
        }
        database.write(transaction -> {
            ModelTable.update(transaction, deleted(model(3, "m3")));
            return true;
        });
        assertThat(listModels(Optional.of(false), Optional.empty(), Long.MAX_VALUE, 2))
                .containsExactly("m4", "m2");
        assertThat(listModels(Optional.of(false), Optional.empty(), 2, 10)).containsExactly("m1", "m0");
        assertThat(listModels(Optional.of(true), Optional.empty(), 10, 10)).containsExactly("m3");
        assertThat(listModels(Optional.empty(), Optional.empty(), 10, 10)).hasSize(5);
        assertThat(listModels(Optional.empty(), Optional.of("m3"), 10, 10)).containsExactly("m3");
    }

    @Test
    void hidesTheExperimentsOfADeletedModel() {
        insertModel(model(0, "m"));
        insertExperiment(1, experiment("e", 0, 0));
        assertThat(isDeleted(1)).isFalse();
        database.write(transaction -> {
            ModelTable.update(transaction, deleted(model(0, "m")));
            return true;
        });
        assertThat(isDeleted(1)).isTrue();
        assertThat(find(transaction -> ExperimentTable.findHead(transaction, new ExperimentId("e"))))
                .hasValueSatisfying(head -> assertThat(head.deleted()).isTrue());
        assertThat(get(new ExperimentId("e")).deletedTime()).isEmpty();
    }

    @Test
    void saysWhichExperimentsOfAModelHaveChanged() {
        insertModel(model(0, "m"));
        insertModel(model(1, "other"));
        long start = nextChange();
        insertExperiment(1, experiment("e1", 0, 0));
        insertExperiment(2, experiment("e2", 1, 0));
        ExperimentChangeTable.Changes first = changesSince(start, 10);
        assertThat(first.experiments()).containsExactly(1L);
        insertExperiment(3, experiment("e3", 0, 0));
        database.write(transaction -> {
            Experiment before = experiment("e1", 0, 0);
            ExperimentTable.update(transaction, new ExperimentTable.Row(1, before, false), experiment("e1", 0, 7));
            return true;
        });
        assertThat(changesSince(first.next(), 10).experiments()).containsExactly(3L, 1L);
        assertThat(changesSince(first.next(), 1).experiments()).containsExactly(3L);
        long end = changesSince(first.next(), 10).next();
        assertThat(changesSince(end, 10).experiments()).isEmpty();
        assertThat(changesSince(nextChange(), 10).experiments()).isEmpty();
    }

    @Test
    void keepsTheNewestChanges() {
        insertModel(model(0, "m"));
        insertExperiment(1, experiment("e1", 0, 0));
        long start = nextChange();
        database.write(transaction -> {
            for (int i = 0; i < 3; i++) {
                ExperimentChangeTable.record(transaction, 1);
            }
            return true;
        });
        assertThat(changesSince(start, 10).experiments()).isNotEmpty().containsOnly(1L);
    }

    private long nextChange() {
        return database.read(transaction -> ExperimentChangeTable.next(transaction, 0));
    }

    private ExperimentChangeTable.Changes changesSince(long from, int limit) {
        return database.read(transaction -> ExperimentChangeTable.list(transaction, 0, from, limit));
    }

    private boolean isDeleted(long key) {
        return database.read(transaction -> ExperimentTable.list(transaction, List.of(key)))
                .getFirst()
                .deleted();
    }

    @Test
    void givesEveryNumberOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CountDownLatch both = new CountDownLatch(2);
            List<Future<List<Long>>> taken = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                taken.add(threads.submit(() -> {
                    both.countDown();
                    both.await();
                    List<Long> firsts = new ArrayList<>();
                    for (int i = 0; i < 20; i++) {
                        firsts.add(database.write(transaction -> Counters.take(transaction, Counters.Name.SERIES, 3)));
                    }
                    return firsts;
                }));
            }
            List<Long> all = new ArrayList<>(taken.get(0).get());
            all.addAll(taken.get(1).get());
            assertThat(all.stream().sorted().toList())
                    .isEqualTo(LongStream.range(0, 40).map(i -> 3 * i).boxed().toList());
        }
    }

    @Test
    void givesOutAgainWhatAFailedTransactionHadTaken() {
        assertThatThrownBy(() -> database.write(transaction -> {
                    Counters.take(transaction, Counters.Name.MODEL, 1);
                    throw new IllegalStateException("after the take");
                }))
                .hasMessage("after the take");
        assertThat(database.<Long>write(transaction -> Counters.take(transaction, Counters.Name.MODEL, 1)))
                .isZero();
    }

    @Test
    void keepsOneIdForASeriesNameOfAModel() {
        insertModel(model(0, "m0"));
        insertModel(model(1, "m1"));
        List<String> names = new ArrayList<>(List.of("loss", "Loss", "\u00e9", "e\u0301", "\uD83C\uDF89".repeat(250)));
        for (int i = 0; i < 1_200; i++) {
            names.add("s" + i);
        }
        Map<String, Long> first = database.write(transaction -> SeriesTable.findOrInsert(transaction, 0, names));
        Map<String, Long> again = database.write(transaction -> SeriesTable.findOrInsert(transaction, 0, names));
        Map<String, Long> other =
                database.write(transaction -> SeriesTable.findOrInsert(transaction, 1, List.of("loss", "loss")));
        assertThat(first).hasSize(names.size()).isEqualTo(again);
        assertThat(first.values()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(other.values());
        Map<Long, String> byId = database.read(transaction -> SeriesTable.names(transaction, first.values()));
        assertThat(byId).hasSize(names.size());
        names.forEach(name -> assertThat(byId).containsEntry(first.getOrDefault(name, -1L), name));
        Map<String, Long> found = database.read(transaction -> SeriesTable.find(transaction, 1, names));
        assertThat(found).isEqualTo(other);
    }

    @Test
    void keepsTheBytesAndTheOrderOfTheLog() {
        insertModel(model(0, "m"));
        insertExperiment(1, experiment("e", 0, 0));
        byte[] bytes = {0, -1, 127, -128, '\'', '\\'};
        database.write(transaction -> {
            LogTable.insert(
                    transaction, List.of(new LogTable.Row(1, 9, new byte[] {9}), new LogTable.Row(1, 2, bytes)));
            return true;
        });
        List<byte[]> read = list(transaction -> LogTable.list(transaction, 1));
        assertThat(read).hasSize(2);
        assertThat(read.getFirst()).isEqualTo(bytes);
        assertThat(read.getLast()).isEqualTo(new byte[] {9});
    }

    @Test
    void readsBackEveryFieldOfAToken() {
        User user = new User(CREATOR, "someone");
        Token bare = new Token(
                UUID.randomUUID(),
                user,
                "bare",
                Set.of(Scope.MODELS_READ),
                false,
                TIME,
                Optional.empty(),
                Optional.empty());
        Token full = new Token(
                UUID.randomUUID(),
                user,
                "full",
                EnumSet.allOf(Scope.class),
                true,
                TIME.plusMillis(1),
                Optional.of(TIME),
                Optional.of(TIME.minusMillis(5)));
        database.write(transaction -> {
            AccountTable.insert(transaction, user, TIME);
            TokenTable.insert(transaction, bare, Digests.of("bare"));
            TokenTable.insert(transaction, full, Digests.of("full"));
            return true;
        });
        assertThat(find(transaction -> TokenTable.findByHash(transaction, Digests.of("bare"))))
                .contains(bare);
        assertThat(find(transaction -> TokenTable.find(transaction, full.id()))).contains(full);
        List<Token> all = database.read(TokenTable::list);
        assertThat(all).containsExactly(bare, full);
        assertThat(find(transaction -> AccountTable.findByName(transaction, "someone")))
                .contains(user);
    }

    @Test
    void forgetsAnIdempotencyKeyThatIsTooOld() {
        IdempotencyTable.Done done = new IdempotencyTable.Done(Digests.of("request"), "subject");
        database.write(transaction -> {
            IdempotencyTable.insert(transaction, Digests.of("key"), done, TIME);
            return true;
        });
        assertThat(findDone(TIME)).contains(done);
        assertThat(findDone(TIME.plusMillis(1))).isEmpty();
        database.write(transaction -> {
            IdempotencyTable.deleteBefore(transaction, TIME);
            return true;
        });
        assertThat(findDone(TIME)).contains(done);
        database.write(transaction -> {
            IdempotencyTable.deleteBefore(transaction, TIME.plusMillis(1));
            return true;
        });
        assertThat(findDone(TIME)).isEmpty();
    }

    @Test
    void listsTheLogByBytesAndDeletesWhatWasRead() {
        insertModel(model(7, "m"));
        insertExperiment(1, experiment("a", 7, 0));
        insertExperiment(3, experiment("b", 7, 0));
        byte[] frame = new byte[100];
        database.write(transaction -> {
            LogTable.insert(
                    transaction,
                    LongStream.range(0, 10)
                            .mapToObj(seq -> new LogTable.Row(seq == 4 ? 3 : 1, seq, frame))
                            .toList());
            return true;
        });
        assertThat(list(transaction -> LogTable.experiments(transaction, Long.MIN_VALUE, 10)))
                .containsExactly(1L, 3L);
        assertThat(list(transaction -> LogTable.experiments(transaction, Long.MIN_VALUE, 1)))
                .containsExactly(1L);
        assertThat(list(transaction -> LogTable.experiments(transaction, 1, 10)))
                .containsExactly(3L);
        List<LogTable.Row> least = list(transaction -> LogTable.list(transaction, 1, 1));
        assertThat(least).extracting(LogTable.Row::seq).containsExactly(0L);
        long three = 3 * (100 + LogTable.ROW_BYTES);
        assertThat(list(transaction -> LogTable.list(transaction, 1, three))).hasSize(3);
        assertThat(list(transaction -> LogTable.list(transaction, 2, three))).isEmpty();
        List<LogTable.Row> all = list(transaction -> LogTable.list(transaction, 1, Long.MAX_VALUE));
        assertThat(all).hasSize(9).allSatisfy(row -> assertThat(row.frames()).isEqualTo(frame));
        assertThat(database.<Boolean>write(transaction -> LogTable.delete(transaction, least)))
                .isTrue();
        assertThat(database.<Boolean>write(transaction -> LogTable.delete(transaction, all)))
                .isFalse();
        assertThat(list(transaction -> LogTable.experiments(transaction, Long.MIN_VALUE, 10)))
                .containsExactly(3L);
    }

    @Test
    void stepsFromExperimentToExperimentOfTheLog() {
        List<Long> keys = List.of(Long.MIN_VALUE, -17L, -16L, -1L, 0L, 1L, 15L, 16L, 40L, 41L, Long.MAX_VALUE);
        database.write(transaction -> {
            for (long seq = 0; seq < 3; seq++) {
                for (long key : keys.reversed()) {
                    LogTable.insert(transaction, List.of(new LogTable.Row(key, seq, new byte[] {(byte) key})));
                }
            }
            return true;
        });
        assertThat(list(transaction -> LogTable.experiments(transaction, Long.MIN_VALUE, 100)))
                .isEqualTo(keys.subList(1, keys.size()));
        for (int limit = 0; limit < 5; limit++) {
            int most = limit;
            for (int i = 0; i < keys.size(); i++) {
                long after = keys.get(i);
                assertThat(list(transaction -> LogTable.experiments(transaction, after, most)))
                        .isEqualTo(keys.subList(i + 1, Math.min(keys.size(), i + 1 + most)));
            }
        }
        keys.forEach(key -> {
            assertThat(list(transaction -> LogTable.list(transaction, key)))
                    .hasSize(3)
                    .allSatisfy(frame -> assertThat(frame).containsExactly((byte) (long) key));
            LogTable.Row second = new LogTable.Row(key, 1, new byte[0]);
            LogTable.Row third = new LogTable.Row(key, 2, new byte[0]);
            assertThat(database.<Boolean>read(transaction -> LogTable.hasMore(transaction, second)))
                    .isTrue();
            assertThat(database.<Boolean>read(transaction -> LogTable.hasMore(transaction, third)))
                    .isFalse();
        });
        assertThat(list(SearchRows::tails))
                .containsExactlyInAnyOrderElementsOf(keys.stream()
                        .map(key -> new SearchRows.Tail(key, 3, 2, 0))
                        .toList());
    }

    @Test
    void changesARollUpForWhoKnowsItsVersionAlone() {
        insertModel(model(7, "m"));
        insertExperiment(1, experiment("a", 7, 0));
        List<PackEntry> packs = List.of(
                new PackEntry(5, 5, 4_000_000, 1_000_000),
                new PackEntry(6, 5, 17, 1),
                new PackEntry(4, 4, Long.MAX_VALUE, Long.MAX_VALUE));
        RollupTable.Row first = new RollupTable.Row(1, List.of());
        RollupTable.Row second = new RollupTable.Row(2, packs);
        assertThat(find(transaction -> RollupTable.find(transaction, 1))).isEmpty();
        assertThat(database.<Boolean>write(transaction -> RollupTable.compareAndSet(transaction, 1, 0, first)))
                .isFalse();
        assertThat(database.<Boolean>write(transaction -> RollupTable.insert(transaction, 1, first)))
                .isTrue();
        assertThat(database.<Boolean>write(transaction -> RollupTable.insert(transaction, 1, second)))
                .isFalse();
        assertThat(database.<Boolean>write(transaction -> RollupTable.compareAndSet(transaction, 1, 1, second)))
                .isTrue();
        assertThat(database.<Boolean>write(transaction -> RollupTable.compareAndSet(transaction, 1, 1, first)))
                .isFalse();
        RollupTable.Row found =
                find(transaction -> RollupTable.find(transaction, 1)).orElseThrow();
        assertThat(found.version()).isEqualTo(2);
        assertThat(found.packs()).isEqualTo(packs);
        assertThat(database.<Boolean>write(transaction -> RollupTable.delete(transaction, 1)))
                .isTrue();
        assertThat(database.<Boolean>write(transaction -> RollupTable.delete(transaction, 1)))
                .isFalse();
    }

    @Test
    void listsTheEndedWhosePacksAreNotOneRun() {
        insertModel(model(7, "m"));
        List<PackEntry> twoRuns = List.of(new PackEntry(1, 1, 1, 1), new PackEntry(2, 2, 1, 1));
        List<PackEntry> oneRun = List.of(new PackEntry(1, 1, 1, 1), new PackEntry(2, 1, 1, 1));
        for (long key = 1; key <= 4; key++) {
            Experiment experiment = experiment("e" + key, 7, 0);
            insertExperiment(key, experiment);
            RollupTable.Row row = new RollupTable.Row(1, key == 3 ? oneRun : twoRuns);
            long written = key;
            database.write(transaction -> {
                if (written != 2) {
                    ExperimentTable.update(
                            transaction, new ExperimentTable.Row(written, experiment, false), full(experiment));
                }
                return RollupTable.insert(transaction, written, row);
            });
        }
        assertThat(list(transaction -> RollupTable.listToMerge(transaction, Long.MIN_VALUE, 10)))
                .containsExactly(1L, 4L);
        assertThat(list(transaction -> RollupTable.listToMerge(transaction, 1, 10)))
                .containsExactly(4L);
    }

    @Test
    void keepsChunksOfAggregates() {
        database.write(transaction -> {
            AggregatesTable.put(transaction, 1, Map.of(-1L, new byte[] {1}, 3L, new byte[] {2, 2}));
            AggregatesTable.put(transaction, 2, Map.of(3L, new byte[] {4}));
            AggregatesTable.put(transaction, 1, Map.of(3L, new byte[] {3, 3, 3}, 0L, new byte[] {0}));
            return true;
        });
        assertThat(chunks(1)).containsExactly("-1 [1]", "0 [0]", "3 [3, 3, 3]");
        assertThat(chunks(2)).containsExactly("3 [4]");
        assertThat(chunks(3)).isEmpty();
        Map<Long, List<byte[]>> all =
                database.read(transaction -> AggregatesTable.listAll(transaction, List.of(1L, 2L, 3L)));
        assertThat(all).containsOnlyKeys(1L, 2L);
        assertThat(all.get(1L)).hasSize(3);

        assertThat(database.<AggregatesTable.Freed>write(
                        transaction -> AggregatesTable.deleteLeftover(transaction, 1, 2)))
                .isEqualTo(new AggregatesTable.Freed(2, 2));
        assertThat(chunks(1)).containsExactly("3 [3, 3, 3]");
        assertThat(database.<AggregatesTable.Freed>write(
                        transaction -> AggregatesTable.deleteLeftover(transaction, 1, 2)))
                .isEqualTo(new AggregatesTable.Freed(1, 3));
        assertThat(database.<AggregatesTable.Freed>write(
                        transaction -> AggregatesTable.deleteLeftover(transaction, 1, 2)))
                .isEqualTo(new AggregatesTable.Freed(0, 0));
        assertThat(chunks(2)).containsExactly("3 [4]");
    }

    @Test
    void listsAChunkOverTheExperimentsOfAModel() {
        insertModel(model(0, "m"));
        insertModel(model(1, "other"));
        for (long key = 1; key <= 5; key++) {
            insertExperiment(key, experiment("e" + key, key == 5 ? 1 : 0, -key));
            long written = key;
            database.write(transaction -> {
                AggregatesTable.put(
                        transaction, written, Map.of(7L, new byte[] {(byte) written}, written, new byte[] {-1}));
                return true;
            });
        }
        Experiment gone = deleted(experiment("e3", 0, -3));
        database.write(transaction -> {
            ExperimentTable.update(transaction, new ExperimentTable.Row(3, gone, false), gone);
            return true;
        });
        assertThat(list(transaction -> ExperimentTable.keysOfModel(transaction, 0)))
                .containsExactly(4L, 3L, 2L, 1L);
        List<String> ofModel = chunksTo((transaction, sink) -> AggregatesTable.ofModel(transaction, 0, 7, sink));
        assertThat(ofModel).containsExactlyInAnyOrder("1 [1]", "2 [2]", "3 [3]", "4 [4]");
        List<String> of =
                chunksTo((transaction, sink) -> AggregatesTable.of(transaction, List.of(5L, 2L, 6L), 7, sink));
        assertThat(of).containsExactlyInAnyOrder("2 [2]", "5 [5]");
        List<AggregatesTable.Row> listed =
                list(transaction -> AggregatesTable.list(transaction, List.of(1L, 2L, 3L, 4L, 6L), 7));
        assertThat(listed).extracting(AggregatesTable.Row::experiment).containsExactly(4L, 2L, 1L);
        assertThat(listed.getFirst().id()).isEqualTo(new ExperimentId("e4"));
        assertThat(listed.getFirst().bytes()).containsExactly(4);
        assertThat(list(transaction -> AggregatesTable.list(transaction, List.of(1L, 2L), 2)))
                .extracting(AggregatesTable.Row::experiment)
                .containsExactly(2L);
    }

    @Test
    void findsManyExperimentsAndThoseWithATail() {
        insertModel(model(0, "m"));
        insertModel(model(1, "other"));
        List<ExperimentId> ids = new ArrayList<>();
        for (long key = 1; key <= 1_001; key++) {
            insertExperiment(key, experiment("e" + key, key == 7 ? 1 : 0, -key));
            ids.add(new ExperimentId("e" + key));
        }
        Experiment gone = deleted(experiment("e6", 0, 0));
        database.write(transaction -> {
            ExperimentTable.update(transaction, new ExperimentTable.Row(6, gone, false), gone);
            for (long key = 5; key <= 8; key++) {
                LogTable.insert(transaction, List.of(new LogTable.Row(key, 1, new byte[] {1})));
                LogTable.insert(transaction, List.of(new LogTable.Row(key, 2, new byte[] {1})));
            }
            return true;
        });
        ids.add(new ExperimentId("unknown"));
        Map<ExperimentId, ExperimentTable.Head> heads =
                database.read(transaction -> ExperimentTable.findHeads(transaction, ids));
        assertThat(heads).hasSize(1_001);
        assertThat(heads.get(new ExperimentId("e1001")))
                .isEqualTo(new ExperimentTable.Head(1_001, 0, new ExperimentId("e1001"), -1_001, false));
        assertThat(heads.get(new ExperimentId("e6")))
                .isEqualTo(new ExperimentTable.Head(6, 0, new ExperimentId("e6"), 0, true));
        assertThat(database.read(transaction -> ExperimentTable.listWithTail(transaction, 0))
                        .entrySet())
                .containsExactly(Map.entry(8L, new ExperimentId("e8")), Map.entry(5L, new ExperimentId("e5")));
    }

    @Test
    void knowsPacksThatNobodyNames() {
        insertModel(model(7, "m"));
        insertExperiment(1, experiment("a", 7, 0));
        database.write(transaction -> {
            LoosePackTable.insert(transaction, 1, List.of(8L, 9L), TIME);
            return true;
        });
        assertThat(list(transaction -> LoosePackTable.list(transaction, TIME, 10)))
                .isEmpty();
        assertThat(list(transaction -> LoosePackTable.list(transaction, TIME.plusMillis(1), 10)))
                .containsExactly(new LoosePackTable.Row(1, 8), new LoosePackTable.Row(1, 9));
        assertThat(database.<Integer>write(transaction -> LoosePackTable.delete(transaction, 1, List.of(7L, 8L))))
                .isEqualTo(1);
    }

    /// Whatever byte it is, a document says that it is not what was written.
    @Test
    void findsAFlippedByteOfADocument() {
        byte[] document = ExperimentDocument.of(full(experiment("e", 7, 0))).bytes();
        byte[] packs = PackEntry.write(List.of(new PackEntry(6, 5, 17, 1)));
        byte[] model = ModelDocument.of(model(1, "m")).bytes();
        assertFindsEveryFlip(document, ExperimentDocument::read);
        assertFindsEveryFlip(model, ModelDocument::read);
        assertFindsEveryFlip(packs, PackEntry::read);
    }

    private static void assertFindsEveryFlip(byte[] bytes, Consumer<byte[]> read) {
        read.accept(bytes);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 0x10;
            assertThatThrownBy(() -> read.accept(flipped)).isInstanceOf(DamagedBytes.class);
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> read.accept(cut)).isInstanceOf(DamagedBytes.class);
        }
    }

    private <T> List<T> list(Function<DSLContext, List<T>> query) {
        return database.read(query);
    }

    private List<String> chunks(long experiment) {
        SortedMap<Long, byte[]> chunks = database.read(transaction -> AggregatesTable.list(transaction, experiment));
        return chunks.entrySet().stream()
                .map(chunk -> chunk.getKey() + " " + Arrays.toString(chunk.getValue()))
                .toList();
    }

    private List<String> chunksTo(BiConsumer<DSLContext, AggregatesTable.Sink> query) {
        return database.read(transaction -> {
            List<String> came = new ArrayList<>();
            query.accept(transaction, (experiment, bytes) -> came.add(experiment + " " + Arrays.toString(bytes)));
            return came;
        });
    }

    private <T> Optional<T> find(Function<DSLContext, Optional<T>> read) {
        return database.read(read);
    }

    private Optional<IdempotencyTable.Done> findDone(Instant since) {
        return database.read(transaction -> IdempotencyTable.find(transaction, Digests.of("key"), since));
    }

    private Optional<Model> findModel(ModelId id) {
        return database.read(transaction -> ModelTable.find(transaction, id));
    }

    private Experiment get(ExperimentId id) {
        return database.read(transaction -> ExperimentTable.find(transaction, id))
                .orElseThrow()
                .experiment();
    }

    private List<String> listModels(Optional<Boolean> deleted, Optional<String> name, long before, int limit) {
        return database.read(transaction -> ModelTable.list(transaction, deleted, name, before, limit)).stream()
                .map(Model::name)
                .toList();
    }

    private void insertModel(Model model) {
        database.write(transaction -> {
            ModelTable.insert(transaction, model);
            return true;
        });
    }

    private void insertExperiment(long key, Experiment experiment) {
        database.write(transaction -> {
            ExperimentTable.insert(transaction, key, experiment);
            return true;
        });
    }

    private static Model model(long number, String name) {
        return new Model(
                new ModelId("model-" + number),
                number,
                Model.DEFAULT_FOLDER,
                name,
                List.of(),
                CREATOR,
                TIME,
                TIME,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static Model deleted(Model model) {
        return withDeletedTime(model, Optional.of(TIME));
    }

    private static Model withoutDeletion(Model model) {
        return withDeletedTime(model, Optional.empty());
    }

    private static Model withDeletedTime(Model model, Optional<Instant> deletedTime) {
        return new Model(
                model.id(),
                model.number(),
                model.parentFolder(),
                model.name(),
                model.tags(),
                model.createdBy(),
                model.createdTime(),
                model.updatedTime(),
                model.artifactLocation(),
                model.retentionDays(),
                deletedTime);
    }

    private static Experiment experiment(String name, long model, long startTimeMs) {
        return new Experiment(
                new ExperimentId(name),
                new ModelId("model-" + model),
                model,
                "run-of-" + name,
                name,
                CREATOR,
                TIME,
                new Status(Status.Word.RUNNING, startTimeMs, OptionalLong.empty(), Optional.empty()),
                new Source.Sdk(),
                Experiment.DEFAULT_BRANCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Experiment deleted(Experiment before) {
        return new Experiment(
                before.id(),
                before.model(),
                before.modelNumber(),
                before.runId(),
                before.name(),
                before.createdBy(),
                before.createdTime(),
                before.status(),
                before.source(),
                before.branch(),
                before.jobRid(),
                before.linkedModelVersion(),
                before.parameters(),
                before.tags(),
                before.summaryMetrics(),
                before.artifacts(),
                Optional.of(TIME));
    }

    private static Experiment full(Experiment before) {
        return new Experiment(
                before.id(),
                before.model(),
                before.modelNumber(),
                before.runId(),
                "another name \uD83C\uDF89",
                before.createdBy(),
                before.createdTime(),
                new Status(
                        Status.Word.KILLED,
                        Long.MAX_VALUE,
                        OptionalLong.of(Long.MIN_VALUE),
                        Optional.of("m".repeat(4_000))),
                new Source.CodeWorkspace(RID, Optional.of(RID)),
                "a/branch",
                Optional.of(RID),
                Optional.of(new Rid("ri.models.main.model-version.v1")),
                List.of(new Parameter("p", new ParameterValue.Str("\u0000"))),
                List.of(Tag.text("t"), new Tag("u", "\uD83C\uDF89")),
                List.of(
                        new SummaryMetric("loss", Aggregation.MIN),
                        new SummaryMetric("loss", Aggregation.MAX),
                        new SummaryMetric("z", Aggregation.LAST)),
                List.of(
                        new Artifact(
                                "../etc/passwd",
                                Optional.of("described"),
                                Long.MAX_VALUE,
                                Digests.of("content"),
                                new Artifact.Table(
                                        Artifact.TableFormat.CSV,
                                        Long.MAX_VALUE,
                                        columns(),
                                        List.of(
                                                new Artifact.RowMark(1, 2),
                                                new Artifact.RowMark(300, Long.MAX_VALUE)))),
                        new Artifact(
                                "lines",
                                Optional.of(""),
                                0,
                                Digests.of("lines"),
                                new Artifact.Table(Artifact.TableFormat.JSON_LINES, 0, List.of(), List.of())),
                        new Artifact("text", Optional.empty(), 1, Digests.of("text"), new Artifact.File("text/plain"))),
                Optional.of(TIME));
    }

    private static List<Artifact.Column> columns() {
        List<Artifact.Column> columns = new ArrayList<>();
        for (Artifact.ColumnType type : Artifact.ColumnType.values()) {
            columns.add(new Artifact.Column("a " + type, type));
        }
        return columns;
    }

    private static Experiment withParameters(Experiment before, List<Parameter> parameters) {
        return with(before, before.source(), parameters);
    }

    private static Experiment withSource(Experiment before, Source source) {
        return with(before, source, before.parameters());
    }

    private static Experiment with(Experiment before, Source source, List<Parameter> parameters) {
        return new Experiment(
                before.id(),
                before.model(),
                before.modelNumber(),
                before.runId(),
                before.name(),
                before.createdBy(),
                before.createdTime(),
                before.status(),
                source,
                before.branch(),
                before.jobRid(),
                before.linkedModelVersion(),
                parameters,
                before.tags(),
                before.summaryMetrics(),
                before.artifacts(),
                before.deletedTime());
    }
}
