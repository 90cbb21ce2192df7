package dev.assay.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Paths of an experiment's files: names with `/` between them. A folder is there as long as something lies in it.
public final class FilePaths {

    /// Of a path, in UTF-8.
    public static final int BYTES_MAX = 1_024;

    private FilePaths() {}

    /// Throws `InvalidArgument` where it could be mistaken for another one, or be of none of the systems that it may be
    /// downloaded to.
    public static void require(String path) {
        if (path.isEmpty()) {
            throw Faults.invalid("path", "empty");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw Faults.invalid("path", "more than " + BYTES_MAX + " bytes");
        }
        requirePlain("path", path);
        for (String name : path.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                throw Faults.invalid("path", "a name in it is empty, . or ..");
            }
        }
    }

    /// No control characters, and nothing that UTF-8 cannot spell.
    static void requirePlain(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
                throw Faults.invalid(what, "has a character that no name has");
            }
        }
    }

    /// The folders that it lies in, the outermost first.
    public static List<String> folders(String path) {
        List<String> folders = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
        return folders;
    }

    /// The last of its names.
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
