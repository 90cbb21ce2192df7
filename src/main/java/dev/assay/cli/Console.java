package dev.assay.cli;

import dev.assay.config.Environment;
import java.io.PrintStream;
import java.time.Clock;

/// Where a command runs: what it may call, and who listens. Answers go to `out`, words about them to `err`.
record Console(Program program, Environment environment, Clock clock, PrintStream out, PrintStream err) {

    void warn(String text) {
        err.println("assay: warning: " + text);
    }
}
