package dev.assay.app;

import static dev.assay.sql.tables.Tables.EXPERIMENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.ModelId;
import dev.assay.sql.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SqlitePurgeTest extends PurgeContract {

    @Override
    protected Database open(Path folder) {
        return Database.sqlite(folder.resolve("assay.db"));
    }

    @Test
    void makesTheFileShorter() throws IOException {
        ModelId model = filled().model("m");
        ExperimentId kept = experiment(model, "kept");
        filled().opened().database().shrinkLogs();
        long before = size();
        ExperimentId gone = experiment(model, "gone");
        for (int i = 0; i < 20; i++) {
            filled().log(gone, 1_000_000L + i * 10_000L, 10_000);
        }
        filled().delete(gone);
        filled().opened().database().shrinkLogs();
        long full = size();
        assertThat(full).isGreaterThan(before + 1_000_000);
        clock().pass(Duration.ofDays(1));
        purge(Duration.ZERO);
        assertThat(size()).isLessThan(before + (full - before) / 10);
        assertThat(Files.size(folder.resolve("assay.db-wal"))).isZero();
        assertThat(filled().points(kept, "loss")).hasSize(100);
    }

    @Test
    void makesTheFileShorterOnceReadsUnderWayHaveEnded() throws Exception {
        ModelId model = filled().model("m");
        ExperimentId gone = experiment(model, "gone");
        filled().log(gone, 1_000_000L, 200_000);
        filled().delete(gone);
        Database database = filled().opened().database();
        database.shrinkLogs();
        long full = size();
        clock().pass(Duration.ofDays(1));
        CountDownLatch reading = new CountDownLatch(1);
        Thread reader = Thread.ofVirtual()
                .start(() -> database.read(transaction -> {
                    int rows = transaction.fetchCount(EXPERIMENT);
                    reading.countDown();
                    LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                    return rows;
                }));
        reading.await();
        purge(Duration.ZERO);
        assertThat(size()).isLessThan(full / 2);
        reader.join();
    }

    private long size() throws IOException {
        return Files.size(folder.resolve("assay.db"));
    }
}
