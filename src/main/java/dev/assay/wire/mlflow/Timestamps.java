package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;

/// MLflow's rule for the time of a point.
final class Timestamps {

    private Timestamps() {}

    static long require(String what, long timeMs) {
        if (timeMs < 0) {
            throw Faults.invalid(what, "before 1970");
        }
        return timeMs;
    }
}
