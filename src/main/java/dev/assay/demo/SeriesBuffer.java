package dev.assay.demo;

import dev.assay.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// Points that wait to be sent, as columns.
final class SeriesBuffer {

    private record Point(long step, long timeMs, double value) {}

    private final Map<String, List<Point>> series = new TreeMap<>();

    void add(String name, long step, long timeMs, double value) {
        series.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Point(step, timeMs, value));
    }

    /// All of them in one request, and then none.
    byte[] take() {
        byte[] body = Body.of(json -> {
            json.writeObjectPropertyStart("series");
            series.forEach((name, points) -> write(json, name, points));
            json.writeEndObject();
        });
        series.clear();
        return body;
    }

    private static void write(JsonGenerator json, String name, List<Point> points) {
        json.writeObjectPropertyStart(name);
        json.writeArrayPropertyStart("steps");
        points.forEach(point -> json.writeNumber(point.step()));
        json.writeEndArray();
        json.writeArrayPropertyStart("times");
        points.forEach(point -> json.writeNumber(point.timeMs()));
        json.writeEndArray();
        json.writeArrayPropertyStart("values");
        points.forEach(point -> JsonWriter.writeDouble(json, point.value()));
        json.writeEndArray();
        json.writeEndObject();
    }
}
