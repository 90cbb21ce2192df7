package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ACCOUNT;
import static dev.assay.sql.tables.Tables.CLIENT;
import static dev.assay.sql.tables.Tables.TOKEN;

import dev.assay.domain.Digest;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/// Rows of `token`. The text of a token is nowhere; its SHA-256 finds it. Those of applications come and go in great
/// number: they are found by their text alone, and are in no list.
public final class TokenTable {

    private static final Field<String> ACCOUNT_NAME = ACCOUNT.NAME.as("account_name");
    private static final Field<String> CLIENT_ROLE = CLIENT.ROLE.as("client_role");

    private TokenTable() {}

    /// Revoked and expired ones too.
    public static Optional<Token> findByHash(DSLContext transaction, Digest hash) {
        return select(transaction).where(TOKEN.HASH.eq(hash.hex())).fetchOptional(TokenTable::read);
    }

    public static Optional<Token> find(DSLContext transaction, UUID id) {
        return select(transaction)
                .where(TOKEN.ID.eq(id.toString()))
                .and(TOKEN.CLIENT_ID.isNull())
                .fetchOptional(TokenTable::read);
    }

    /// All of them, the oldest first.
    public static List<Token> list(DSLContext transaction) {
        return select(transaction)
                .where(TOKEN.CLIENT_ID.isNull())
                .orderBy(TOKEN.CREATED_AT, TOKEN.ID)
                .fetch(TokenTable::read);
    }

    public static void insert(DSLContext transaction, Token token, Digest hash) {
        transaction
                .insertInto(TOKEN)
                .set(TOKEN.ID, token.id().toString())
                .set(TOKEN.ACCOUNT_ID, token.user().id().toString())
                .set(TOKEN.NAME, token.name())
                .set(TOKEN.HASH, hash.hex())
                .set(TOKEN.SCOPES, ScopeTexts.write(token.scopes()))
                .set(TOKEN.MAIN_ADMIN, token.mainAdmin())
                .set(TOKEN.CREATED_AT, token.createdTime().toEpochMilli())
                .set(
                        TOKEN.EXPIRES_AT,
                        token.expiresTime().map(Instant::toEpochMilli).orElse(null))
                .set(
                        TOKEN.REVOKED_AT,
                        token.revokedTime().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    /// A token of an application. Those of applications that have expired go.
    public static void insertOfClient(DSLContext transaction, Token token, Digest hash, UUID client) {
        transaction
                .deleteFrom(TOKEN)
                .where(TOKEN.CLIENT_ID.isNotNull())
                .and(TOKEN.EXPIRES_AT.le(token.createdTime().toEpochMilli()))
                .execute();
        insert(transaction, token, hash);
        transaction
                .update(TOKEN)
                .set(TOKEN.CLIENT_ID, client.toString())
                .where(TOKEN.ID.eq(token.id().toString()))
                .execute();
    }

    /// How many an application has that have not expired, the revoked too.
    public static long countOfClient(DSLContext transaction, UUID client, Instant now) {
        return transaction.fetchCount(
                TOKEN, TOKEN.CLIENT_ID.eq(client.toString()).and(TOKEN.EXPIRES_AT.gt(now.toEpochMilli())));
    }

    /// The application's token of this text, if it has it.
    public static void revokeOfClient(DSLContext transaction, UUID client, Digest hash, Instant now) {
        revoke(transaction, now, TOKEN.CLIENT_ID.eq(client.toString()).and(TOKEN.HASH.eq(hash.hex())));
    }

    /// All that the application has.
    public static void revokeAllOfClient(DSLContext transaction, UUID client, Instant now) {
        revoke(transaction, now, TOKEN.CLIENT_ID.eq(client.toString()));
    }

    private static void revoke(DSLContext transaction, Instant now, Condition which) {
        transaction
                .update(TOKEN)
                .set(TOKEN.REVOKED_AT, now.toEpochMilli())
                .where(which)
                .and(TOKEN.REVOKED_AT.isNull())
                .execute();
    }

    public static void revoke(DSLContext transaction, UUID id, Instant now) {
        revoke(transaction, now, TOKEN.ID.eq(id.toString()));
    }

    /// Makes the token, whatever it was before, the one that the server was started with: every other such one is
    /// revoked.
    public static void setMainAdmin(DSLContext transaction, UUID id, User admin, Instant now) {
        transaction
                .update(TOKEN)
                .set(TOKEN.REVOKED_AT, now.toEpochMilli())
                .where(TOKEN.MAIN_ADMIN)
                .and(TOKEN.ID.ne(id.toString()))
                .and(TOKEN.REVOKED_AT.isNull())
                .execute();
        transaction
                .update(TOKEN)
                .set(TOKEN.ACCOUNT_ID, admin.id().toString())
                .set(TOKEN.SCOPES, ScopeTexts.write(EnumSet.allOf(Scope.class)))
                .setNull(TOKEN.REVOKED_AT)
                .setNull(TOKEN.EXPIRES_AT)
                .set(TOKEN.MAIN_ADMIN, true)
                .where(TOKEN.ID.eq(id.toString()))
                .execute();
    }

    private static SelectOnConditionStep<Record> select(DSLContext transaction) {
        return transaction
                .select(TOKEN.asterisk(), ACCOUNT_NAME, CLIENT_ROLE)
                .from(TOKEN)
                .join(ACCOUNT)
                .on(ACCOUNT.ID.eq(TOKEN.ACCOUNT_ID))
                .leftJoin(CLIENT)
                .on(CLIENT.ID.eq(TOKEN.CLIENT_ID));
    }

    private static Token read(Record row) {
        return new Token(
                UUID.fromString(row.get(TOKEN.ID)),
                new User(UUID.fromString(row.get(TOKEN.ACCOUNT_ID)), row.get(ACCOUNT_NAME)),
                row.get(TOKEN.NAME),
                ScopeTexts.read(row.get(TOKEN.SCOPES)),
                row.get(TOKEN.MAIN_ADMIN),
                Instant.ofEpochMilli(row.get(TOKEN.CREATED_AT)),
                Optional.ofNullable(row.get(TOKEN.EXPIRES_AT)).map(Instant::ofEpochMilli),
                Optional.ofNullable(row.get(TOKEN.REVOKED_AT)).map(Instant::ofEpochMilli),
                Optional.ofNullable(row.get(CLIENT_ROLE)).map(Role::valueOf).orElse(Role.OWNER));
    }
}
