package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import java.util.regex.Pattern;

/// MLflow's rules for the keys of metrics, parameters and tags. They are narrower than ours: its stores may use
/// a key as a file's name.
final class Keys {

    private static final Pattern CHARACTERS = Pattern.compile("[/\\p{L}\\p{N}_.\\- :]*");

    private Keys() {}

    /// Throws `InvalidArgument`.
    static void require(String what, String key) {
        Texts.requireKey(what, key);
        if (!CHARACTERS.matcher(key).matches()) {
            throw Faults.invalid(what, "has other characters than letters, digits and _ - . : / space");
        }
        if (!isPlainPath(key)) {
            throw Faults.invalid(what, "as a path it is absolute, or not the shortest for what it means");
        }
    }

    private static boolean isPlainPath(String key) {
        if (key.startsWith("..")) {
            return false;
        }
        for (String segment : key.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
