package dev.assay.table;

import dev.assay.domain.Artifact.ColumnType;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/// One reading of JSON lines: cuts them at the line feeds and parses each alone, so that none
/// can reach into another.
final class JsonLinesTable {

    private static final int REASON_CHARS_MAX = 200;

    /// Names are not pooled: a pool would be shared by all tables, and a hostile one could spoil it for the others.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(TableReader.JSON_DEPTH_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final Utf8Source source;
    private final Columns columns = new Columns();
    private final BoundedText text = new BoundedText(TableReader.LINE_CHARS_MAX);
    private long rowCount;
    private long line = 1;

    JsonLinesTable(InputStream source) {
        this.source = new Utf8Source(source);
    }

    TableSummary read() throws IOException {
        CharBuffer chars = next();
        while (chars.hasRemaining()) {
            take(chars.array(), chars.limit());
            chars = next();
        }
        endLine();
        return new TableSummary(rowCount, columns.list(ColumnType.ANY));
    }

    private CharBuffer next() throws IOException {
        try {
            return source.next();
        } catch (Utf8Source.Malformed e) {
            throw malformed("not UTF-8");
        }
    }

    private void take(char[] chars, int to) {
        int from = 0;
        for (int at = 0; at < to; at++) {
            if (chars[at] == '\n') {
                append(chars, from, at);
                endLine();
                line++;
                from = at + 1;
            }
        }
        append(chars, from, to);
    }

    private void append(char[] chars, int from, int to) {
        if (!text.append(chars, from, to)) {
            throw malformed("more than " + TableReader.LINE_CHARS_MAX + " characters");
        }
    }

    private void endLine() {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text.chars(), 0, text.length())) {
            JsonToken first = json.nextToken();
            if (first != null) {
                readRow(json, first);
            }
        } catch (JacksonException e) {
            throw malformed(shown(e.getOriginalMessage()));
        }
        text.clear();
    }

    private void readRow(JsonParser json, JsonToken first) {
        if (first != JsonToken.START_OBJECT) {
            throw malformed("not a JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = requireUnicode(json.currentName());
            ColumnValues column = columns.find(name).orElseGet(() -> columns.add(name, where()));
            readValue(json, json.nextToken(), column);
        }
        if (json.nextToken() != null) {
            throw malformed("more after the JSON object");
        }
        rowCount++;
    }

    private void readValue(JsonParser json, JsonToken token, ColumnValues column) {
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_TRUE, VALUE_FALSE -> column.takeBoolean();
            case VALUE_NUMBER_INT -> readInteger(json, column);
            case VALUE_NUMBER_FLOAT -> readDouble(json, column);
            case VALUE_STRING -> {
                requireUnicode(json.getString());
                column.takeString();
            }
            case START_OBJECT, START_ARRAY -> {
                readNested(json);
                column.takeOther();
            }
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("BUG: " + token + " where a value stands");
        }
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

    private void readNested(JsonParser json) {
        int depth = 1;
        while (depth > 0) {
            switch (json.nextToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case PROPERTY_NAME, VALUE_STRING -> requireUnicode(json.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
                case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw new IllegalStateException("BUG: a token that JSON does not have");
            }
        }
    }

    /// JSON can escape half of a surrogate pair, which is no character and has no UTF-8.
    private String requireUnicode(String string) {
        for (int at = 0; at < string.length(); at += Character.charCount(string.codePointAt(at))) {
            int codePoint = string.codePointAt(at);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw malformed("half of a surrogate pair");
            }
        }
        return string;
    }

    private Fault malformed(String reason) {
        return Faults.malformedBody(where(), reason);
    }

    private String where() {
        return "line " + line;
    }

    /// The parser quotes from the line: cut to a length, and halves of surrogate pairs replaced.
    private static String shown(String reason) {
        String head = reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX));
        return new String(head.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
