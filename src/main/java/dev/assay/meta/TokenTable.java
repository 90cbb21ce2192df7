package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ACCOUNT;
import static dev.assay.sql.tables.Tables.TOKEN;

import dev.assay.domain.Digest;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
import dev.assay.domain.User;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/// Rows of `token`. The text of a token is nowhere; its SHA-256 finds it.
public final class TokenTable {

    private static final Field<String> ACCOUNT_NAME = ACCOUNT.NAME.as("account_name");

    private TokenTable() {}

    /// Revoked and expired ones too.
    public static Optional<Token> findByHash(DSLContext transaction, Digest hash) {
        return select(transaction).where(TOKEN.HASH.eq(hash.hex())).fetchOptional(TokenTable::read);
    }

    public static Optional<Token> find(DSLContext transaction, UUID id) {
        return select(transaction).where(TOKEN.ID.eq(id.toString())).fetchOptional(TokenTable::read);
    }

    /// All of them, the oldest first.
    public static List<Token> list(DSLContext transaction) {
        return select(transaction).orderBy(TOKEN.CREATED_AT, TOKEN.ID).fetch(TokenTable::read);
    }

    public static void insert(DSLContext transaction, Token token, Digest hash) {
        transaction
                .insertInto(TOKEN)
                .set(TOKEN.ID, token.id().toString())
                .set(TOKEN.ACCOUNT_ID, token.user().id().toString())
                .set(TOKEN.NAME, token.name())
                .set(TOKEN.HASH, hash.hex())
                .set(TOKEN.SCOPES, text(token.scopes()))
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

    public static void revoke(DSLContext transaction, UUID id, Instant now) {
        transaction
                .update(TOKEN)
                .set(TOKEN.REVOKED_AT, now.toEpochMilli())
                .where(TOKEN.ID.eq(id.toString()))
                .and(TOKEN.REVOKED_AT.isNull())
                .execute();
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
                .set(TOKEN.SCOPES, text(EnumSet.allOf(Scope.class)))
                .setNull(TOKEN.REVOKED_AT)
                .setNull(TOKEN.EXPIRES_AT)
                .set(TOKEN.MAIN_ADMIN, true)
                .where(TOKEN.ID.eq(id.toString()))
                .execute();
    }

    private static SelectOnConditionStep<Record> select(DSLContext transaction) {
        return transaction
                .select(TOKEN.asterisk(), ACCOUNT_NAME)
                .from(TOKEN)
                .join(ACCOUNT)
                .on(ACCOUNT.ID.eq(TOKEN.ACCOUNT_ID));
    }

    private static Token read(Record row) {
        return new Token(
                UUID.fromString(row.get(TOKEN.ID)),
                new User(UUID.fromString(row.get(TOKEN.ACCOUNT_ID)), row.get(ACCOUNT_NAME)),
                row.get(TOKEN.NAME),
                readScopes(row.get(TOKEN.SCOPES)),
                row.get(TOKEN.MAIN_ADMIN),
                Instant.ofEpochMilli(row.get(TOKEN.CREATED_AT)),
                Optional.ofNullable(row.get(TOKEN.EXPIRES_AT)).map(Instant::ofEpochMilli),
                Optional.ofNullable(row.get(TOKEN.REVOKED_AT)).map(Instant::ofEpochMilli));
    }

    private static String text(Set<Scope> scopes) {
        return scopes.stream().map(Scope::text).sorted().collect(Collectors.joining(" "));
    }

    private static Set<Scope> readScopes(String text) {
        return Arrays.stream(text.split(" "))
                .filter(scope -> !scope.isEmpty())
                .map(scope -> Scope.find(scope)
                        .orElseThrow(() -> new IllegalStateException("BUG: an unknown scope is stored: " + scope)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
