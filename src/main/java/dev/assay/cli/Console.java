package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.config.Environment;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;

/// Where a command runs: what it may call, and who listens. Answers go to `out`, words about them to `err`.
record Console(Program program, Environment environment, Clock clock, PrintStream out, PrintStream err) {

    /// The same for whoever wants no word but the answer. What fails is still told by whoever made the first.
    Console silent() {
        return new Console(
                program, environment, clock, out, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }

    void warn(String text) {
        err.println("assay: warning: " + text);
    }
}
