package dev.assay.app;

import dev.assay.artifact.ArtifactStore;
import dev.assay.artifact.Upload;
import dev.assay.domain.Caller;
import dev.assay.domain.Experiment;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.ModelVersionId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.domain.StoredFile;
import dev.assay.domain.Texts;
import dev.assay.engine.Writer;
import dev.assay.meta.Counters;
import dev.assay.meta.ModelTable;
import dev.assay.meta.VersionTable;
import dev.assay.sql.Database;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jooq.DSLContext;

/// Versions of models. A version of a deleted model is not there. Every write is on stable storage when it returns,
/// whole or not at all. Thread-safe.
public final class Versions {

    private static final long PAGE_BYTES_MAX = 16L << 20;

    private final Database database;
    private final Writer writer;
    private final ArtifactStore artifacts;
    private final Contents contents;
    private final PageTokens pageTokens;
    private final InstantSource clock;

    Versions(
            Database database,
            Writer writer,
            ArtifactStore artifacts,
            Contents contents,
            PageTokens pageTokens,
            InstantSource clock) {
        this.database = database;
        this.writer = writer;
        this.artifacts = artifacts;
        this.contents = contents;
        this.pageTokens = pageTokens;
        this.clock = clock;
    }

    /// Stores the file and makes the version, on `master`. Throws `ModelNotFound`, `LimitReached`.
    public ModelVersion create(Caller caller, Rid modelRid, NewVersion wanted) {
        caller.require(Scope.MODELS_WRITE, () -> Faults.createModelVersionDenied(modelRid));
        requireSane(wanted);
        database.read(transaction -> getRoomy(transaction, modelRid));
        try (Upload upload = artifacts.begin(wanted.file().length)) {
            upload.write(wanted.file(), 0, wanted.file().length);
            ModelVersion.File file = new ModelVersion.File(
                    wanted.fileName(),
                    upload.stored().sizeBytes(),
                    upload.stored().digest());
            AtomicLong made = new AtomicLong();
            contents.keep(() -> {
                upload.commit();
                long bytes = wanted.api().length();
                made.set(insert(bytes, transaction -> version(caller, transaction, modelRid, wanted, file)));
            });
            return getMade(made.get());
        }
    }

    /// Copies a version to the model, as the newest on the branch: what it holds, what it came from, but under a RID of
    /// its
    /// own. Throws `ModelNotFound` of the target, `ModelVersionNotFound` of the source, `LimitReached`.
    public ModelVersion promote(Caller caller, Rid modelRid, Rid sourceRid, String branch) {
        caller.require(Scope.MODELS_WRITE, () -> Faults.promoteVersionDenied(modelRid));
        Texts.requireName("branch", branch);
        return getMade(insert(0, transaction -> {
            Model target = getRoomy(transaction, modelRid);
            VersionTable.Row source = ModelVersionId.find(sourceRid)
                    .flatMap(id -> VersionTable.find(transaction, id))
                    .filter(row -> !row.deleted())
                    .orElseThrow(() -> Faults.modelVersionNotFound(modelRid, sourceRid));
            return new Draft(copy(caller, target, source.version(), branch), source.link());
        }));
    }

    /// Throws `ModelVersionNotFound`, also where the model is not there.
    public ModelVersion get(Caller caller, Rid modelRid, Rid rid) {
        caller.require(Scope.MODELS_READ);
        return ModelVersionId.find(rid)
                .flatMap(id -> database.read(transaction -> VersionTable.find(transaction, id)))
                .filter(row -> !row.deleted() && row.version().model().rid().equals(modelRid))
                .map(VersionTable.Row::version)
                .orElseThrow(() -> Faults.modelVersionNotFound(modelRid, rid));
    }

    /// A file of a version, as it came. Throws `ModelVersionNotFound`, `FileNotFound`.
    public FileContent file(Caller caller, Rid modelRid, Rid rid, String name) {
        ModelVersion version = get(caller, modelRid, rid);
        return version.files().stream()
                .filter(file -> file.name().equals(name))
                .map(file -> new FileContent(stored(version, file), artifacts))
                .findFirst()
                .orElseThrow(() -> Faults.fileNotFound(name));
    }

    private static StoredFile stored(ModelVersion version, ModelVersion.File file) {
        return new StoredFile(
                file.name(), Files.ANY_TYPE, file.sizeBytes(), file.digest(), version.createdTime(), Optional.empty());
    }

