package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;
import dev.assay.domain.Status;

/// MLflow's statuses: our words, and a number each.
final class RunStatus {

    private RunStatus() {}

    static Status.Word parse(String text) {
        return switch (text) {
            case "RUNNING", "1" -> Status.Word.RUNNING;
            case "SCHEDULED", "2" -> Status.Word.SCHEDULED;
            case "FINISHED", "3" -> Status.Word.FINISHED;
            case "FAILED", "4" -> Status.Word.FAILED;
            case "KILLED", "5" -> Status.Word.KILLED;
            default -> throw Faults.invalid("status", "not RUNNING, SCHEDULED, FINISHED, FAILED or KILLED");
        };
    }
}
