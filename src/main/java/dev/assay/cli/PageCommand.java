package dev.assay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints a link alone on its output, so that a script can open it.
@Command(name = "page", description = "Print a link that opens the page of the running server and signs in, once.")
final class PageCommand implements Callable<Integer> {

    private static final String PATH = "/ui/api/sign-in-codes";

    private static final byte[] NO_BODY = {};

    private final Console console;

    @Mixin
    private final StoreOptions options = new StoreOptions();

    PageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (ServerCall server = options.openServer(console)) {
            if (!(server.ask("POST", PATH, NO_BODY).get("code") instanceof String code)) {
                throw ServerCall.unexpected("code");
            }
            console.out().println(PageLink.of(server.address(), code));
        }
        return ExitCode.DONE.number();
    }
}
