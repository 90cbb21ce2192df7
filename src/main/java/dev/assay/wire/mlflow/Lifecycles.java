package dev.assay.wire.mlflow;

/// MLflow's words for what is deleted and what is not.
final class Lifecycles {

    private Lifecycles() {}

    static String stage(boolean deleted) {
        return deleted ? "deleted" : "active";
    }
}
