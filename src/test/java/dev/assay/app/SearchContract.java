package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Aggregation;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.domain.Status;
import dev.assay.domain.Tag;
import dev.assay.query.Comparison;
import dev.assay.query.Filter;
import dev.assay.query.FilterLanguage;
import dev.assay.query.Num;
import dev.assay.query.NumberTest;
import dev.assay.query.Order;
import dev.assay.query.Order.SortKey;
import dev.assay.query.Order.Term;
import dev.assay.query.SortValue;
import dev.assay.query.Target;
import dev.assay.query.TextField;
import dev.assay.query.TimeField;
import dev.assay.query.Vocabulary;
import dev.assay.search.Browse;
import dev.assay.search.Browse.Window;
import dev.assay.search.Cell;
import dev.assay.search.Folds;
import dev.assay.series.Batch;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What searching promises on every database: the answer of looking at every experiment, one by one. A
/// backend's own test opens the backend.
abstract class SearchContract {

    private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    private static final Term BY_RUN_ID = new Term(new SortKey.OfText(TextField.RUN_ID), false);
    private static final Order NO_ORDER = new Order(List.of());

    @TempDir
    Path folder;

    private TestStore opened;
    private Store store;
    private Caller admin;
    private ModelId model;
    private long modelNumber;
    private final List<ExperimentId> made = new ArrayList<>();
    private final Set<ExperimentId> deleted = new HashSet<>();

    protected abstract Database open(Path folder);

    @BeforeEach
    void openStore() {
        opened = TestStore.open(open(folder), folder, InstantSource.system());
        store = opened.store();
        admin = opened.admin();
        model = store.models()
                .create(
                        admin,
                        NO_KEY,
                        new NewModel("m", Optional.empty(), List.of(), Optional.empty(), Optional.empty()))
                .id();
        modelNumber = store.models().get(admin, model).number();
    }

