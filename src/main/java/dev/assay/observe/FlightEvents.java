package dev.assay.observe;

import java.util.Optional;
import jdk.jfr.FlightRecorder;

/// Events for the flight recorder, made only once it runs: loading the first class of an event takes up to
/// half a second, which a start cannot spare.
public final class FlightEvents {

    private FlightEvents() {}

    /// A commit that begins now; empty while nobody records.
    public static Optional<CommitEvent> commit() {
        return FlightRecorder.isInitialized() ? Optional.of(CommitEvent.start()) : Optional.empty();
    }

    /// A roll-up that begins now; empty while nobody records.
    public static Optional<RollUpEvent> rollUp() {
        return FlightRecorder.isInitialized() ? Optional.of(RollUpEvent.start()) : Optional.empty();
    }
}
