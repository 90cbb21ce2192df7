package dev.assay.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.sql.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That SQLite finds rows of the log through their index: it plans a statement by its words, and an index by an
/// expression is easily passed over.
class LogIndexTest {

    private static final LogTable.Row ROW = new LogTable.Row(33, 5, new byte[] {1});

    @TempDir
    Path folder;

    @Test
    void looksForRowsThroughTheIndex() {
        assertPlans("SEARCH log USING INDEX log_of_experiment (<expr>=? AND seq>?)", LogIndexTest::listFrom);
        assertPlans(
                "SEARCH log USING INDEX log_of_experiment (<expr>=?)",
                transaction -> LogTable.list(transaction, 33, 1_000),
                transaction -> LogTable.forEach(transaction, 33, _ -> {}),
                transaction -> ExperimentBytes.of(transaction, 33),
                transaction -> ExperimentBytes.totals(transaction, List.of(5L, 33L)));
        assertPlans(
                "SEARCH log USING INDEX log_of_experiment (<expr>=? AND seq=? AND experiment_id=?)",
                transaction -> LogTable.delete(transaction, List.of(ROW)));
    }

    @Test
    void readsTheIndexAloneWhereNoFrameIsAskedFor() {
        assertPlans(
                "SEARCH log USING COVERING INDEX log_of_experiment (<expr>=? AND seq>?)",
                transaction -> LogTable.hasMore(transaction, ROW));
        assertPlans(
                "SEARCH log USING COVERING INDEX log_of_experiment",
                transaction -> LogTable.experiments(transaction, Long.MIN_VALUE, 10),
                transaction -> Leftovers.find(transaction, Leftovers.Kind.LOG, Long.MIN_VALUE, 10),
                transaction -> ExperimentTable.listWithTail(transaction, 7),
                SearchRows::tails);
    }

    private static void listFrom(DSLContext transaction) {
        LogTable.listFrom(transaction, 33, 5);
    }

    @SafeVarargs
    private void assertPlans(String plan, Consumer<DSLContext>... actions) {
        try (Database database = Database.sqlite(folder.resolve("assay.db"))) {
            for (Consumer<DSLContext> action : actions) {
                List<String> plans = database.write(transaction -> plansOfLog(transaction, action));
                assertThat(plans)
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).startsWith(plan));
            }
        }
    }

    /// How SQLite goes to the log in what the action asks, which has a row to find.
    private static List<String> plansOfLog(DSLContext transaction, Consumer<DSLContext> action) {
        LogTable.insert(transaction, List.of(ROW));
        List<String> plans = new ArrayList<>();
        for (String statement : statements(transaction, action)) {
            transaction.fetch("EXPLAIN QUERY PLAN " + statement).getValues("detail", String.class).stream()
                    .filter(line -> line.matches("(SEARCH|SCAN) log\\b.*"))
                    .forEach(plans::add);
        }
        return plans;
    }

    private static List<String> statements(DSLContext transaction, Consumer<DSLContext> action) {
        List<String> prepared = new ArrayList<>();
        transaction.connection(connection ->
                action.accept(DSL.using(recording(connection, prepared), SQLDialect.SQLITE, transaction.settings())));
        return prepared;
    }

    private static Connection recording(Connection connection, List<String> prepared) {
        return (Connection) Proxy.newProxyInstance(
                LogIndexTest.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        prepared.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
