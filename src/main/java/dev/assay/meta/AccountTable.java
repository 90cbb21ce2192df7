package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ACCOUNT;

import dev.assay.domain.User;
import dev.assay.sql.tables.tables.records.AccountRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;

/// Rows of `account`: the users. (`user` is a reserved word of SQL.)
public final class AccountTable {

    private AccountTable() {}

    public static Optional<User> findByName(DSLContext transaction, String name) {
        return transaction.selectFrom(ACCOUNT).where(ACCOUNT.NAME.eq(name)).fetchOptional(AccountTable::read);
    }

    public static Optional<User> find(DSLContext transaction, UUID id) {
        return transaction
                .selectFrom(ACCOUNT)
                .where(ACCOUNT.ID.eq(id.toString()))
                .fetchOptional(AccountTable::read);
    }

    /// The names of those of the users that are known, by their ids. There may be as many as a statement takes.
    public static Map<String, String> names(DSLContext transaction, Set<String> ids) {
        return transaction
                .select(ACCOUNT.ID, ACCOUNT.NAME)
                .from(ACCOUNT)
                .where(ACCOUNT.ID.in(ids))
                .fetchMap(ACCOUNT.ID, ACCOUNT.NAME);
    }

    public static void insert(DSLContext transaction, User user, Instant createdTime) {
        transaction
                .insertInto(ACCOUNT, ACCOUNT.ID, ACCOUNT.NAME, ACCOUNT.CREATED_AT)
                .values(user.id().toString(), user.name(), createdTime.toEpochMilli())
                .execute();
    }

    private static User read(AccountRecord row) {
        return new User(UUID.fromString(row.getId()), row.getName());
    }
}
