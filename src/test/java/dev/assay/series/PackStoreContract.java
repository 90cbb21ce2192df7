package dev.assay.series;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static dev.assay.sql.tables.Tables.MODEL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.sql.Database;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every pack store promises. A backend's own test extends this and opens the backend, with an empty database.
public abstract class PackStoreContract {

    private static final long EXPERIMENT_ID = 7;
    private static final long OTHER_EXPERIMENT_ID = 8;
    private static final PackKey KEY = new PackKey(EXPERIMENT_ID, 1);

    protected abstract Database database();

    protected abstract PackStore store();

    @BeforeEach
    void addExperiments() {
        database().write(transaction -> {
            addModel(transaction);
            addExperiment(transaction, EXPERIMENT_ID);
            addExperiment(transaction, OTHER_EXPERIMENT_ID);
            return true;
        });
    }

    @Test
    void keepsEveryPackOfAnExperiment() {
        put(KEY, "steps 0 to 0".getBytes(UTF_8));
        put(new PackKey(EXPERIMENT_ID, 2), "steps 0 to 0, again".getBytes(UTF_8));
        assertThat(find(KEY)).contains("steps 0 to 0".getBytes(UTF_8));
        assertThat(find(new PackKey(EXPERIMENT_ID, 2))).contains("steps 0 to 0, again".getBytes(UTF_8));
        assertThat(find(new PackKey(OTHER_EXPERIMENT_ID, 1))).isEmpty();
    }

    @Test
    void keepsEveryByte() {
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        put(KEY, large);
        put(new PackKey(EXPERIMENT_ID, 2), new byte[0]);
        assertThat(find(KEY)).contains(large);
        assertThat(find(new PackKey(EXPERIMENT_ID, 2))).contains(new byte[0]);
    }

    @Test
    void readsAnyRange() {
        byte[] large = new byte[(1 << 20) + 7];
        Random random = new Random(2);
        random.nextBytes(large);
        put(KEY, large);
        for (int i = 0; i < 50; i++) {
            int from = random.nextInt(large.length + 1);
            int length = random.nextInt(random.nextBoolean() ? 100 : large.length);
            byte[] there = Arrays.copyOfRange(large, from, Math.min(large.length, from + length));
            assertThat(read(KEY, from, length)).isEqualTo(there);
        }
        for (int edge = 0; edge <= large.length; edge += 1 << 18) {
            assertThat(read(KEY, edge, 1)).isEqualTo(Arrays.copyOfRange(large, edge, edge + 1));
            assertThat(read(KEY, edge, 1 << 18))
                    .isEqualTo(Arrays.copyOfRange(large, edge, Math.min(large.length, edge + (1 << 18))));
        }
    }

    @Test
    void readsNothingPastTheEndOrOfNoPack() {
        put(KEY, new byte[] {1, 2, 3});
        assertThat(read(KEY, 1, 10)).containsExactly(2, 3);
        assertThat(read(KEY, 3, 10)).isEmpty();
        assertThat(read(KEY, 1L << 40, 10)).isEmpty();
        assertThat(read(KEY, 0, 0)).isEmpty();
        assertThat(read(new PackKey(EXPERIMENT_ID, 2), 0, 10)).isEmpty();
    }

    @Test
    void listsTheNumbersOfOneExperimentInOrder() {
        for (long number : new long[] {30, Long.MAX_VALUE, 4, 0}) {
            put(new PackKey(EXPERIMENT_ID, number), new byte[] {1});
        }
        put(new PackKey(OTHER_EXPERIMENT_ID, 5), new byte[] {1});
        assertThat(list(EXPERIMENT_ID)).containsExactly(0L, 4L, 30L, Long.MAX_VALUE);
        assertThat(list(OTHER_EXPERIMENT_ID)).containsExactly(5L);
        assertThat(list(9)).isEmpty();
    }

