package dev.assay.meta;

import static dev.assay.sql.tables.Tables.MODEL;

import dev.assay.domain.Digests;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.sql.tables.tables.records.ModelRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;

/// Rows of `model`, the deleted ones too. Callers pass the transaction, so several tables change together or not at
/// all.
public final class ModelTable {

    private ModelTable() {}

    public static Optional<Model> find(DSLContext transaction, ModelId id) {
        return transaction
                .selectFrom(MODEL)
                .where(MODEL.LOCATOR.eq(id.locator()))
                .fetchOptional(ModelTable::read);
    }

    public static Optional<Model> findByNumber(DSLContext transaction, long number) {
        return transaction.selectFrom(MODEL).where(MODEL.ID.eq(number)).fetchOptional(ModelTable::read);
    }

    /// Names are unique in their folder, and a deleted one stays taken.
    public static Optional<Model> findByName(DSLContext transaction, Rid folder, String name) {
        return transaction
                .selectFrom(MODEL)
                .where(MODEL.NAME_KEY.eq(nameKey(folder, name)))
                .fetchOptional(ModelTable::read);
    }

    /// The newest first: those with a number below `beforeNumber`.
    public static List<Model> list(
            DSLContext transaction, Optional<Boolean> deleted, Optional<String> name, long beforeNumber, int limit) {
        Condition condition = MODEL.ID.lt(beforeNumber);
        if (deleted.isPresent()) {
            condition = condition.and(deleted.get() ? MODEL.DELETED_AT.isNotNull() : MODEL.DELETED_AT.isNull());
        }
        if (name.isPresent()) {
            condition = condition.and(MODEL.NAME.eq(name.get()));
        }
        return transaction
                .selectFrom(MODEL)
                .where(condition)
                .orderBy(MODEL.ID.desc())
                .limit(limit)
                .fetch(ModelTable::read);
    }

    /// Under which number a model lies.
    public record Key(long number, ModelId id) {}

    /// The numbers of all models, ascending, those after `after`. Reads no document.
    public static List<Key> keys(DSLContext transaction, long after, int limit) {
        return transaction
                .select(MODEL.ID, MODEL.LOCATOR)
                .from(MODEL)
                .where(MODEL.ID.gt(after))
                .orderBy(MODEL.ID)
                .limit(limit)
                .fetch(row -> new Key(row.value1(), new ModelId(row.value2())));
    }

    public static void insert(DSLContext transaction, Model model) {
        ModelRecord row = transaction.newRecord(MODEL);
        row.setId(model.number());
        row.setLocator(model.id().locator());
        row.setFolder(model.parentFolder().text());
        row.setCreatedBy(model.createdBy().toString());
        row.setCreatedAt(model.createdTime().toEpochMilli());
        write(model, row);
        row.insert();
    }

    /// What can change of a model: its name, tags, retention, deletion.
    public static void update(DSLContext transaction, Model model) {
        ModelRecord row = transaction.newRecord(MODEL);
        write(model, row);
        transaction.update(MODEL).set(row).where(MODEL.ID.eq(model.number())).execute();
    }

    /// Keeps the row from other servers until the transaction ends.
    public static void lock(DSLContext transaction, ModelId id) {
        RowLock.take(transaction, MODEL, MODEL.LOCATOR.eq(id.locator()));
    }

    private static void write(Model model, ModelRecord row) {
        row.setName(model.name());
        row.setNameKey(nameKey(model.parentFolder(), model.name()));
        row.setUpdatedAt(model.updatedTime().toEpochMilli());
        row.setDeletedAt(model.deletedTime().map(Instant::toEpochMilli).orElse(null));
        row.setDocument(ModelDocument.of(model).bytes());
    }

    private static Model read(ModelRecord row) {
        ModelDocument document = ModelDocument.read(row.getDocument());
        return new Model(
                new ModelId(row.getLocator()),
                row.getId(),
                new Rid(row.getFolder()),
                row.getName(),
                document.tags(),
                UUID.fromString(row.getCreatedBy()),
                Instant.ofEpochMilli(row.getCreatedAt()),
                Instant.ofEpochMilli(row.getUpdatedAt()),
                document.artifactLocation(),
                document.retentionDays(),
                Optional.ofNullable(row.getDeletedAt()).map(Instant::ofEpochMilli));
    }

    /// A name can be longer than an index entry of PostgreSQL, its digest cannot.
    private static String nameKey(Rid folder, String name) {
        return Digests.of(folder.text() + "\0" + name).hex();
    }
}
