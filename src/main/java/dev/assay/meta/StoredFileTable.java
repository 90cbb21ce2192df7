package dev.assay.meta;

import static dev.assay.sql.tables.Tables.STORED_FILE;

import dev.assay.domain.Artifact;
import dev.assay.domain.Digest;
import dev.assay.domain.FilePaths;
import dev.assay.domain.ImageLabel;
import dev.assay.domain.StoredFile;
import dev.assay.sql.tables.tables.records.StoredFileRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Rows of `stored_file`, and with them what `artifact_use` says of their contents. Who writes holds the experiment's
/// row. Texts are in the order of their bytes.
public final class StoredFileTable {

    /// Comes after `/`, so that it ends all paths below a folder.
    private static final char AFTER_SLASH = '/' + 1;

    private StoredFileTable() {}

    /// Where a list of files begins.
    ///
    /// @param included whether the file at the path itself is in it
    public record Place(String path, boolean included) {

        /// What comes after a file.
        public static Place after(String path) {
            return new Place(path, false);
        }

        /// What comes after all that lies in a folder.
        public static Place afterFolder(String folder) {
            return new Place(folder + AFTER_SLASH, true);
        }
    }

    /// Which images are meant; what is absent bounds nothing.
    public record Images(Optional<String> name, long stepFirst, long stepLast) {}

    /// Where a list of images begins: after this one.
    public record ImagePlace(String name, long step, String path) {}

    public static Optional<StoredFile> find(DSLContext transaction, long experiment, String path) {
        return transaction.selectFrom(STORED_FILE).where(at(experiment, path)).fetchOptional(StoredFileTable::read);
    }

    /// Files in a folder and its folders, in the order of their paths; all of them where the folder is empty.
    public static List<StoredFile> list(DSLContext transaction, long experiment, String folder, Place from, int limit) {
        return transaction
                .selectFrom(STORED_FILE)
                .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                .and(from.included() ? STORED_FILE.PATH.ge(from.path()) : STORED_FILE.PATH.gt(from.path()))
                .and(isIn(folder))
                .orderBy(STORED_FILE.PATH)
                .limit(limit)
                .fetch(StoredFileTable::read);
    }

    private static Condition isIn(String folder) {
        return folder.isEmpty()
                ? DSL.noCondition()
                : STORED_FILE.PATH.gt(folder + "/").and(STORED_FILE.PATH.lt(folder + AFTER_SLASH));
    }

    /// What makes that no file can be put at the path: a file where it has a folder, or a folder where it has a file.
    public static Optional<String> findInTheWay(DSLContext transaction, long experiment, String path) {
        return transaction
                .select(STORED_FILE.PATH)
                .from(STORED_FILE)
                .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                .and(STORED_FILE.PATH.in(FilePaths.folders(path)).or(isIn(path)))
                .orderBy(STORED_FILE.PATH)
                .limit(1)
                .fetchOptional(STORED_FILE.PATH);
    }

    public static int count(DSLContext transaction, long experiment) {
        return transaction.fetchCount(STORED_FILE, STORED_FILE.EXPERIMENT_ID.eq(experiment));
    }

    /// Images in the order of their names, steps and paths; those after the one given.
    public static List<StoredFile> images(
            DSLContext transaction, long experiment, Images images, Optional<ImagePlace> after, int limit) {
        Condition name = images.name().map(STORED_FILE.IMAGE_NAME::eq).orElseGet(STORED_FILE.IMAGE_NAME::isNotNull);
        return transaction
                .selectFrom(STORED_FILE)
                .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                .and(name)
                .and(STORED_FILE.IMAGE_STEP.between(images.stepFirst(), images.stepLast()))
                .and(after.map(StoredFileTable::isAfter).orElseGet(DSL::noCondition))
                .orderBy(STORED_FILE.IMAGE_NAME, STORED_FILE.IMAGE_STEP, STORED_FILE.PATH)
                .limit(limit)
                .fetch(StoredFileTable::read);
    }

    private static Condition isAfter(ImagePlace place) {
        return DSL.row(STORED_FILE.IMAGE_NAME, STORED_FILE.IMAGE_STEP, STORED_FILE.PATH)
                .gt(place.name(), place.step(), place.path());
    }

