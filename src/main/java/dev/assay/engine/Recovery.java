package dev.assay.engine;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.observe.Metric;
import dev.assay.observe.Metrics;
import dev.assay.sql.Database;
import dev.assay.sql.DatabaseException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands between a disk that failed and the next acknowledgement: until the database was closed, opened
/// again and recovered, no group gets through. Used by the writer's thread alone.
final class Recovery {

    /// Between two attempts callers are refused at once.
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Duration FOR_EVER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Database database;
    private final Metrics metrics;
    private Optional<DatabaseException> failure = Optional.empty();
    private boolean sound = true;
    private long attemptedAt;

    Recovery(Database database, Metrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /// How long the writer may wait for the next unit. A store that is closed takes no requests, so it
    /// may not wait for one to be opened.
    Duration patience() {
        return sound ? FOR_EVER : PAUSE;
    }

    /// Recovers where that is due. Throws `DatabaseException` where the database is not to be trusted yet.
    void require() {
        if (sound) {
            return;
        }
        if (failure.isPresent() && System.nanoTime() - attemptedAt < PAUSE.toNanos()) {
            throw failure.get();
        }
        attempt();
    }

    private void attempt() {
        try {
            database.recover();
            sound = true;
            failure = Optional.empty();
            metrics.add(Metric.STORE_RECOVERIES, 1);
            LOG.warn("the store was closed, opened again and recovered; it takes writes again");
        } catch (DatabaseException e) {
            failure = Optional.of(e);
            attemptedAt = System.nanoTime();
            throw e;
        }
    }

    /// Takes note of what a failure says of the disk, and says what the group's callers are told.
    Fault refuse(RuntimeException e) {
        metrics.add(Metric.WRITER_FAILURES, 1);
        return switch (database.harm(e)) {
            case NONE -> sound ? Faults.unavailable("it could not write", e) : Faults.diskFailed(e);
            case DISK_FULL -> Faults.diskFull(e);
            case DISK_FAILED -> {
                sound = false;
                yield Faults.diskFailed(e);
            }
        };
    }
}
