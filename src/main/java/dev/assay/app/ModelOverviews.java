package dev.assay.app;

import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelCounts;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.domain.SummaryMetric;
import dev.assay.engine.SeriesReader;
import dev.assay.meta.ExperimentBytes;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ModelCountQueries;
import dev.assay.meta.ModelTable;
import dev.assay.meta.VersionTable;
import dev.assay.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DSLContext;

/// What a list of models says of each. Thread-safe.
public final class ModelOverviews {

    private static final int PER_STEP = 500;

    /// How many of the newest experiments are looked at for one that has points.
    private static final int NEWEST_LOOKED_AT = 5;

    /// What people call the series that they look at first, the likelier first.
    private static final List<Pattern> MAIN_SERIES = List.of(
            Pattern.compile(
                    "(?i)(^|[/_.-])(val|valid|validation|eval|test)[/_.-]?(loss|acc|accuracy|auc|f1|score|reward)$"),
            Pattern.compile("(?i)(^|[/_.-])(loss|acc|accuracy|auc|f1|score|reward|return|rmse|mse|mae)$"),
            Pattern.compile("(?i)(loss|acc|reward|score)"));

    private static final String SYSTEM_SERIES = "system/";

    /// What is listed, and how. A text that the name must contain, whatever the case; none where it is empty.
    public record Query(String search, boolean deleted, Sort sort, boolean descending, int offset, int limit) {}

    public enum Sort {
        ACTIVITY,
        NAME,
        CREATED,
        EXPERIMENTS
    }

    public record Overview(Model model, ModelCounts counts) {}

    /// A part of the list.
    ///
    /// @param total how many the store has, deleted or not as was asked
    /// @param matched how many of them have the text in their names
    public record Listed(long total, long matched, List<Overview> rows) {
        public Listed {
            rows = List.copyOf(rows);
        }
    }

    /// What takes longer to find.
    ///
    /// @param bytes of all of its experiments, the deleted too
    /// @param newest the newest of its newest experiments that has points, and the series of it that people look at
    ///     first
    public record Preview(long bytes, Optional<MainSeries> newest) {}

    public record MainSeries(Experiment experiment, String series) {}

    /// A branch and how many versions it has.
    public record Branch(String name, int versions) {}

    private final Database database;
    private final SeriesReader reader;

    ModelOverviews(Database database, SeriesReader reader) {
        this.database = database;
        this.reader = reader;
    }

    /// Models are few: every one is looked at.
    public Listed list(Caller caller, Query query) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> {
            List<Model> models = models(transaction, query.deleted());
            Map<Long, ModelCounts> counts = ModelCountQueries.all(transaction);
            String wanted = query.search().toLowerCase(Locale.ROOT);
            List<Overview> matched = models.stream()
                    .filter(model -> model.pathName().toLowerCase(Locale.ROOT).contains(wanted))
                    .map(model -> new Overview(model, counts.getOrDefault(model.number(), ModelCounts.NONE)))
                    .sorted(order(query))
                    .toList();
            return new Listed(
                    models.size(),
                    matched.size(),
                    matched.stream().skip(query.offset()).limit(query.limit()).toList());
        });
    }

    private static List<Model> models(DSLContext transaction, boolean deleted) {
        List<Model> models = new ArrayList<>();
        List<Model> step;
        do {
            long before = models.isEmpty() ? Long.MAX_VALUE : models.getLast().number();
            step = ModelTable.list(transaction, Optional.of(deleted), Optional.empty(), before, PER_STEP);
            models.addAll(step);
        } while (step.size() == PER_STEP);
        return models;
    }

    /// What is equal is ordered by the time of its making, the newest first.
    private static Comparator<Overview> order(Query query) {
        Comparator<Overview> order = switch (query.sort()) {
            case ACTIVITY -> Comparator.comparing(ModelOverviews::activity);
            case NAME -> Comparator.comparing(overview -> overview.model().pathName(), String.CASE_INSENSITIVE_ORDER);
            case CREATED -> Comparator.comparing(overview -> overview.model().createdTime());
            case EXPERIMENTS ->
                Comparator.comparingLong(overview -> overview.counts().experiments());
        };
        Comparator<Overview> newestFirst = Comparator.<Overview>comparingLong(
                        overview -> overview.model().number())
                .reversed();
        return (query.descending() ? order.reversed() : order).thenComparing(newestFirst);
    }

    private static Instant activity(Overview overview) {
        return overview.counts().lastActivity().orElse(overview.model().createdTime());
    }

    /// Throws `ModelNotFound`.
    public Overview get(Caller caller, ModelId id) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> {
            Model model = getActive(transaction, id);
            return new Overview(model, ModelCountQueries.of(transaction, model.number()));
        });
    }

    /// Throws `ModelNotFound`.
    public Preview preview(Caller caller, ModelId id) {
        caller.require(Scope.MODELS_READ);
        return database.read(transaction -> {
            Model model = getActive(transaction, id);
            long bytes =
                    ExperimentBytes.totals(transaction, ExperimentTable.keysOfModel(transaction, model.number()))
                            .values()
                            .stream()
                            .mapToLong(Long::longValue)
                            .sum();
            return new Preview(bytes, mainSeries(transaction, model));
        });
    }

    /// The branches of the model that have versions, the one with the newest first. Throws `ModelNotFound`.
    public List<Branch> branches(Caller caller, ModelId id) {
        caller.require(Scope.MODELS_READ);
        return database
                .read(transaction -> VersionTable.branches(
                        transaction, getActive(transaction, id).number()))
                .stream()
                .map(branch -> new Branch(branch.name(), branch.versions()))
                .toList();
    }

    private static Model getActive(DSLContext transaction, ModelId id) {
        return ModelTable.find(transaction, id)
                .filter(found -> found.deletedTime().isEmpty())
                .orElseThrow(() -> Faults.modelNotFound(id.rid()));
    }

    private Optional<MainSeries> mainSeries(DSLContext transaction, Model model) {
        for (long key : ExperimentTable.newest(transaction, model.number(), NEWEST_LOOKED_AT)) {
            Collection<String> series = reader.series(transaction, key).keySet();
            if (!series.isEmpty()) {
                Experiment experiment = ExperimentTable.list(transaction, List.of(key))
                        .getFirst()
                        .experiment();
                return Optional.of(new MainSeries(experiment, main(experiment.summaryMetrics(), series)));
            }
        }
        return Optional.empty();
    }

    /// What was chosen to sum the experiment up, if it has points; else what is called like what people look at first.
    static String main(List<SummaryMetric> chosen, Collection<String> series) {
        Optional<String> first = chosen.stream()
                .map(SummaryMetric::seriesName)
                .filter(series::contains)
                .findFirst();
        if (first.isPresent()) {
            return first.get();
        }
        List<String> names = series.stream()
                .sorted(Comparator.comparing((String name) -> name.startsWith(SYSTEM_SERIES))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (Pattern likely : MAIN_SERIES) {
            Optional<String> found =
                    names.stream().filter(name -> likely.matcher(name).find()).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return names.getFirst();
    }
}
