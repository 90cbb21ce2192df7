package dev.assay.app;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How many may do something at a time; one more waits a little. Thread-safe.
final class Places {

    private static final Duration WAIT_MAX = Duration.ofSeconds(5);

    private final String what;
    private final Semaphore free;

    /// @param what is the matter where there is none, for the words of the failure
    Places(int count, String what) {
        this.what = what;
        this.free = new Semaphore(count);
    }

    /// What was taken is given back when it is closed.
    interface Place extends AutoCloseable {

        @Override
        void close();
    }

    /// Throws `TooManyRequests`.
    Place take() {
        try {
            if (!free.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        return free::release;
    }

    private Fault busy() {
        return Faults.busy(what);
    }
}
