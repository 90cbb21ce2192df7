package dev.assay.cli;

import dev.assay.config.Settings;
import dev.assay.keep.Check;
import dev.assay.keep.Finding;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Reads all of the store, whether a server works on it or not, and says what is damaged.
@Command(name = "fsck", description = "Read all of the store and say what is damaged, also while the server runs.")
final class FsckCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final SettingOptions options = new SettingOptions();

    FsckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Settings settings = options.read(console, Map.of());
        Check.Summary summary = Check.run(settings.data(), this::tell, new ConsoleProgress(console.err()));
        console.err()
                .println("Checked " + summary.models() + " models, " + summary.experiments() + " experiments with "
                        + summary.points() + " stored points, " + summary.artifacts() + " artifacts: "
                        + (summary.findings() == 0 ? "all is as it was written." : summary.findings() + " findings."));
        return (summary.findings() == 0 ? ExitCode.DONE : ExitCode.FAILED).number();
    }

    private void tell(Finding finding) {
        console.out().println(finding.text());
    }
}
