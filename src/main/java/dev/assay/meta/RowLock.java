package dev.assay.meta;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.Table;

/// Keeps a row from other servers until the transaction ends. SQLite has one writer at a time, and no such clause.
final class RowLock {

    private RowLock() {}

    static void take(DSLContext transaction, Table<?> table, Condition row) {
        if (transaction.family() != SQLDialect.SQLITE) {
            transaction.selectOne().from(table).where(row).forUpdate().fetch();
        }
    }
}
