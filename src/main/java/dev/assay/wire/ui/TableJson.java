package dev.assay.wire.ui;

import dev.assay.app.Browsing;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Tag;
import dev.assay.json.JsonWriter;
import dev.assay.search.Browse;
import dev.assay.search.Cell;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

/// The table of a model's experiments. Times are milliseconds since 1970. A cell is a number, a text, true,
/// false or null; all tags of an experiment are an array of pairs.
final class TableJson {

    private TableJson() {}

    static void write(JsonGenerator json, Browsing.Part part) {
        Browse.Rows rows = part.rows();
        json.writeStartObject();
        json.writeNumberProperty("total", rows.total());
        json.writeNumberProperty("matched", rows.matched());
        json.writeNumberProperty("listed", rows.listed());
        json.writeStringProperty("version", rows.version());
        json.writeArrayPropertyStart("rows");
        rows.rows().forEach(row -> write(json, row, part.creators()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Browse.Shown row, Map<String, String> creators) {
        json.writeStartObject();
        writeRid(json, "rid", row.id());
        json.writeStringProperty("runId", row.runId());
        json.writeStringProperty("name", row.name());
        json.writeStringProperty("status", row.status().name());
        JsonWriter.writeLong(json, "created", row.createdTimeMs());
        JsonWriter.writeLong(json, "started", row.startTimeMs());
        row.endTimeMs().ifPresent(timeMs -> JsonWriter.writeLong(json, "ended", timeMs));
        row.lastLoggedMs().ifPresent(timeMs -> JsonWriter.writeLong(json, "lastLogged", timeMs));
        json.writeStringProperty("creator", row.createdBy());
        String creator = creators.get(row.createdBy());
        if (creator != null) {
            json.writeStringProperty("creatorName", creator);
        }
        json.writeStringProperty("branch", row.branch());
        row.linkedVersion().ifPresent(rid -> json.writeStringProperty("linkedVersion", rid));
        row.parent().ifPresent(id -> writeRid(json, "parent", id));
        json.writeBooleanProperty("deleted", row.deleted());
        if (row.depth() > 0) {
            json.writeNumberProperty("depth", row.depth());
        }
        if (row.children() > 0) {
            json.writeNumberProperty("children", row.children());
        }
        json.writeArrayPropertyStart("cells");
        row.cells().forEach(cell -> write(json, cell));
        json.writeEndArray();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Browse.Columns columns) {
        json.writeStartObject();
        json.writeStringProperty("version", columns.version());
        json.writeNumberProperty("total", columns.total());
        json.writeArrayPropertyStart("telling");
        columns.telling().forEach(json::writeString);
        json.writeEndArray();
        json.writeArrayPropertyStart("parameters");
        for (Browse.ParameterColumn column : columns.parameters().items()) {
            json.writeStartObject();
            json.writeStringProperty("name", column.name());
            json.writeNumberProperty("count", column.count());
            column.distinct().ifPresent(distinct -> json.writeNumberProperty("distinct", distinct));
            json.writeStringProperty("type", column.type().name().toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("series");
        for (String name : columns.series().items()) {
            json.writeStartObject();
            json.writeStringProperty("name", name);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("tags");
        for (Browse.TagColumn column : columns.tags().items()) {
            json.writeStartObject();
            json.writeStringProperty("key", column.key());
            json.writeNumberProperty("count", column.count());
            column.distinct().ifPresent(distinct -> json.writeNumberProperty("distinct", distinct));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("more");
        writeMore(json, "parameters", columns.parameters());
        writeMore(json, "series", columns.series());
        writeMore(json, "tags", columns.tags());
        json.writeEndObject();
        json.writeEndObject();
    }

    /// How many there are beside those that are shown.
    private static void writeMore(JsonGenerator json, String name, Browse.First<?> first) {
        json.writeNumberProperty(name, first.all() - first.items().size());
    }

    static void write(JsonGenerator json, Browse.First<Browse.Counted> values) {
        json.writeStartObject();
        json.writeArrayPropertyStart("values");
        for (Browse.Counted counted : values.items()) {
            json.writeStartObject();
            json.writeName("value");
            write(json, counted.value());
            json.writeNumberProperty("count", counted.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeMore(json, "more", values);
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Browse.Groups groups) {
        json.writeStartObject();
        json.writeNumberProperty("total", groups.total());
        json.writeNumberProperty("matched", groups.matched());
        json.writeStringProperty("version", groups.version());
        json.writeArrayPropertyStart("groups");
        groups.groups().forEach(group -> write(json, group));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Browse.Group group) {
        json.writeStartObject();
        json.writeArrayPropertyStart("key");
        group.key().forEach(cell -> write(json, cell));
        json.writeEndArray();
        json.writeNumberProperty("count", group.count());
        json.writeArrayPropertyStart("columns");
        group.columns().forEach(statistics -> write(json, statistics));
        json.writeEndArray();
        group.best().ifPresent(id -> {
            json.writeObjectPropertyStart("best");
            writeRid(json, "rid", id);
            json.writeEndObject();
        });
        json.writeArrayPropertyStart("rids");
        group.ids().forEach(id -> json.writeString(id.rid().text()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Browse.Statistics of) {
        json.writeStartObject();
        json.writeNumberProperty("count", of.count());
        if (of.nans() > 0) {
            json.writeNumberProperty("nan", of.nans());
        }
        write(json, "mean", of.mean());
        write(json, "sd", of.deviation());
        if (of.count() > 0) {
            json.writeName("min");
            write(json, of.min());
            json.writeName("max");
            write(json, of.max());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, OptionalDouble value) {
        value.ifPresent(number -> JsonWriter.writeDouble(json, name, number));
    }

    private static void write(JsonGenerator json, Cell cell) {
        switch (cell) {
            case Cell.Absent _ -> json.writeNull();
            case Cell.Whole(long value) -> JsonWriter.writeLong(json, value);
            case Cell.Decimal(double value) -> JsonWriter.writeDouble(json, value);
            case Cell.Truth(boolean value) -> json.writeBoolean(value);
            case Cell.Text(String text) -> json.writeString(text);
            case Cell.Tags(var tags) -> {
                json.writeStartArray();
                for (Tag tag : tags) {
                    json.writeStartArray();
                    json.writeString(tag.key());
                    json.writeString(tag.value());
                    json.writeEndArray();
                }
                json.writeEndArray();
            }
        }
    }

    private static void writeRid(JsonGenerator json, String name, ExperimentId id) {
        json.writeStringProperty(name, id.rid().text());
    }
}
