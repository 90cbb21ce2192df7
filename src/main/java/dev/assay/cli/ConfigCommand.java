package dev.assay.cli;

import dev.assay.config.Kind;
import dev.assay.config.Setting;
import dev.assay.config.Settings;
import dev.assay.config.Settings.InForce;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints each setting in force and where it comes from; secrets show only that they are set.
@Command(name = "config", description = "Print the settings in force and where each comes from.")
final class ConfigCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final SettingOptions options = new SettingOptions();

    ConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Settings settings = options.read(console, listen.settings());
        Rows rows = new Rows();
        Arrays.stream(Setting.values()).forEach(setting -> {
            InForce value = settings.inForce(setting);
            rows.add(
                    setting.text() + " = " + shown(setting, value),
                    "# " + value.origin().text());
        });
        rows.print(console.out());
        return ExitCode.DONE.number();
    }

    private static String shown(Setting setting, InForce value) {
        return setting.kind() == Kind.SECRET && !value.text().isEmpty() ? "(set)" : value.text();
    }
}
