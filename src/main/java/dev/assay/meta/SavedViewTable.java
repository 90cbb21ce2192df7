package dev.assay.meta;

import static dev.assay.sql.tables.Tables.SAVED_VIEW;

import dev.assay.domain.SavedView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;

/// Rows of `saved_view`. Callers hold the lock of the model's row when they write.
public final class SavedViewTable {

    private SavedViewTable() {}

    /// In the order of their names.
    public static List<SavedView> list(DSLContext transaction, long model) {
        return transaction
                .selectFrom(SAVED_VIEW)
                .where(SAVED_VIEW.MODEL_ID.eq(model))
                .orderBy(SAVED_VIEW.NAME)
                .fetch(SavedViewTable::read);
    }

    public static Optional<SavedView> find(DSLContext transaction, long model, String name) {
        return transaction
                .selectFrom(SAVED_VIEW)
                .where(SAVED_VIEW.MODEL_ID.eq(model))
                .and(SAVED_VIEW.NAME.eq(name))
                .fetchOptional(SavedViewTable::read);
    }

    public static int count(DSLContext transaction, long model) {
        return transaction.fetchCount(SAVED_VIEW, SAVED_VIEW.MODEL_ID.eq(model));
    }

    /// In the place of the one that has its name; where it is the default, no other is any more.
    public static void put(DSLContext transaction, long model, SavedView view) {
        delete(transaction, model, view.name());
        if (view.isDefault()) {
            transaction
                    .update(SAVED_VIEW)
                    .set(SAVED_VIEW.IS_DEFAULT, false)
                    .where(SAVED_VIEW.MODEL_ID.eq(model))
                    .and(SAVED_VIEW.IS_DEFAULT.isTrue())
                    .execute();
        }
        transaction
                .insertInto(SAVED_VIEW)
                .set(SAVED_VIEW.MODEL_ID, model)
                .set(SAVED_VIEW.NAME, view.name())
                .set(SAVED_VIEW.STATE, view.state())
                .set(SAVED_VIEW.IS_DEFAULT, view.isDefault())
                .set(SAVED_VIEW.CREATED_BY, view.createdBy().toString())
                .set(SAVED_VIEW.SAVED_AT, view.savedTime().toEpochMilli())
                .execute();
    }

    public static void delete(DSLContext transaction, long model, String name) {
        transaction
                .deleteFrom(SAVED_VIEW)
                .where(SAVED_VIEW.MODEL_ID.eq(model))
                .and(SAVED_VIEW.NAME.eq(name))
                .execute();
    }

    static void deleteAll(DSLContext transaction, long model) {
        transaction.deleteFrom(SAVED_VIEW).where(SAVED_VIEW.MODEL_ID.eq(model)).execute();
    }

    private static SavedView read(Record row) {
        return new SavedView(
                row.get(SAVED_VIEW.NAME),
                row.get(SAVED_VIEW.STATE),
                row.get(SAVED_VIEW.IS_DEFAULT),
                UUID.fromString(row.get(SAVED_VIEW.CREATED_BY)),
                Instant.ofEpochMilli(row.get(SAVED_VIEW.SAVED_AT)));
    }
}
