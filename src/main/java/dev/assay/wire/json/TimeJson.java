package dev.assay.wire.json;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.json.JsonReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/// Dates and times as ISO-8601: in UTC and to the millisecond when we write, in any zone when we read. Years have four
/// digits, which is all that clients in other languages can read.
public final class TimeJson {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private TimeJson() {}

    public static void write(JsonGenerator json, String name, Instant time) {
        json.writeStringProperty(name, text(time));
    }

    /// As it stands in JSON.
    public static String text(Instant time) {
        return MILLISECONDS.format(time);
    }

    public static Instant read(JsonReader reader) {
        return parse(reader.text(), reader::malformed);
    }

    /// The same of a query parameter.
    public static Instant parse(String name, String text) {
        return parse(text, reason -> Faults.invalid(name, reason));
    }

    private static Instant parse(String text, Function<String, Fault> malformed) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.isBefore(FIRST) || time.isAfter(LAST)) {
                throw malformed.apply("not in the years 1 to 9999");
            }
            return time;
        } catch (DateTimeParseException e) {
            throw malformed.apply("not an ISO-8601 date and time with a zone");
        }
    }
}
