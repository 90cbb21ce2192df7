package dev.assay.table;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// JSON lines out of what pandas writes with `orient="split"`, `{"columns": ["a"], "data": [[1], [2]]}`, a row at a
/// time: numbers keep their texts. What is no such object ends with the fault `MalformedBody`. An `IOException` is the
/// source's.
public final class SplitJson extends InputStream {

    /// Of a row, in UTF-8.
    private static final int ROW_BYTES_MAX = TableReader.LINE_CHARS_MAX;

    /// The object, its data and the row lie around what a row may hold.
    private static final int DEPTH_MAX = TableReader.JSON_DEPTH_MAX + 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(ROW_BYTES_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final JsonParser json;
    private final List<String> columns = new ArrayList<>();
    private byte[] row = {};
    private int place;
    private int nameChars;
    private long rows;
    private boolean inData;
    private boolean ended;

    public SplitJson(InputStream source) {
        this.json = JSON.createParser(ObjectReadContext.empty(), source);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (place == row.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, row.length - place);
        System.arraycopy(row, place, bytes, offset, count);
        place += count;
        return count;
    }

    /// Whether there is another row.
    private boolean fill() throws IOException {
        try {
            if (!ended && !inData) {
                readHead();
            }
            if (!ended && json.nextToken() == JsonToken.START_ARRAY) {
                row = line();
                place = 0;
                rows++;
                return true;
            }
            if (!ended) {
                end();
            }
            return false;
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException source) {
                throw source;
            }
            throw malformed("not JSON");
        }
    }

    /// Up to the rows, which must come after the columns.
    private void readHead() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw malformed("not a JSON object");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "columns" -> readColumns(value);
                case "data" -> {
                    if (value != JsonToken.START_ARRAY || columns.isEmpty()) {
                        throw malformed("no list of rows after the columns");
                    }
                    inData = true;
                    return;
                }
                default -> json.skipChildren();
            }
        }
        throw malformed("without data");
    }

    private void readColumns(JsonToken value) {
        if (value != JsonToken.START_ARRAY) {
            throw malformed("columns that are no list");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (!json.currentToken().isScalarValue() || columns.size() == TableReader.COLUMNS_MAX) {
                throw malformed("columns that are no names, or more than " + TableReader.COLUMNS_MAX);
            }
            String name = json.getString();
            nameChars += name.length();
            if (nameChars > TableReader.COLUMN_NAMES_CHARS_MAX) {
                throw malformed("names of columns of more than " + TableReader.COLUMN_NAMES_CHARS_MAX + " characters");
            }
            columns.add(name);
        }
    }

    private void end() {
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw malformed("a row that is no list");
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            json.nextToken();
            json.skipChildren();
        }
        if (json.nextToken() != null) {
            throw malformed("more after the JSON object");
        }
        ended = true;
    }

    private byte[] line() {
        Line line = new Line();
        try (JsonGenerator out = Json.writer(line)) {
            out.writeStartObject();
            for (String column : columns) {
                out.writeName(column);
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    throw malformed("a row that is too short");
                }
                copy(out);
            }
            out.writeEndObject();
        }
        if (json.nextToken() != JsonToken.END_ARRAY) {
            throw malformed("a row that is too long");
        }
        line.write('\n');
        return line.toByteArray();
    }

    /// The value that the parser stands at.
    private void copy(JsonGenerator out) {
        int depth = 0;
        do {
            switch (json.currentToken()) {
                case START_OBJECT -> {
                    depth++;
                    out.writeStartObject();
                }
                case START_ARRAY -> {
                    depth++;
                    out.writeStartArray();
                }
                case END_OBJECT -> {
                    depth--;
                    out.writeEndObject();
                }
                case END_ARRAY -> {
                    depth--;
                    out.writeEndArray();
                }
                case PROPERTY_NAME -> out.writeName(json.currentName());
                case VALUE_STRING -> out.writeString(json.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(json.getString());
                case VALUE_TRUE -> out.writeBoolean(true);
                case VALUE_FALSE -> out.writeBoolean(false);
                case VALUE_NULL -> out.writeNull();
                case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("BUG: a token that JSON does not have");
            }
        } while (depth > 0 && json.nextToken() != null);
    }

    private Fault malformed(String reason) {
        return Faults.malformedBody("row " + (rows + 1), reason);
    }

    /// Bytes of a row, within the limit.
    private final class Line extends ByteArrayOutputStream {

        @Override
        public synchronized void write(int one) {
            require(1);
            super.write(one);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            require(length);
            super.write(bytes, offset, length);
        }

        private void require(int more) {
            if (more > ROW_BYTES_MAX - count) {
                throw malformed("a row of more than " + ROW_BYTES_MAX + " bytes");
            }
        }
    }
}
