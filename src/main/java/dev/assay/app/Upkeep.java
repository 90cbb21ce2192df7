package dev.assay.app;

import dev.assay.domain.Fault;
import dev.assay.sql.DatabaseException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Purges by the models' retention now and then, in a thread of its own. What fails is tried again the next time.
public final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    /// A start has other work; what an earlier process left is freed soon after it all the same.
    private static final Duration FIRST_PAUSE_MAX = Duration.ofMinutes(1);

    private final Purges purges;
    private final Duration interval;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    Upkeep(Purges purges, Duration interval) {
        this.purges = purges;
        this.interval = interval;
        this.thread = Thread.ofPlatform().name("assay-upkeep").start(this::run);
    }

    /// Returns when the unit of work that is under way is done.
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Duration pause = interval.compareTo(FIRST_PAUSE_MAX) < 0 ? interval : FIRST_PAUSE_MAX;
        while (!await(pause)) {
            try {
                purge();
            } catch (Fault | DatabaseException e) {
                LOG.warn("a purge was cut short and goes on later", e);
            } catch (RuntimeException | Error e) {
                LOG.error("BUG: a purge failed", e);
            }
            pause = interval;
        }
    }

    /// In slices, between which others have their turn.
    private void purge() {
        boolean more = true;
        while (more && closing.getCount() > 0) {
            Purges.Purged purged = purges.purgeByRetention(() -> closing.getCount() > 0);
            tell(purged);
            more = purged.more();
        }
    }

    private static void tell(Purges.Purged purged) {
        if (!purged.isNothing()) {
            LOG.info(
                    "purged {} experiments and {} models, {} bytes in the database and {} of artifacts",
                    purged.experiments(),
                    purged.models(),
                    purged.bytes(),
                    purged.artifactBytes());
        }
    }

    /// Whether it is to end.
    private boolean await(Duration pause) {
        try {
            return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.warn("the upkeep does not stop for an interrupt");
            return false;
        }
    }
}
