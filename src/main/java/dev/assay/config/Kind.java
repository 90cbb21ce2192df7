package dev.assay.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a setting's text may be.
public enum Kind {
    TEXT("text"),
    TEXTS("texts, separated by commas"),
    PATH("folder"),
    SECRET("secret text"),
    SWITCH("true or false"),
    PORT("number"),
    COUNT("number"),
    MILLISECONDS("milliseconds"),
    BYTES("bytes; also 64KB, 16MB, 5GB, in steps of 1024"),
    /// What a request may make the server hold in memory at once.
    HEAP_BYTES("bytes, at most 1GB; also 64KB, 16MB, in steps of 1024");

    private static final int PORT_MAX = 65_535;
    private static final int COUNT_MAX = 1_000_000_000;
    private static final long HEAP_BYTES_MAX = 1L << 30;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}) ?(|B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /// In a few words, for the reference.
    public String text() {
        return text;
    }

    /// Why a text cannot be a value of this kind; empty when it can.
    Optional<String> complaint(String value) {
        return switch (this) {
            case TEXT, SECRET -> value.isBlank() ? Optional.of("is empty") : Optional.empty();
            case PATH -> pathComplaint(value);
            case TEXTS -> Optional.empty();
            case SWITCH ->
                value.equals("true") || value.equals("false")
                        ? Optional.empty()
                        : Optional.of("is neither true nor false");
            case PORT -> outside(value, 0, PORT_MAX);
            case COUNT, MILLISECONDS -> outside(value, 1, COUNT_MAX);
            case BYTES -> sizeComplaint(value, Long.MAX_VALUE);
            case HEAP_BYTES -> sizeComplaint(value, HEAP_BYTES_MAX);
        };
    }

    private static Optional<String> pathComplaint(String value) {
        if (value.isBlank()) {
            return Optional.of("is empty");
        }
        try {
            Path _ = Path.of(value);
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of("is no path: " + e.getReason());
        }
    }

    private static Optional<String> sizeComplaint(String value, long max) {
        Optional<Long> bytes = findBytes(value);
        if (bytes.isEmpty() || bytes.get() == 0) {
            return Optional.of("is no size such as 65536, 64KB or 16MB");
        }
        return bytes.get() > max ? Optional.of("is more than " + max + " bytes") : Optional.empty();
    }

    private static Optional<String> outside(String value, int min, int max) {
        boolean inside =
                DIGITS.matcher(value).matches() && Long.parseLong(value) >= min && Long.parseLong(value) <= max;
        return inside ? Optional.empty() : Optional.of("is no number from " + min + " to " + max);
    }

    static Optional<Long> findBytes(String value) {
        Matcher size = SIZE.matcher(value);
        if (!size.matches()) {
            return Optional.empty();
        }
        int shift = unitShift(size.group(2));
        long count = Long.parseLong(size.group(1));
        return count > Long.MAX_VALUE >> shift ? Optional.empty() : Optional.of(count << shift);
    }

    private static int unitShift(String unit) {
        return unit.isEmpty() ? 0 : 10 * "BKMGT".indexOf(unit.charAt(0));
    }
}
