package dev.assay.meta;

import static dev.assay.sql.tables.Tables.ACCOUNT;
import static dev.assay.sql.tables.Tables.CLIENT;

import dev.assay.domain.Client;
import dev.assay.domain.Digest;
import dev.assay.domain.Role;
import dev.assay.domain.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;

/// Rows of `client`, the revoked ones too. The text of a secret is nowhere.
public final class ClientTable {

    private static final Field<String> ACCOUNT_NAME = ACCOUNT.NAME.as("account_name");

    /// A client, and the SHA-256 of its secret.
    public record Row(Client client, Digest secretHash) {}

    private ClientTable() {}

    public static Optional<Row> find(DSLContext transaction, UUID id) {
        return select(transaction).where(CLIENT.ID.eq(id.toString())).fetchOptional(ClientTable::read);
    }

    /// All of them, the oldest first.
    public static List<Client> list(DSLContext transaction) {
        return select(transaction)
                .orderBy(CLIENT.CREATED_AT, CLIENT.ID)
                .fetch(row -> read(row).client());
    }

    public static void insert(DSLContext transaction, Client client, Digest secretHash) {
        transaction
                .insertInto(CLIENT)
                .set(CLIENT.ID, client.id().toString())
                .set(CLIENT.ACCOUNT_ID, client.user().id().toString())
                .set(CLIENT.NAME, client.name())
                .set(CLIENT.SECRET_HASH, secretHash.hex())
                .set(CLIENT.ROLE, client.role().name())
                .set(CLIENT.SCOPES, ScopeTexts.write(client.scopes()))
                .set(CLIENT.CREATED_AT, client.createdTime().toEpochMilli())
                .execute();
    }

    public static void revoke(DSLContext transaction, UUID id, Instant now) {
        transaction
                .update(CLIENT)
                .set(CLIENT.REVOKED_AT, now.toEpochMilli())
                .where(CLIENT.ID.eq(id.toString()))
                .and(CLIENT.REVOKED_AT.isNull())
                .execute();
    }

    private static SelectOnConditionStep<Record> select(DSLContext transaction) {
        return transaction
                .select(CLIENT.asterisk(), ACCOUNT_NAME)
                .from(CLIENT)
                .join(ACCOUNT)
                .on(ACCOUNT.ID.eq(CLIENT.ACCOUNT_ID));
    }

    private static Row read(Record row) {
        Client client = new Client(
                UUID.fromString(row.get(CLIENT.ID)),
                new User(UUID.fromString(row.get(CLIENT.ACCOUNT_ID)), row.get(ACCOUNT_NAME)),
                row.get(CLIENT.NAME),
                Role.valueOf(row.get(CLIENT.ROLE)),
                ScopeTexts.read(row.get(CLIENT.SCOPES)),
                Instant.ofEpochMilli(row.get(CLIENT.CREATED_AT)),
                Optional.ofNullable(row.get(CLIENT.REVOKED_AT)).map(Instant::ofEpochMilli));
        return new Row(client, new Digest(row.get(CLIENT.SECRET_HASH)));
    }
}