    /// All images of a name and step: MLflow's clients may log many.
    public static List<StoredFile> images(DSLContext transaction, long experiment, String name, long step) {
        return transaction
                .selectFrom(STORED_FILE)
                .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                .and(STORED_FILE.IMAGE_NAME.eq(name))
                .and(STORED_FILE.IMAGE_STEP.eq(step))
                .orderBy(STORED_FILE.CREATED_AT, STORED_FILE.PATH)
                .fetch(StoredFileTable::read);
    }

    /// A file that lay at the path is replaced.
    public static void put(DSLContext transaction, ExperimentTable.Row experiment, StoredFile file) {
        delete(transaction, experiment, file.path());
        Optional<ImageLabel> image = file.image();
        transaction
                .insertInto(STORED_FILE)
                .set(STORED_FILE.EXPERIMENT_ID, experiment.key())
                .set(STORED_FILE.PATH, file.path())
                .set(STORED_FILE.DIGEST, file.digest().hex())
                .set(STORED_FILE.SIZE_BYTES, file.sizeBytes())
                .set(STORED_FILE.CONTENT_TYPE, file.contentType())
                .set(STORED_FILE.CREATED_AT, file.createdTime().toEpochMilli())
                .set(STORED_FILE.IMAGE_NAME, image.map(ImageLabel::name).orElse(null))
                .set(STORED_FILE.IMAGE_STEP, image.map(ImageLabel::step).orElse(null))
                .set(STORED_FILE.CAPTION, image.flatMap(ImageLabel::caption).orElse(null))
                .execute();
        ArtifactUseTable.hold(transaction, experiment.key(), file.digest(), file.sizeBytes());
    }

    /// Whether there was one.
    public static boolean delete(DSLContext transaction, ExperimentTable.Row experiment, String path) {
        Optional<StoredFile> before = find(transaction, experiment.key(), path);
        before.ifPresent(file -> {
            transaction
                    .deleteFrom(STORED_FILE)
                    .where(at(experiment.key(), path))
                    .execute();
            boolean stays = experiment.experiment().artifacts().stream()
                            .map(Artifact::digest)
                            .anyMatch(file.digest()::equals)
                    || holds(transaction, experiment.key(), file.digest());
            if (!stays) {
                ArtifactUseTable.release(transaction, experiment.key(), file.digest());
            }
        });
        return before.isPresent();
    }

    /// Whether a file of the experiment has this content.
    static boolean holds(DSLContext transaction, long experiment, Digest digest) {
        return transaction.fetchExists(
                STORED_FILE, STORED_FILE.EXPERIMENT_ID.eq(experiment), STORED_FILE.DIGEST.eq(digest.hex()));
    }

    /// What they say that the experiment holds.
    public static List<ArtifactUseTable.Content> contents(DSLContext transaction, long experiment) {
        return transaction
                .selectDistinct(STORED_FILE.DIGEST, STORED_FILE.SIZE_BYTES)
                .from(STORED_FILE)
                .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                .fetch(row -> new ArtifactUseTable.Content(new Digest(row.value1()), row.value2()));
    }

    /// Deletes rows of an experiment that is gone, at most `limit`; how many.
    public static int deleteLeftover(DSLContext transaction, long experiment, int limit) {
        List<String> paths = transaction
                .select(STORED_FILE.PATH)
                .from(STORED_FILE)
                .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                .orderBy(STORED_FILE.PATH)
                .limit(limit)
                .fetch(STORED_FILE.PATH);
        if (!paths.isEmpty()) {
            transaction
                    .deleteFrom(STORED_FILE)
                    .where(STORED_FILE.EXPERIMENT_ID.eq(experiment))
                    .and(STORED_FILE.PATH.le(paths.getLast()))
                    .execute();
        }
        return paths.size();
    }

    private static Condition at(long experiment, String path) {
        return STORED_FILE.EXPERIMENT_ID.eq(experiment).and(STORED_FILE.PATH.eq(path));
    }

    private static StoredFile read(StoredFileRecord row) {
        return new StoredFile(
                row.getPath(),
                row.getContentType(),
                row.getSizeBytes(),
                new Digest(row.getDigest()),
                Instant.ofEpochMilli(row.getCreatedAt()),
                Optional.ofNullable(row.getImageName())
                        .map(name -> new ImageLabel(name, row.getImageStep(), Optional.ofNullable(row.getCaption()))));
    }
}