    /// The versions on a branch, the newest first, `pageSize` (1 or more) at a time; fewer where they are large. Throws
    /// `ModelNotFound`, `InvalidPageToken`.
    public Page<ModelVersion> list(
            Caller caller, Rid modelRid, String branch, int pageSize, Optional<String> pageToken) {
        caller.require(Scope.MODELS_READ);
        Texts.requireName("branch", branch);
        return database.read(transaction -> {
            Model model = getActive(transaction, modelRid);
            String about = "versions " + model.number() + " " + branch;
            long before =
                    pageToken.map(token -> pageTokens.read(about, token, 1)[0]).orElse(Long.MAX_VALUE);
            List<VersionTable.Row> rows =
                    VersionTable.list(transaction, model.number(), branch, before, pageSize, PAGE_BYTES_MAX);
            boolean more = !rows.isEmpty()
                    && VersionTable.isAnyBefore(
                            transaction, model.number(), branch, rows.getLast().key());
            return new Page<>(
                    rows.stream().map(VersionTable.Row::version).toList(),
                    more ? Optional.of(pageTokens.write(about, rows.getLast().key())) : Optional.empty());
        });
    }

    private record Draft(ModelVersion version, OptionalLong link) {}

    /// Returns the key. A link that comes along may be the newest of its experiment.
    private long insert(long bytes, Function<DSLContext, Draft> draft) {
        return writer.write(bytes, work -> {
            DSLContext transaction = work.changesOnly().context();
            Draft made = draft.apply(transaction);
            long key = Counters.take(transaction, Counters.Name.MODEL_VERSION, 1);
            VersionTable.insert(transaction, key, made.version(), made.link());
            made.link()
                    .ifPresent(experiment ->
                            Links.refresh(work.changesOnly(experiment).context(), experiment));
            return key;
        });
    }

    private ModelVersion getMade(long key) {
        return database.read(transaction -> VersionTable.find(transaction, key))
                .map(VersionTable.Row::version)
                .orElseThrow(() -> new IllegalStateException("BUG: a version that was made is gone"));
    }

    private Draft version(
            Caller caller, DSLContext transaction, Rid modelRid, NewVersion wanted, ModelVersion.File file) {
        Model model = getRoomy(transaction, modelRid);
        ModelVersion version = new ModelVersion(
                ModelVersionId.of(Uuids.next(clock)),
                model.id(),
                model.number(),
                Experiment.DEFAULT_BRANCH,
                wanted.api(),
                wanted.condaRequirements(),
                wanted.backingRepositories(),
                new ModelVersion.Source.Sdk(),
                List.of(file),
                caller.user().id(),
                Times.now(clock),
                Optional.empty());
        return new Draft(version, OptionalLong.empty());
    }

    private ModelVersion copy(Caller caller, Model target, ModelVersion source, String branch) {
        return new ModelVersion(
                ModelVersionId.of(Uuids.next(clock)),
                target.id(),
                target.number(),
                branch,
                source.api(),
                source.condaRequirements(),
                source.backingRepositories(),
                new ModelVersion.Source.Promoted(source.model(), source.id()),
                source.files(),
                caller.user().id(),
                Times.now(clock),
                source.linkedExperiment());
    }

    private static void requireSane(NewVersion wanted) {
        requireCount("conda requirements", wanted.condaRequirements().size(), ModelVersion.REQUIREMENTS_MAX);
        requireCount("backing repositories", wanted.backingRepositories().size(), ModelVersion.REPOSITORIES_MAX);
        wanted.condaRequirements().forEach(text -> Texts.requireName("conda requirement", text));
        if (wanted.api().getBytes(StandardCharsets.UTF_8).length > ModelVersion.API_BYTES_MAX) {
            throw Faults.tooLarge("the model's API", ModelVersion.API_BYTES_MAX);
        }
    }

    private static void requireCount(String what, int count, int max) {
        if (count > max) {
            throw Faults.limitReached(what, max);
        }
    }

    private static Model getRoomy(DSLContext transaction, Rid rid) {
        Model model = getActive(transaction, rid);
        if (VersionTable.count(transaction, model.number()) >= ModelVersion.PER_MODEL_MAX) {
            throw Faults.limitReached("versions of a model", ModelVersion.PER_MODEL_MAX);
        }
        return model;
    }

    private static Model getActive(DSLContext transaction, Rid rid) {
        return ModelId.find(rid)
                .flatMap(id -> ModelTable.find(transaction, id))
                .filter(model -> model.deletedTime().isEmpty())
                .orElseThrow(() -> notFound(rid));
    }

    private static Fault notFound(Rid rid) {
        return Faults.modelNotFound(rid);
    }
}
