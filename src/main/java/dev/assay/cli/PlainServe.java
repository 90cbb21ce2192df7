package dev.assay.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `serve` with nothing but options and their values, run without picocli. Its class files are too old for the virtual
/// machine's start-up cache, and reading its annotations takes longer than opening the store. Whatever is written in
/// another way, right or wrong, is picocli's.
final class PlainServe {

    private static final String SET = "--set";
    private static final Set<String> NAMES = Set.of("--host", "--port", "--data", "--config", SET);

    private final Console console;
    private final Map<String, String> values;
    private final List<String> assignments;

    private PlainServe(Console console, Map<String, String> values, List<String> assignments) {
        this.console = console;
        this.values = values;
        this.assignments = assignments;
    }

    static Optional<PlainServe> find(Console console, String... args) {
        if (args.length % 2 == 0 || !args[0].equals("serve")) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        List<String> assignments = new ArrayList<>();
        for (int i = 1; i < args.length; i += 2) {
            String name = args[i];
            String value = args[i + 1];
            boolean plain = NAMES.contains(name) && !value.isEmpty() && "-@\"".indexOf(value.charAt(0)) < 0;
            if (!plain) {
                return Optional.empty();
            }
            if (name.equals(SET)) {
                assignments.add(value);
            } else if (values.put(name, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new PlainServe(console, values, assignments));
    }

    /// The exit code, should it end.
    int run() {
        try {
            ListenOptions listen = ListenOptions.of(value("--host"), value("--port"));
            SettingOptions options =
                    SettingOptions.of(value("--data"), value("--config").map(Path::of), assignments);
            return new ServeCommand(console, listen, options).call();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED.number();
        } catch (RuntimeException e) {
            return Ending.of(console, e);
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
