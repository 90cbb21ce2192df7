package dev.assay.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the machine says about itself and its user: environment variables, home folder, kind of system.
public record Environment(Map<String, String> variables, Path home, String systemName) {

    /// Every variable of ours begins so.
    public static final String PREFIX = "ASSAY_";

    /// Names the settings file.
    public static final String CONFIG_VARIABLE = "ASSAY_CONFIG";
    /// The server that commands speak to.
    public static final String URL_VARIABLE = "ASSAY_URL";

    /// Variables of ours that are no settings: those above, what the launcher reads, and what clients read.
    static final Set<String> OTHER_VARIABLES =
            Set.of(CONFIG_VARIABLE, URL_VARIABLE, "ASSAY_JAVA_OPTIONS", "ASSAY_TOKEN");

    public Environment {
        variables = Map.copyOf(variables);
    }

    public static Environment ofProcess() {
        return of(System.getenv(), System.getProperty("user.home", "."), System.getProperty("os.name", "unknown"));
    }

    /// `~` is what the user's shell says it is. Java's own answer comes from the list of users instead, and is
    /// used where there is no shell to ask and where `HOME` has no such meaning.
    static Environment of(Map<String, String> variables, String userHome, String systemName) {
        Environment environment = new Environment(variables, Path.of(userHome), systemName);
        return environment.isWindows()
                ? environment
                : new Environment(variables, environment.folder("HOME", environment.home), systemName);
    }

    /// A variable that is set to nothing counts as not set: many ways to start a program cannot leave one out.
    public Optional<String> find(String variable) {
        return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isEmpty());
    }

    /// The folder in the user's data home that is used when none is named.
    Path dataFolder() {
        if (isWindows()) {
            return folder("LOCALAPPDATA", home.resolve("AppData").resolve("Local"))
                    .resolve("Assay");
        }
        if (isSystem("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Assay");
        }
        return folder("XDG_DATA_HOME", home.resolve(".local").resolve("share")).resolve("assay");
    }

    private boolean isWindows() {
        return isSystem("windows");
    }

    private boolean isSystem(String name) {
        return systemName.toLowerCase(Locale.ROOT).startsWith(name);
    }

    /// A relative path in such a variable is to be ignored, says the XDG specification.
    private Path folder(String variable, Path otherwise) {
        return find(variable).map(Path::of).filter(Path::isAbsolute).orElse(otherwise);
    }
}
