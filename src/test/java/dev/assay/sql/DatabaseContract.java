package dev.assay.sql;

import static dev.assay.sql.tables.Tables.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a database promises, whichever it is. A backend's own test opens the backend.
abstract class DatabaseContract {

    @TempDir
    Path folder;

    private Database database;

    /// The same database for the same folder.
    protected abstract Database open(Path folder);

    @BeforeEach
    void openDatabase() {
        database = open(folder);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void showsAReaderTheStoreAsItWasAtOneMoment() {
        write("before");
        List<String> seen = database.read(transaction -> {
            names(transaction);
            write("meanwhile");
            return names(transaction);
        });
        assertThat(seen).containsExactly("before");
        List<String> later = database.read(DatabaseContract::names);
        assertThat(later).containsExactly("before", "meanwhile");
    }

    @Test
    void holdsWhatItHeldWhenItIsOpenedAgain() {
        write("before");
        try (Database again = open(folder)) {
            List<String> names = again.read(DatabaseContract::names);
            assertThat(names).containsExactly("before");
        }
    }

    @Test
    void refusesAStoreThatANewerProgramMigrated() {
        write("before");
        database.write(transaction -> transaction.execute("""
                INSERT INTO flyway_schema_history
                SELECT 99, '99', description, type, script, checksum, installed_by, installed_on, 1, success
                FROM flyway_schema_history WHERE installed_rank = 1"""));
        assertThatThrownBy(() -> open(folder))
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.args())
                                .containsEntry("version", "99")
                                .containsEntry("newestKnown", Integer.toString(Migrations.NEWEST)));
        List<String> names = database.read(DatabaseContract::names);
        assertThat(names).containsExactly("before");
    }

    /// However long somebody takes to receive an answer.
    @Test
    void keepsConnectionsForShortReadsWhereLongOnesTakeAllOfTheirs() throws Exception {
        write("before");
        CountDownLatch enough = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> streams = new ArrayList<>();
            CountDownLatch started = new CountDownLatch(8);
            for (int i = 0; i < 8; i++) {
                streams.add(threads.submit(() -> database.stream(transaction -> {
                    started.countDown();
                    return await(enough) && names(transaction).isEmpty();
                })));
            }
            await(started);
            assertThat(database.<List<String>>read(DatabaseContract::names)).containsExactly("before");
            assertThatThrownBy(() -> database.stream(DatabaseContract::names))
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.name()).isEqualTo("TooManyRequests"));
            enough.countDown();
            for (Future<?> stream : streams) {
                assertThat(stream.get()).isEqualTo(false);
            }
            assertThat(database.<List<String>>stream(DatabaseContract::names)).containsExactly("before");
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void letsNoReadChangeAnything() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> database.read(transaction -> insert(transaction, "by a reader")))
                    .isInstanceOf(Fault.class);
        }
        List<String> names = database.read(DatabaseContract::names);
        assertThat(names).isEmpty();
    }

    @Test
    void readsAgainAfterReadsThatFailed() {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> database.read(_ -> {
                        throw new IllegalStateException("in a read");
                    }))
                    .hasMessage("in a read");
        }
        List<String> names = database.read(DatabaseContract::names);
        assertThat(names).isEmpty();
    }

    @Test
    void keepsNothingOfATransactionThatFailed() {
        assertThatThrownBy(() -> database.write(transaction -> {
                    insert(transaction, "failed");
                    throw new IllegalStateException("after the insert");
                }))
                .hasMessage("after the insert");
        List<String> names = database.read(DatabaseContract::names);
        assertThat(names).isEmpty();
    }

    @Test
    void keepsNothingOfUnitsThatWereNotCommitted() {
        try (Writing writing = database.beginWriting()) {
            writing.unit(context -> insert(context.get(), "released"));
        }
        List<String> names = database.read(DatabaseContract::names);
        assertThat(names).isEmpty();
        write("later");
    }

    @Test
    void keepsTheOtherUnitsOfATransaction() {
        try (Writing writing = database.beginWriting()) {
            writing.unit(context -> insert(context.get(), "first"));
            assertThatThrownBy(() -> writing.unit(context -> {
                        insert(context.get(), "failed");
                        return insert(context.get(), "first");
                    }))
                    .isInstanceOf(IntegrityConstraintViolationException.class);
            writing.unit(context -> insert(context.get(), "last"));
            writing.commit();
        }
        List<String> names = database.read(DatabaseContract::names);
        assertThat(names).containsExactly("first", "last");
    }

    @Test
    void saysThatItIsUnavailableWhereItIsGone() {
        database.close();
        assertThatThrownBy(() -> database.read(DatabaseContract::names))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAVAILABLE));
        assertThatThrownBy(() -> database.beginWriting().close()).isInstanceOf(DatabaseException.class);
    }

    private void write(String name) {
        database.write(transaction -> insert(transaction, name));
    }

    private static String insert(DSLContext transaction, String name) {
        transaction
                .insertInto(SECRET, SECRET.NAME, SECRET.VALUE)
                .values(name, new byte[] {1})
                .execute();
        return name;
    }

    private static List<String> names(DSLContext transaction) {
        return transaction.select(SECRET.NAME).from(SECRET).orderBy(SECRET.NAME).fetch(SECRET.NAME);
    }
}
