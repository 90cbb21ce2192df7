package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Digests;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.series.Batch;
import dev.assay.sql.Contents;
import dev.assay.sql.Database;
import dev.assay.sql.TestPostgres;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresStoreTest extends StoreContract {

    private static final int SERIES = 200;

    private final String url = TestPostgres.newUrl();

    @Override
    protected Database open(Path folder) {
        return Database.postgres(url);
    }

    @Test
    void isServedByTwoServersFromTheFirstStart(@TempDir Path shared) throws Exception {
        String fresh = TestPostgres.newUrl();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<TestStore> start = () -> TestStore.open(Database.postgres(fresh), shared, InstantSource.system());
            List<Future<TestStore>> starting = List.of(threads.submit(start), threads.submit(start));
            try (TestStore one = starting.getFirst().get();
                    TestStore two = starting.getLast().get()) {
                assertThat(one.admin()).isEqualTo(two.admin());
                List<TestStore> servers = List.of(one, two);
                List<Callable<ExperimentId>> creates = new ArrayList<>();
                List<Callable<ExperimentId>> writes = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    TestStore server = servers.get(i % 2);
                    creates.add(() -> createOnce(server));
                    writes.add(() -> logToItsOwn(server));
                }
                assertThat(results(threads, creates)).hasSize(1);
                Set<ExperimentId> written = results(threads, writes);
                assertThat(written).hasSize(10);
                for (ExperimentId id : written) {
                    assertThat(two.store().reads().get(two.admin(), id).series())
                            .hasSize(SERIES);
                }
                assertThat(Contents.of(one.database()).get("series")).hasSize(SERIES);
                assertThat(Contents.of(one.database()).get("model")).hasSize(1);
            }
        }
    }

    private static ModelId model(TestStore server) {
        return server.store()
                .models()
                .findByNumber(server.admin(), 0)
                .orElseThrow()
                .id();
    }

    private static ExperimentId createOnce(TestStore server) {
        return server.store()
                .experiments()
                .create(
                        server.admin(),
                        Optional.of(new IdempotencyKey("key", Digests.of("body"))),
                        model(server),
                        NewExperiment.named("once"));
    }

    /// The names are the same for all, and new to all.
    private static ExperimentId logToItsOwn(TestStore server) {
        Experiments experiments = server.store().experiments();
        ExperimentId id =
                experiments.create(server.admin(), Optional.empty(), model(server), NewExperiment.named("own"));
        Batch batch = new Batch();
        for (int i = 0; i < SERIES; i++) {
            batch.add("series " + i, 0, 0, i);
        }
        experiments.change(
                server.admin(), Optional.empty(), new ExperimentRef.ById(id), Changes.NONE.withPoints(batch));
        return id;
    }

    private static <T> Set<T> results(ExecutorService threads, List<Callable<T>> tasks) throws Exception {
        Set<T> results = new HashSet<>();
        for (Future<T> done : threads.invokeAll(tasks)) {
            results.add(done.get());
        }
        return results;
    }
}
