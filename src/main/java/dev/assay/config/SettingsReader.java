package dev.assay.config;

import dev.assay.config.Settings.InForce;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds every setting's value: on the command line, else in the environment, else in the file, else its default.
public final class SettingsReader {

    /// The file of a data folder that is read when no other is named.
    public static final String FILE_NAME = "assay.properties";

    private final Environment environment;

    public SettingsReader(Environment environment) {
        this.environment = environment;
    }

    /// `commandLine` maps names to texts; `file` is what `--config` names, and must exist if it does.
    public Settings read(Map<String, String> commandLine, @Nullable Path file) {
        Map<Setting, InForce> values = new EnumMap<>(Setting.class);
        commandLine.forEach((name, text) -> put(values, name, text, new Origin.CommandLine()));
        for (Setting setting : Setting.values()) {
            environment
                    .find(setting.variable())
                    .ifPresent(text -> putIfAbsent(
                            values, setting, checked(setting, text, new Origin.Variable(setting.variable()))));
        }
        readFile(
                values,
                Optional.ofNullable(file)
                        .or(() -> environment.find(Environment.CONFIG_VARIABLE).map(Path::of)));
        for (Setting setting : Setting.values()) {
            putIfAbsent(values, setting, new InForce(setting.defaultText(), new Origin.Default()));
        }
        values.computeIfPresent(Setting.DATA, (_, value) -> new InForce(absolute(value), value.origin()));
        return new Settings(values, warnings());
    }

    private void readFile(Map<Setting, InForce> values, Optional<Path> named) {
        if (named.isPresent()) {
            addFile(values, named.get().toAbsolutePath().normalize());
            return;
        }
        InForce data = values.getOrDefault(Setting.DATA, new InForce("", new Origin.Default()));
        Path file = Path.of(absolute(data)).resolve(FILE_NAME);
        if (Files.exists(file)) {
            Map<Setting, InForce> found = new EnumMap<>(Setting.class);
            addFile(found, file);
            if (found.containsKey(Setting.DATA)) {
                throw new SettingRefused(file + ": the setting data names the folder of this very file, so it cannot"
                        + " stand in it; name the file with --config");
            }
            found.forEach((setting, value) -> putIfAbsent(values, setting, value));
        }
    }

    private void addFile(Map<Setting, InForce> values, Path file) {
        Map<Setting, InForce> found = new EnumMap<>(Setting.class);
        for (SettingsFile.Entry entry : SettingsFile.read(file)) {
            put(found, entry.name(), entry.value(), new Origin.Line(file, entry.line()));
        }
        found.forEach((setting, value) -> putIfAbsent(values, setting, value));
    }

    private static void put(Map<Setting, InForce> values, String name, String text, Origin origin) {
        Setting setting = Setting.find(name).orElseThrow(() -> unknown(name, origin));
        if (setting.kind() == Kind.SECRET) {
            throw new SettingRefused(origin.text() + ": the setting " + name + " is secret and taken from the variable "
                    + setting.variable() + " alone");
        }
        InForce before = values.put(setting, checked(setting, text, origin));
        if (before != null) {
            throw new SettingRefused(origin.text() + ": the setting " + name + " is already set by "
                    + before.origin().text());
        }
    }

    private static void putIfAbsent(Map<Setting, InForce> values, Setting setting, InForce value) {
        values.putIfAbsent(setting, value);
    }

    private static InForce checked(Setting setting, String text, Origin origin) {
        setting.kind().complaint(text).ifPresent(complaint -> {
            String shown = setting.kind() == Kind.SECRET ? "" : " '" + text + "'";
            throw new SettingRefused(origin.text() + ": the value" + shown + " of " + setting.text() + " " + complaint);
        });
        return new InForce(text, origin);
    }

    private static SettingRefused unknown(String name, Origin origin) {
        String hint = Nearest.find(name, Arrays.stream(Setting.values()).map(Setting::text))
                .map(near -> "; did you mean " + near + "?")
                .orElse("; docs/reference/settings.md lists them all");
        return new SettingRefused(origin.text() + ": there is no setting '" + name + "'" + hint);
    }

    private String absolute(InForce data) {
        Path folder = data.text().isEmpty() ? environment.dataFolder() : Path.of(data.text());
        return folder.toAbsolutePath().normalize().toString();
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        environment.variables().keySet().stream()
                .filter(name ->
                        name.startsWith(Environment.PREFIX) && !known().toList().contains(name))
                .sorted()
                .forEach(name -> warnings.add("no setting has the variable " + name
                        + Nearest.find(name, known())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("")));
        return warnings;
    }

    private static Stream<String> known() {
        return Stream.concat(
                Arrays.stream(Setting.values()).map(Setting::variable), Environment.OTHER_VARIABLES.stream());
    }
}
