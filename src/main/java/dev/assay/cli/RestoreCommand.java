package dev.assay.cli;

import dev.assay.config.Settings;
import dev.assay.keep.Restore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Puts a back-up into an empty data folder.
@Command(name = "restore", description = "Put a back-up into an empty data folder.")
final class RestoreCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The folder that assay backup made.")
    private Path backup = Path.of("");

    @Mixin
    private final SettingOptions options = new SettingOptions();

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Settings settings = options.read(console, Map.of());
        Path data = settings.data();
        try (FolderLock _ = FolderLock.tryTake(data)
                .orElseThrow(() -> new CommandFailed(
                        ExitCode.IN_USE_OR_OUT_OF_REACH,
                        "the data folder " + data + " is in use by another process"))) {
            Restore.run(backup, data, new ConsoleProgress(console.err()));
        }
        console.err().println("Restored " + backup + " to " + data + ".");
        return ExitCode.DONE.number();
    }
}
