package dev.assay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints a link alone on its output, so that a script can open it.
@Command(name = "page", description = "Print a link that opens the page of the running server and signs in, once.")
final class PageCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    PageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (ServerCall server = options.openServer(console)) {
            console.out().println(PageLink.ask(server));
        }
        return ExitCode.DONE.number();
    }
}
