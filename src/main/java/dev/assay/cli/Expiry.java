package dev.assay.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When something ends, as people write it: `12h`, `30d`, `2w`, a date (its start in UTC) or an instant.
final class Expiry {

    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,4})([hdw])");

    private Expiry() {}

    static Instant parse(String text, Instant now) {
        Instant end = instant(text, now);
        if (!end.isAfter(now)) {
            throw new CommandFailed(ExitCode.WRONG_USAGE, "--expires: " + text + " is past");
        }
        return end;
    }

    private static Instant instant(String text, Instant now) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            return now.plus(span(span));
        }
        try {
            return text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException _) {
            throw new CommandFailed(
                    ExitCode.WRONG_USAGE,
                    "--expires: '" + text + "' is neither like 12h, 30d or 2w nor like 2026-01-31 or"
                            + " 2026-01-31T12:00:00Z");
        }
    }

    /// A length of time such as `12h`, `30d`, `2w`, or none: `0d`.
    static Duration age(String option, String text) {
        Matcher span = SPAN.matcher(text);
        if (span.matches()) {
            return span(span);
        }
        if (text.matches("0[hdw]")) {
            return Duration.ZERO;
        }
        throw new CommandFailed(ExitCode.WRONG_USAGE, option + ": '" + text + "' is not like 12h, 30d or 2w");
    }

    private static Duration span(Matcher span) {
        return unit(span.group(2)).multipliedBy(Long.parseLong(span.group(1)));
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            case "w" -> Duration.ofDays(7);
            default -> throw new IllegalStateException("BUG: the pattern let " + letter + " through");
        };
    }
}
