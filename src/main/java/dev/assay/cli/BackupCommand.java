package dev.assay.cli;

import dev.assay.config.Settings;
import dev.assay.keep.Backup;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Copies the store to a folder, whether a server works on it or not.
@Command(name = "backup", description = "Copy the store to a new folder, also while the server runs.")
final class BackupCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The folder to make; one that is not empty is left alone.")
    private Path target = Path.of("");

    @Mixin
    private final SettingOptions options = new SettingOptions();

    BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Settings settings = options.read(console, Map.of());
        Backup.Summary made =
                Backup.write(settings.data(), target, console.clock(), new ConsoleProgress(console.err()));
        console.err()
                .println("Backed up to " + target + ": the database (" + made.databaseBytes() + " bytes) and "
                        + made.artifacts() + " artifacts (" + made.artifactBytes() + " bytes), all verified.");
        return ExitCode.DONE.number();
    }
}
