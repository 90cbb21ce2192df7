package dev.assay.domain;

import java.util.Optional;
import java.util.OptionalLong;

/// How far an experiment has come, in MLflow's words, the finer of the two. Times are the client's, in
/// milliseconds since 1970, kept as given, in whatever order they stand; an experiment that was taken up again
/// still has the end of its last stretch.
public record Status(Word word, long startTimeMs, OptionalLong endTimeMs, Optional<String> message) {

    /// What is longer is a stack trace: it is kept whole as an artifact, and its head stands here.
    public static final int MESSAGE_CHARS_MAX = 4_000;

    /// Foundry knows `RUNNING` (also `SCHEDULED`), `SUCCEEDED` (`FINISHED`) and `FAILED` (also `KILLED`).
    public enum Word {
        RUNNING,
        SCHEDULED,
        FINISHED,
        FAILED,
        KILLED;

        /// Whether the experiment runs no more.
        public boolean isEnd() {
            return switch (this) {
                case RUNNING, SCHEDULED -> false;
                case FINISHED, FAILED, KILLED -> true;
            };
        }
    }

    public Status {
        if (message.map(String::length).orElse(0) > MESSAGE_CHARS_MAX) {
            throw new IllegalStateException("BUG: a status message past " + MESSAGE_CHARS_MAX + " characters");
        }
    }
}