    @Test
    void neverReplacesAPack() {
        put(KEY, new byte[] {1});
        assertThatThrownBy(() -> put(KEY, new byte[] {2})).isInstanceOf(RuntimeException.class);
        assertThat(find(KEY)).contains(new byte[] {1});
    }

    @Test
    void deletesOnePack() {
        put(KEY, new byte[] {1});
        put(new PackKey(EXPERIMENT_ID, 2), new byte[] {2});
        assertThat(delete(KEY)).isTrue();
        assertThat(delete(KEY)).isFalse();
        assertThat(find(KEY)).isEmpty();
        assertThat(list(EXPERIMENT_ID)).containsExactly(2L);
    }

    @Test
    void showsNothingOfATransactionThatFailed() {
        put(KEY, new byte[] {1});
        assertThatThrownBy(() -> database().write(transaction -> {
                    store().delete(transaction, KEY);
                    store().put(transaction, new PackKey(EXPERIMENT_ID, 3), new byte[] {3});
                    throw new IllegalStateException("after both");
                }))
                .hasMessageContaining("after both");
        assertThat(list(EXPERIMENT_ID)).containsExactly(1L);
        assertThat(find(KEY)).contains(new byte[] {1});
        assertThat(find(new PackKey(EXPERIMENT_ID, 3))).isEmpty();
    }

    @Test
    void showsAPackToItsOwnTransactionAtOnce() {
        List<Long> numbers = database().write(transaction -> {
            store().put(transaction, KEY, new byte[] {1});
            assertThat(store().read(transaction, KEY, 0, 1)).containsExactly(1);
            assertThat(list(EXPERIMENT_ID)).isEmpty();
            return store().list(transaction, EXPERIMENT_ID);
        });
        assertThat(numbers).containsExactly(1L);
    }

    private void put(PackKey key, byte[] pack) {
        database().write(transaction -> {
            store().put(transaction, key, pack);
            return key;
        });
    }

    private Optional<byte[]> find(PackKey key) {
        return database().read(transaction -> {
            OptionalLong size = store().findSize(transaction, key);
            return size.isEmpty()
                    ? Optional.empty()
                    : Optional.of(store().read(transaction, key, 0, Math.toIntExact(size.getAsLong())));
        });
    }

    private byte[] read(PackKey key, long offset, int length) {
        return database().read(transaction -> store().read(transaction, key, offset, length));
    }

    private List<Long> list(long experiment) {
        return database().read(transaction -> store().list(transaction, experiment));
    }

    private boolean delete(PackKey key) {
        return database().write(transaction -> store().delete(transaction, key));
    }

    private static void addModel(DSLContext transaction) {
        transaction
                .insertInto(MODEL)
                .set(MODEL.ID, 1L)
                .set(MODEL.LOCATOR, "model")
                .set(MODEL.FOLDER, "folder")
                .set(MODEL.NAME, "name")
                .set(MODEL.NAME_KEY, "key")
                .set(MODEL.CREATED_BY, "user")
                .set(MODEL.CREATED_AT, 0L)
                .set(MODEL.UPDATED_AT, 0L)
                .set(MODEL.DOCUMENT, new byte[0])
                .execute();
    }

    private static void addExperiment(DSLContext transaction, long id) {
        transaction
                .insertInto(EXPERIMENT)
                .set(EXPERIMENT.ID, id)
                .set(EXPERIMENT.LOCATOR, "experiment " + id)
                .set(EXPERIMENT.RUN_ID, "run " + id)
                .set(EXPERIMENT.MODEL_ID, 1L)
                .set(EXPERIMENT.NAME, "name")
                .set(EXPERIMENT.STATUS, "RUNNING")
                .set(EXPERIMENT.START_TIME, 0L)
                .set(EXPERIMENT.CREATED_BY, "user")
                .set(EXPERIMENT.CREATED_AT, 0L)
                .set(EXPERIMENT.DOCUMENT, new byte[0])
                .execute();
    }
}
