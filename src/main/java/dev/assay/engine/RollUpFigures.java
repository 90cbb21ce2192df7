package dev.assay.engine;

import dev.assay.observe.FlightEvents;
import dev.assay.observe.Metric;
import dev.assay.observe.Metrics;
import dev.assay.observe.RollUpEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// What is measured of rolling up. Used by one thread and read by others.
final class RollUpFigures {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Metrics metrics;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder points = new LongAdder();
    private volatile Optional<Tails.Tail> oldestInHand = Optional.empty();

    RollUpFigures(Metrics metrics, Tails tails) {
        this.metrics = metrics;
        metrics.gauge(Metric.ROLL_UP_LAG_SECONDS, () -> tails.lag(oldestInHand).toNanos() / NANOS_PER_SECOND);
        metrics.gauge(Metric.BYTES_PER_POINT, () -> (double) bytes.sum() / points.sum());
    }

    /// What is being rolled up now waits until it is written.
    void inHand(List<Tails.Tail> oldestFirst) {
        oldestInHand = oldestFirst.stream().findFirst();
    }

    Step begin() {
        return new Step();
    }

    /// One roll-up, from before its points are read.
    final class Step {

        private final Optional<RollUpEvent> event = FlightEvents.rollUp();
        private final long begun = System.nanoTime();

        void written(TailPack pack) {
            long packedBytes =
                    pack.packs().stream().mapToLong(NumberedPack::size).sum();
            long packedPoints =
                    pack.packs().stream().mapToLong(NumberedPack::points).sum();
            bytes.add(packedBytes);
            points.add(packedPoints);
            metrics.record(Metric.ROLL_UP_SECONDS, System.nanoTime() - begun);
            metrics.add(Metric.PACKS_WRITTEN, pack.packs().size());
            // Not by a lambda, which would load the event's class.
            if (event.isPresent()) {
                event.get().finish(pack.rows().size(), packedBytes, packedPoints);
            }
        }
    }
}
