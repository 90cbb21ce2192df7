package dev.assay.cli;

import dev.assay.config.Setting;
import dev.assay.config.Settings;
import dev.assay.config.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options that set settings, for every command that reads them.
final class SettingOptions {

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file of settings; by default " + SettingsReader.FILE_NAME + " in the data folder.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any setting; may be repeated.")
    private List<String> assignments = new ArrayList<>();

    static SettingOptions of(Optional<String> data, Optional<Path> config, List<String> assignments) {
        SettingOptions options = new SettingOptions();
        options.data = data;
        options.config = config;
        options.assignments = assignments;
        return options;
    }

    Settings read(Console console, Map<Setting, Optional<String>> more) {
        Map<String, String> commandLine = new LinkedHashMap<>();
        data.ifPresent(text -> put(commandLine, Setting.DATA.text(), text));
        more.forEach((setting, value) -> value.ifPresent(text -> put(commandLine, setting.text(), text)));
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new CommandFailed(
                        ExitCode.WRONG_USAGE, "--set: '" + assignment + "' is not of the form name=value");
            }
            put(commandLine, assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        Settings settings = new SettingsReader(console.environment()).read(commandLine, config.orElse(null));
        settings.warnings().forEach(console::warn);
        return settings;
    }

    private static void put(Map<String, String> commandLine, String name, String text) {
        if (commandLine.put(name, text) != null) {
            throw new CommandFailed(ExitCode.WRONG_USAGE, "the setting " + name + " is given twice");
        }
    }
}