    @AfterEach
    void closeStore() {
        opened.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatLookingAtEveryExperimentFinds(long seed) {
        RandomSearches random = new RandomSearches(seed);
        for (int round = 0; round < 12; round++) {
            change(random);
            if (random.oneIn(3)) {
                store.rollUpAll();
            }
            for (int i = 0; i < 15; i++) {
                requireRight(random.filter(4), random.order(), 1 + random.below(12));
                requireRightTable(random);
            }
        }
    }

    private void change(RandomSearches random) {
        for (int i = random.below(4) + (made.isEmpty() ? 5 : 0); i > 0; i--) {
            create(random.name());
        }
        for (int i = 6; i > 0; i--) {
            ExperimentRef.ById ref = new ExperimentRef.ById(random.one(made));
            if (deleted.contains(ref.id())) {
                store.experiments().restore(admin, NO_KEY, ref);
                deleted.remove(ref.id());
            } else if (random.oneIn(8)) {
                store.experiments().delete(admin, NO_KEY, ref);
                deleted.add(ref.id());
            } else {
                store.experiments().change(admin, NO_KEY, ref, changes(random));
            }
        }
    }

    private static Changes changes(RandomSearches random) {
        Changes changes = Changes.NONE;
        if (random.oneIn(2)) {
            changes = changes.withPoints(random.points());
        }
        if (random.oneIn(2)) {
            changes = changes.withParameters(random.parameters(), Changes.ParameterRule.OVERWRITE);
        }
        if (random.oneIn(2)) {
            changes = changes.withTags(random.tags());
        }
        if (random.oneIn(3)) {
            changes = changes.withSummaryMetrics(random.summaryMetrics());
        }
        if (random.oneIn(3)) {
            changes = changes.withStatus(new Changes.StatusChange(
                    Optional.of(random.one(List.of(Status.Word.values()))),
                    OptionalLong.of(random.below(5)),
                    Optional.empty()));
        }
        if (random.oneIn(3)) {
            changes = changes.withAttributes(new Changes.Attributes(
                    Optional.of(random.name()),
                    Optional.of(random.one(List.of("master", "x", "dev"))),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return changes;
    }

    private void requireRight(Filter filter, Order order, int pageSize) {
        Order total = order.then(BY_RUN_ID);
        List<Snapshot> expected = made.stream()
                .filter(id -> !deleted.contains(id))
                .map(id -> store.reads().get(admin, id))
                .filter(snapshot -> filter.matches(subject(snapshot)))
                .sorted(comparator(total))
                .toList();
        assertThat(all(filter, order, pageSize)).as(filter + " " + order).isEqualTo(expected);
    }

    private SnapshotSubject subject(Snapshot snapshot) {
        ExperimentId id = snapshot.experiment().id();
        return new SnapshotSubject(
                snapshot, () -> store.purges().bytes(admin, id).total());
    }

    /// A part of the table, and groups of its rows, beside what looking at every experiment says.
    private void requireRightTable(RandomSearches random) {
        NaiveTable naive = new NaiveTable(
                made.stream()
                        .filter(id -> !deleted.contains(id))
                        .map(id -> subject(store.reads().get(admin, id)))
                        .toList(),
                new TableQuery(random.filter(2), random.order(), false, nested(random)));
        Window window = new Window(random.columns(), random.below(4), random.below(20));
        Browse.Rows rows =
                store.browsing().rows(admin, model.rid(), naive.query(), window).rows();
        assertThat(rows.total()).isEqualTo(made.size() - deleted.size());
        assertThat(rows.matched()).isEqualTo(naive.matched());
        assertThat(rows.listed()).isEqualTo(naive.listed());
        assertThat(rows.rows()).as(naive.query() + " " + window).isEqualTo(naive.rows(window));
        List<Target> by = List.of(random.column());
        List<Target> columns = random.columns();
        assertThat(store.browsing()
                        .groups(admin, model.rid(), naive.query(), by, columns, 0, 100)
                        .groups())
                .as(naive.query() + " " + by + " " + columns)
                .usingElementComparator(NaiveTable::compareClosely)
                .isEqualTo(naive.groups(by, columns));
    }

    private Optional<Folds> nested(RandomSearches random) {
        return random.oneIn(2)
                ? Optional.of(new Folds(
                        random.oneIn(2),
                        made.stream()
                                .filter(_ -> random.oneIn(3))
                                .map(ExperimentId::locator)
                                .collect(Collectors.toSet())))
                : Optional.empty();
    }

    @Test
    void showsTheTableAsItIsWhileExperimentsChange() {
        create("a");
        create("b");
        TableQuery all = new TableQuery(Filter.all(), NO_ORDER, false, Optional.empty());
        Window window = new Window(List.of(new Target.OfLength("n"), new Target.OfTags()), 0, 10);
        Browse.Rows before =
                store.browsing().rows(admin, model.rid(), all, window).rows();
        assertThat(store.browsing().rows(admin, model.rid(), all, window).rows())
                .isEqualTo(before);
        log(made.getFirst(), "n", 1, 1);
        Browse.Rows logged =
                store.browsing().rows(admin, model.rid(), all, window).rows();
        assertThat(logged.version()).isNotEqualTo(before.version());
        assertThat(logged.rows().getLast().cells()).containsExactly(new Cell.Whole(1), new Cell.Tags(List.of()));
        store.rollUpAll();
        Browse.Rows rolled =
                store.browsing().rows(admin, model.rid(), all, window).rows();
        assertThat(rolled.rows()).isEqualTo(logged.rows());
        store.experiments()
                .change(
                        admin,
                        NO_KEY,
                        new ExperimentRef.ById(made.getFirst()),
                        Changes.NONE.withTags(List.of(new Tag("k", "v"))));
        assertThat(store.browsing()
                        .rows(admin, model.rid(), all, window)
                        .rows()
                        .rows()
                        .getLast()
                        .cells()
                        .getLast())
                .isEqualTo(new Cell.Tags(List.of(new Tag("k", "v"))));
        store.experiments().delete(admin, NO_KEY, new ExperimentRef.ById(made.getFirst()));
        assertThat(store.browsing().rows(admin, model.rid(), all, window).rows().total())
                .isEqualTo(1);
        TableQuery gone = new TableQuery(Filter.all(), NO_ORDER, true, Optional.empty());
        assertThat(store.browsing()
                        .rows(admin, model.rid(), gone, window)
                        .rows()
                        .rows())
                .hasSize(1)
                .allMatch(Browse.Shown::deleted);
    }

    private Comparator<Snapshot> comparator(Order order) {
        return (a, b) -> {
            for (Term term : order.terms()) {
                int compared = SortValue.compare(
                        SortValue.of(term.key(), subject(a)), SortValue.of(term.key(), subject(b)), term.descending());
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        };
    }

    private List<Snapshot> all(Filter filter, Order order, int pageSize) {
        List<Snapshot> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<Snapshot> page = store.searches().find(admin, query(filter, order, pageSize, token));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(pageSize);
            all.addAll(page.items());
            token = page.nextPageToken();
        } while (token.isPresent());
        return all;
    }

    private ExperimentQuery query(Filter filter, Order order, int pageSize, Optional<String> token) {
        return new ExperimentQuery(List.of(modelNumber), Lifecycle.ACTIVE, filter, order, pageSize, token);
    }

    private ExperimentId create(String name) {
        ExperimentId id = store.experiments().create(admin, NO_KEY, model, NewExperiment.named(name));
        made.add(id);
        return id;
    }

    private void log(ExperimentId id, String series, long step, double value) {
        Batch batch = new Batch();
        batch.add(series, step, 0, value);
        store.experiments().change(admin, NO_KEY, new ExperimentRef.ById(id), Changes.NONE.withPoints(batch));
    }

    @Test
    void findsEveryPointThatWasAcknowledgedWhileTheyAreRolledUp() throws Exception {
        int experiments = 4;
        int points = 150;
        for (int i = 0; i < experiments; i++) {
            create("e" + i);
        }
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(experiments + 2)) {
            List<Future<?>> writers = new ArrayList<>();
            for (ExperimentId id : List.copyOf(made)) {
                writers.add(threads.submit(() -> {
                    for (int step = 1; step <= points; step++) {
                        log(id, "n", step, step);
                        requireFound(id, step);
                    }
                }));
            }
            Future<?> rolling = threads.submit(() -> {
                while (writing.get()) {
                    store.rollUpAll();
                }
            });
            Future<?> reading = threads.submit(() -> {
                while (writing.get()) {
                    requireAnswersToMatchThemselves();
                }
            });
            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            rolling.get();
            reading.get();
        }
        Filter complete = atLeast(points);
        assertThat(all(complete, NO_ORDER, 3)).hasSize(experiments);
        store.rollUpAll();
        assertThat(all(complete, NO_ORDER, 3)).hasSize(experiments);
    }

    private void requireFound(ExperimentId id, int step) {
        assertThat(all(atLeast(step), NO_ORDER, 100))
                .extracting(snapshot -> snapshot.experiment().id())
                .contains(id);
    }

    private void requireAnswersToMatchThemselves() {
        Filter filter = new Filter.Or(List.of(
                new Filter.Aggregate("n", Aggregation.LAST, new NumberTest(Comparison.LESS, new Num.Int(40))),
                new Filter.Length("n", new NumberTest(Comparison.GREATER, new Num.Int(90)))));
        Order order = new Order(List.of(new Term(new SortKey.OfAggregate("n", Aggregation.MAX), true)));
        Page<Snapshot> page = store.searches().find(admin, query(filter, order, 10, Optional.empty()));
        assertThat(page.items()).allMatch(snapshot -> filter.matches(new SnapshotSubject(snapshot)));
        assertThat(page.items()).isSortedAccordingTo(comparator(order.then(BY_RUN_ID)));
        List<Target> columns = List.of(new Target.OfAggregate("n", Aggregation.LAST), new Target.OfLength("n"));
        Browse.Rows rows = store.browsing()
                .rows(
                        admin,
                        model.rid(),
                        new TableQuery(filter, order, false, Optional.empty()),
                        new Window(columns, 0, 10))
                .rows();
        assertThat(rows.rows()).allSatisfy(row -> {
            double last = ((Cell.Decimal) row.cells().get(0)).value();
            assertThat(last < 40 || last > 90).isTrue();
            assertThat(row.cells().get(1)).isEqualTo(new Cell.Whole((long) last));
            assertThat(row.lastLoggedMs()).hasValue(0);
        });
        assertThat(rows.rows())
                .isSortedAccordingTo(Comparator.comparingDouble(
                        row -> -((Cell.Decimal) row.cells().get(0)).value()));
    }

    private static Filter atLeast(int value) {
        return new Filter.Aggregate(
                "n", Aggregation.LAST, new NumberTest(Comparison.GREATER_OR_EQUAL, new Num.Int(value)));
    }

    @Test
    void ordersTimesToTheEdges() {
        long[] starts = {5, 5, Long.MAX_VALUE, Long.MIN_VALUE, -1};
        for (long start : starts) {
            NewExperiment named = NewExperiment.named("e" + start);
            made.add(store.experiments()
                    .create(
                            admin,
                            NO_KEY,
                            model,
                            new NewExperiment(
                                    named.name(),
                                    named.status(),
                                    OptionalLong.of(start),
                                    named.branch(),
                                    named.source(),
                                    named.jobRid(),
                                    named.linkedModelVersion(),
                                    named.tags(),
                                    named.parameters(),
                                    named.id(),
                                    named.createdTime(),
                                    named.createdBy())));
        }
        Order latestFirst = new Order(List.of(new Term(new SortKey.OfTime(TimeField.STARTED), true)));
        assertThat(all(Filter.all(), latestFirst, 2))
                .extracting(snapshot -> snapshot.experiment().status().startTimeMs())
                .containsExactly(Long.MAX_VALUE, 5L, 5L, -1L, Long.MIN_VALUE);
    }

    @Test
    void staysRightFromPageToPageWhileExperimentsAreAdded() {
        for (int i = 0; i < 9; i++) {
            create("e" + i);
        }
        Order byName = new Order(List.of(new Term(new SortKey.OfText(TextField.NAME), false)));
        List<String> seen = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Page<Snapshot> page = store.searches().find(admin, query(Filter.all(), byName, 2, token));
            page.items().forEach(found -> seen.add(found.experiment().name()));
            create("a" + seen.size());
            create("e4");
            token = page.nextPageToken();
        } while (token.isPresent());
        assertThat(new HashSet<>(seen)).contains("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8");
        assertThat(seen).isSorted().filteredOn(name -> !name.equals("e4")).doesNotHaveDuplicates();
    }

    @Test
    void hidesTheExperimentsOfADeletedModel() {
        create("e");
        assertThat(all(Filter.all(), NO_ORDER, 5)).hasSize(1);
        store.models().delete(admin, NO_KEY, model);
        assertThat(all(Filter.all(), NO_ORDER, 5)).isEmpty();
        assertThat(store.searches()
                        .find(
                                admin,
                                new ExperimentQuery(
                                        List.of(modelNumber),
                                        Lifecycle.DELETED,
                                        Filter.all(),
                                        NO_ORDER,
                                        5,
                                        Optional.empty()))
                        .items())
                .allMatch(Snapshot::deleted)
                .hasSize(1);
        store.models().restore(admin, NO_KEY, model);
        assertThat(all(Filter.all(), NO_ORDER, 5)).noneMatch(Snapshot::deleted).hasSize(1);
    }

    @Test
    void takesTokensOfTheSameQueryAlone() {
        create("a");
        create("b");
        Filter filter = FilterLanguage.parse(Vocabulary.EXPERIMENTS, "name != 'c'");
        String token = store.searches()
                .find(admin, query(filter, NO_ORDER, 1, Optional.empty()))
                .nextPageToken()
                .orElseThrow();
        assertThat(store.searches()
                        .find(admin, query(filter, NO_ORDER, 5, Optional.of(token)))
                        .items())
                .hasSize(1);
        Filter other = FilterLanguage.parse(Vocabulary.EXPERIMENTS, "name != 'd'");
        assertThatThrownBy(() -> store.searches().find(admin, query(other, NO_ORDER, 1, Optional.of(token))))
                .hasMessageContaining("page token");
        Order byName = new Order(List.of(new Term(new SortKey.OfText(TextField.NAME), false)));
        assertThatThrownBy(() -> store.searches().find(admin, query(filter, byName, 1, Optional.of(token))))
                .hasMessageContaining("page token");
    }
}
