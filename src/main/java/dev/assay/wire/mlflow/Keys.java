package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import java.util.regex.Pattern;

/// MLflow's rules for the keys of metrics, parameters and tags. They are narrower than ours: its stores may use
/// a key as a file's name.
final class Keys {

    private static final Pattern CHARACTERS = Pattern.compile("[/\\p{L}\\p{N}_.\\- :]*");
    private static final boolean[] ASCII = ascii();

    private Keys() {}

    /// Throws `InvalidArgument`.
    static void require(String what, String key) {
        if (isPlain(key)) {
            return;
        }
        Texts.requireKey(what, key);
        if (!CHARACTERS.matcher(key).matches()) {
            throw Faults.invalid(what, "has other characters than letters, digits and _ - . : / space");
        }
        if (!isPlainPath(key)) {
            throw Faults.invalid(what, "as a path it is absolute, or not the shortest for what it means");
        }
    }

    /// What nearly every key is, so that one look suffices: short and of ASCII, no dot at the start of a segment and no
    /// empty segment.
    private static boolean isPlain(String key) {
        if (key.length() > Texts.KEY_CHARS_MAX) {
            return false;
        }
        char previous = '/';
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= ASCII.length || !ASCII[c] || (previous == '/' && (c == '/' || c == '.'))) {
                return false;
            }
            previous = c;
        }
        return previous != '/';
    }

    private static boolean[] ascii() {
        boolean[] allowed = new boolean[128];
        for (int c = 0; c < allowed.length; c++) {
            allowed[c] = CHARACTERS.matcher(Character.toString(c)).matches();
        }
        return allowed;
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
