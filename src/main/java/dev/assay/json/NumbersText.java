package dev.assay.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/// Writes a long stretch of an answer that is fixed names and numbers, by the rules of `JsonWriter`, past a generator,
/// which would look at each name, make a text of each number and copy both. Between two flushes the generator is not
/// to be used. For one thread.
public final class NumbersText {

    private static final int HELD_CHARS_MAX = 8 * 1024;

    private final JsonGenerator json;
    private final boolean longsAsTexts;
    private final StringBuilder text = new StringBuilder(HELD_CHARS_MAX + 1024);

    public NumbersText(JsonGenerator json) {
        this.json = json;
        this.longsAsTexts = json instanceof LongsAsTexts;
    }

    /// What stands between the numbers, as it is: ASCII.
    public NumbersText write(String ascii) {
        text.append(ascii);
        return this;
    }

    public NumbersText write(long value) {
        if (JsonWriter.isExact(value) && !longsAsTexts) {
            text.append(value);
        } else {
            text.append('"').append(value).append('"');
        }
        return this;
    }

    public NumbersText write(double value) {
        if (Double.isFinite(value)) {
            text.append(value);
        } else {
            text.append('"').append(value).append('"');
        }
        return this;
    }

    /// To be called now and then, so that little is held.
    public void flushIfLong() {
        if (text.length() >= HELD_CHARS_MAX) {
            flush();
        }
    }

    /// Puts what is held behind all that the generator was told.
    public void flush() {
        json.flush();
        try {
            ((OutputStream) json.streamWriteOutputTarget())
                    .write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        text.setLength(0);
    }
}
