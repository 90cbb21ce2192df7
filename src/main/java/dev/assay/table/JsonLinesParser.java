package dev.assay.table;

import dev.assay.domain.Artifact.RowMark;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
final class JsonLinesParser {

    private static final int REASON_CHARS_MAX = 200;

    /// Names are not pooled: a pool would be shared by all tables, and a hostile one could spoil it for the others.
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(TableReader.JSON_DEPTH_MAX)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    /// What a reading is for.
    interface Sink {

        /// The next field of a row; the parser stands at its value and has to be left at the value's end.
        void field(String name, JsonToken value, JsonLinesParser line);

        /// False where no more rows are wanted.
        boolean endRow();
    }

    private final Utf8Source source;
    private final Sink sink;
    private final RowMarks marks = new RowMarks();
    private final BoundedText text = new BoundedText(TableReader.LINE_CHARS_MAX);
    private boolean goesOn = true;
    private long rowCount;
    private long line = 1;
    private JsonParser json = parser();

    JsonLinesParser(InputStream source, Sink sink) {
        this.source = new Utf8Source(source);
        this.sink = sink;
    }

    void read() throws IOException {
        CharBuffer chars = next();
        while (chars.hasRemaining() && goesOn) {
            take(chars.array(), chars.limit());
            chars = next();
        }
        if (goesOn) {
            endLine();
        }
    }

    long rowCount() {
        return rowCount;
    }

    List<RowMark> marks() {
        return marks.list();
    }

    /// Of the line that is read.
    JsonParser json() {
        return json;
    }

    /// The text from a place in the line up to where the parser stands, just as it came.
    String textFrom(long from) {
        int end = (int) json.currentLocation().getCharOffset();
        return new String(text.chars(), (int) from, end - (int) from);
    }

    /// JSON can escape half of a surrogate pair, which is no character and has no UTF-8.
    String requireUnicode(String string) {
        for (int at = 0; at < string.length(); at += Character.charCount(string.codePointAt(at))) {
            int codePoint = string.codePointAt(at);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw malformed("half of a surrogate pair");
            }
        }
        return string;
    }

    String where() {
        return "line " + line;
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
        for (int at = 0; at < to && goesOn; at++) {
            if (chars[at] == '\n') {
                append(chars, from, at);
                endLine();
                line++;
                if (from == 0) {
                    marks.add(rowCount, source.offset(at + 1));
                }
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

    private JsonParser parser() {
        return JSON.createParser(ObjectReadContext.empty(), text.chars(), 0, text.length());
    }

    private void endLine() {
        try (JsonParser parser = parser()) {
            json = parser;
            JsonToken first = parser.nextToken();
            if (first != null) {
                readRow(first);
            }
        } catch (JacksonException e) {
            throw malformed(shown(e.getOriginalMessage()));
        }
        text.clear();
    }

    private void readRow(JsonToken first) {
        if (first != JsonToken.START_OBJECT) {
            throw malformed("not a JSON object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = requireUnicode(json.currentName());
            sink.field(name, json.nextToken(), this);
        }
        if (json.nextToken() != null) {
            throw malformed("more after the JSON object");
        }
        rowCount++;
        goesOn = sink.endRow();
    }

    private Fault malformed(String reason) {
        return Faults.malformedBody(where(), reason);
    }

    /// The parser quotes from the line: cut to a length, and halves of surrogate pairs replaced.
    private static String shown(String reason) {
        String head = reason.substring(0, Math.min(reason.length(), REASON_CHARS_MAX));
        return new String(head.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
