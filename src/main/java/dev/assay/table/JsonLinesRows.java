package dev.assay.table;

import dev.assay.domain.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the rows of JSON lines; a field that a row does not have is null.
final class JsonLinesRows implements JsonLinesParser.Sink {

    private final Map<String, Integer> places = new HashMap<>();
    private final Cell[] cells;
    private final Window window;

    private JsonLinesRows(Artifact.Table table, Window window) {
        table.columns().forEach(column -> places.put(column.name(), places.size()));
        this.cells = new Cell[places.size()];
        this.window = window;
        Arrays.fill(cells, Cell.NOTHING);
    }

    static void read(Artifact.Table table, InputStream source, Window window) throws IOException {
        new JsonLinesParser(source, new JsonLinesRows(table, window)).read();
    }

    @Override
    public void field(String name, JsonToken value, JsonLinesParser line) {
        long start = line.json().currentTokenLocation().getCharOffset();
        line.json().skipChildren();
        Integer place = places.get(name);
        if (place != null && window.wants(place)) {
            cells[place] = cell(value, start, line);
        }
    }

    @Override
    public boolean endRow() {
        boolean goesOn = window.pass(List.of(cells));
        Arrays.fill(cells, Cell.NOTHING);
        return goesOn;
    }

    private static Cell cell(JsonToken value, long start, JsonLinesParser line) {
        return switch (value) {
            case VALUE_NULL -> Cell.NOTHING;
            case VALUE_TRUE -> new Cell.Bool(true);
            case VALUE_FALSE -> new Cell.Bool(false);
            case VALUE_NUMBER_INT -> integer(line.json());
            case VALUE_NUMBER_FLOAT -> number(line.json());
            case VALUE_STRING -> new Cell.Text(line.json().getString());
            case START_OBJECT, START_ARRAY -> new Cell.Json(line.textFrom(start));
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("BUG: " + value + " where a value stands");
        };
    }

    private static Cell integer(JsonParser json) {
        return switch (json.getNumberType()) {
            case INT, LONG ->
                json.getLongValue() == 0 && json.getString().startsWith("-")
                        ? new Cell.Dbl(-0.0)
                        : new Cell.Int(json.getLongValue());
            case BIG_INTEGER -> new Cell.Num(json.getString());
            case FLOAT, DOUBLE, BIG_DECIMAL -> throw new IllegalStateException("BUG: an integer with a fraction");
        };
    }

    private static Cell number(JsonParser json) {
        double value = json.getDoubleValue();
        return Double.isInfinite(value) ? new Cell.Num(json.getString()) : new Cell.Dbl(value);
    }
}
