package dev.assay.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file of settings: a `name = value` per line, `#` opens a comment line. Nothing is an escape, so that a path of
/// Windows stands as it is.
final class SettingsFile {

    static final long BYTES_MAX = 1 << 20;

    /// A line that says something, its number counted from 1.
    record Entry(int line, String name, String value) {}

    private SettingsFile() {}

    static List<Entry> read(Path file) {
        List<String> lines = lines(file);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(file, i + 1, line));
            }
        }
        return entries;
    }

    private static Entry entry(Path file, int number, String line) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw new SettingRefused(file + " line " + number + ": '" + line + "' is not of the form name = value");
        }
        return new Entry(
                number,
                line.substring(0, equals).strip(),
                line.substring(equals + 1).strip());
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new SettingRefused(file + ": larger than " + BYTES_MAX + " bytes");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new SettingRefused(file + ": cannot be read as UTF-8 text (" + e + ")");
        }
    }
}
