package dev.assay.table;

import dev.assay.domain.Artifact.ColumnType;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads JSON lines to know what they hold.
final class JsonLinesSummary implements JsonLinesParser.Sink {

    private final Columns columns = new Columns();

    private JsonLinesSummary() {}

    static TableSummary read(InputStream source) throws IOException {
        JsonLinesSummary summary = new JsonLinesSummary();
        JsonLinesParser parser = new JsonLinesParser(source, summary);
        parser.read();
        return new TableSummary(parser.rowCount(), summary.columns.list(ColumnType.ANY), parser.marks());
    }

    @Override
    public void field(String name, JsonToken value, JsonLinesParser line) {
        ColumnValues column = columns.find(name).orElseGet(() -> columns.add(name, line.where()));
        JsonParser json = line.json();
        switch (value) {
            case VALUE_NULL -> {}
            case VALUE_TRUE, VALUE_FALSE -> column.takeBoolean();
            case VALUE_NUMBER_INT -> readInteger(json, column);
            case VALUE_NUMBER_FLOAT -> readDouble(json, column);
            case VALUE_STRING -> {
                line.requireUnicode(json.getString());
                column.takeString();
            }
            case START_OBJECT, START_ARRAY -> {
                readNested(line);
                column.takeOther();
            }
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("BUG: " + value + " where a value stands");
        }
    }

    @Override
    public boolean endRow() {
        return true;
    }

    /// −0 is a double: int64 has no negative zero.
    private static void readInteger(JsonParser json, ColumnValues column) {
        switch (json.getNumberType()) {
            case INT, LONG -> {
                if (json.getLongValue() == 0 && json.getString().startsWith("-")) {
                    column.takeDouble();
                } else {
                    column.takeInteger(json.getLongValue());
                }
            }
            case BIG_INTEGER -> column.takeOther();
            case FLOAT, DOUBLE, BIG_DECIMAL -> throw new IllegalStateException("BUG: an integer with a fraction");
        }
    }

    private static void readDouble(JsonParser json, ColumnValues column) {
        if (Double.isInfinite(json.getDoubleValue())) {
            column.takeOther();
        } else {
            column.takeDouble();
        }
    }

    private static void readNested(JsonLinesParser line) {
        JsonParser json = line.json();
        int depth = 1;
        while (depth > 0) {
            switch (json.nextToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case PROPERTY_NAME, VALUE_STRING -> line.requireUnicode(json.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
                case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("BUG: a token that JSON does not have");
            }
        }
    }
}
