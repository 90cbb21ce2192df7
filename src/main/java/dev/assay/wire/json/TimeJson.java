package dev.assay.wire.json;

import dev.assay.json.JsonReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonGenerator;

/// Dates and times as ISO-8601: in UTC and to the millisecond when we write, in any zone when we read.
public final class TimeJson {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private TimeJson() {}

    public static void write(JsonGenerator json, String name, Instant time) {
        json.writeStringProperty(name, MILLISECONDS.format(time));
    }

    public static Instant read(JsonReader reader) {
        try {
            return OffsetDateTime.parse(reader.text()).toInstant();
        } catch (DateTimeParseException e) {
            throw reader.malformed("not an ISO-8601 date and time with a zone");
        }
    }
}
