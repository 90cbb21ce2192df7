package dev.assay.keep;

import dev.assay.artifact.local.LocalArtifactStore;
import dev.assay.meta.ExperimentTable;
import dev.assay.meta.ModelTable;
import dev.assay.meta.VersionTable;
import dev.assay.observe.Progress;
import dev.assay.series.PackStore;
import dev.assay.series.sql.SqlPackStore;
import dev.assay.sql.DatabaseException;
import dev.assay.sql.SqliteReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Reads all of a store, beside whoever works on it, and says what is not as it was written: the database as
/// SQLite sees it, every document, every row of the log, every pack and block, whatever is stored of them once
/// more, and the bytes of every artifact. Bytes that a purge has not freed yet are no finding.
public final class Check {

    private static final int KEYS_PER_READ = 1_000;

    private final SqliteReader database;
    private final PackStore packs;
    private final LocalArtifactStore artifacts;
    private final Consumer<Finding> found;
    private final Progress progress;
    private long findings;

    private Check(
            SqliteReader database,
            PackStore packs,
            LocalArtifactStore artifacts,
            Consumer<Finding> found,
            Progress progress) {
        this.database = database;
        this.packs = packs;
        this.artifacts = artifacts;
        this.found = found;
        this.progress = progress;
    }

    /// What was looked at.
    public record Summary(long findings, long models, long experiments, long points, long artifacts) {}

    /// Checks the store in the folder `data`. Throws `KeepingFailed` where there is none that can be opened, and
    /// `StoreIsNewer`.
    public static Summary run(Path data, Consumer<Finding> found, Progress progress) {
        StoreFiles store = new StoreFiles(data);
        store.requireStore();
        try (SqliteReader database = SqliteReader.open(store.database())) {
            return new Check(
                            database, new SqlPackStore(), LocalArtifactStore.toRead(store.artifacts()), found, progress)
                    .run();
        } catch (DatabaseException e) {
            throw KeepingFailed.of(e);
        }
    }

    private Summary run() {
        progress.at("database", 0, 1);
        database.problems().forEach(problem -> report(new Finding("database", problem)));
        database.unresolved().forEach(problem -> report(new Finding("database", problem)));
        long models = checkModels();
        ExperimentCheck experiments = new ExperimentCheck(database, packs, this::report);
        long checked = checkExperiments(experiments);
        checkVersions(new VersionCheck(database, this::report));
        long contents = new ArtifactCheck(database, artifacts, this::report, progress).run();
        return new Summary(findings, models, checked, experiments.points(), contents);
    }

    private void report(Finding finding) {
        findings++;
        found.accept(finding);
    }

    private long checkModels() {
        long count = 0;
        long after = -1;
        List<ModelTable.Key> models = models(after);
        while (!models.isEmpty()) {
            for (ModelTable.Key model : models) {
                Attempt.at(where(model), this::report, () -> checkModel(model));
                count++;
            }
            after = models.getLast().number();
            models = models(after);
        }
        return count;
    }

    /// One that was purged meanwhile is none.
    private ModelTable.Key checkModel(ModelTable.Key key) {
        return database.read(transaction -> {
            ModelTable.findByNumber(transaction, key.number())
                    .filter(model -> ModelTable.findByName(transaction, model.parentFolder(), model.name())
                            .filter(named -> named.number() == key.number())
                            .isEmpty())
                    .ifPresent(_ -> report(new Finding(where(key), "it is not found by its name")));
            return key;
        });
    }

    private static String where(ModelTable.Key key) {
        return "model " + key.id().rid().text();
    }

    private List<ModelTable.Key> models(long after) {
        return database.read(transaction -> ModelTable.keys(transaction, after, KEYS_PER_READ));
    }

    private long checkExperiments(ExperimentCheck experiments) {
        long total = database.read(ExperimentTable::count);
        long count = 0;
        long after = Long.MIN_VALUE;
        List<ExperimentTable.Key> keys = experiments(after);
        while (!keys.isEmpty()) {
            for (ExperimentTable.Key key : keys) {
                experiments.check(key);
                progress.at("experiments", ++count, total);
            }
            after = keys.getLast().key();
            keys = experiments(after);
        }
        return count;
    }

    private void checkVersions(VersionCheck check) {
        long after = -1;
        List<VersionTable.Key> keys = versions(after);
        while (!keys.isEmpty()) {
            keys.forEach(check::check);
            after = keys.getLast().key();
            keys = versions(after);
        }
    }

    private List<VersionTable.Key> versions(long after) {
        return database.read(transaction -> VersionTable.keys(transaction, after, KEYS_PER_READ));
    }

    private List<ExperimentTable.Key> experiments(long after) {
        return database.read(transaction -> ExperimentTable.keys(transaction, after, KEYS_PER_READ));
    }
}
