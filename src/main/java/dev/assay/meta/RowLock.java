package dev.assay.meta;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;

/// Keeps a row from the writes of other servers until the transaction ends; they may still write rows that refer to it.
/// SQLite has one writer at a time, and no such clause.
final class RowLock {

    private RowLock() {}

    static void take(DSLContext transaction, Table<?> table, Condition row) {
        if (transaction.family() != SQLDialect.SQLITE) {
            transaction.selectOne().from(table).where(row).forNoKeyUpdate().fetch();
        }
    }
}
