package dev.assay.engine;

import dev.assay.observe.CommitEvent;
import dev.assay.observe.FlightEvents;
import dev.assay.observe.Metric;
import dev.assay.observe.Metrics;
import java.util.Optional;

/// What is measured of one group of writes, from the begin of its transaction.
final class GroupFigures {

    private final Metrics metrics;
    private final Optional<CommitEvent> event = FlightEvents.commit();
    private final long begun = System.nanoTime();
    private long committing;

    GroupFigures(Metrics metrics) {
        this.metrics = metrics;
    }

    void committing() {
        committing = System.nanoTime();
    }

    void committed(int units, long bytes, long points) {
        long now = System.nanoTime();
        metrics.record(Metric.WRITER_COMMIT_SECONDS, now - committing);
        metrics.record(Metric.WRITER_TRANSACTION_SECONDS, now - begun);
        metrics.record(Metric.WRITER_GROUP_UNITS, units);
        metrics.add(Metric.POINTS_ACKNOWLEDGED, points);
        // Not by a lambda, which would load the event's class.
        if (event.isPresent()) {
            event.get().finish(units, bytes, points);
        }
    }
}
