package dev.assay.cli;

import dev.assay.config.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Prints which release this is, and on what it runs.
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {

    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println("Assay " + Version.text() + " (Java " + Runtime.version() + ")");
        return ExitCode.DONE.number();
    }
}
