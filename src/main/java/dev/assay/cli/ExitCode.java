package dev.assay.cli;

/// How a command ended, for scripts; `docs/reference/command-line.md` says the same.
enum ExitCode {
    DONE(0),
    FAILED(1),
    WRONG_USAGE(2),
    /// Another process has the folder or the address, or the server cannot be reached: it may work later.
    IN_USE_OR_OUT_OF_REACH(3);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
