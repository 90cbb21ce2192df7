package dev.assay.cli;

import dev.assay.config.SettingRefused;
import dev.assay.domain.Fault;
import dev.assay.keep.KeepingFailed;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// How a command ends that failed: one line on standard error and an exit code; only a mistake of ours shows a stack.
final class Ending {

    private Ending() {}

    static int of(Console console, Exception failure) {
        return switch (failure) {
            case CommandFailed failed -> tell(console, failed.exitCode(), failed);
            case KeepingFailed failed -> tell(console, ExitCode.FAILED, failed);
            case SettingRefused refused -> tell(console, ExitCode.WRONG_USAGE, refused);
            case Fault fault when fault.kind() != Fault.Kind.INTERNAL -> tell(console, ExitCode.FAILED, fault);
            default -> tellOther(console, failure);
        };
    }

    private static int tell(Console console, ExitCode exitCode, Exception failure) {
        console.err().println("assay: " + failure.getMessage());
        return exitCode.number();
    }

    private static int tellOther(Console console, Exception failure) {
        Optional<Throwable> address = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof BindException || cause instanceof UnresolvedAddressException)
                .findFirst();
        if (address.isPresent()) {
            console.err()
                    .println("assay: cannot listen on the address that http.host and http.port name (" + address.get()
                            + "); try another --port");
            return ExitCode.IN_USE_OR_OUT_OF_REACH.number();
        }
        failure.printStackTrace(console.err());
        return ExitCode.FAILED.number();
    }
}
