package dev.assay.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/// Remembers how values that never change were written last, by the values themselves: who meets the same ones again
/// copies bytes in the place of formatting numbers. Thread-safe.
public final class KeptJson {

    /// What holds more is written straight away, each time.
    private static final int ITEMS_MAX = 400;
    /// Of all that are remembered; each is there as a text and as bytes.
    private static final long ALL_CHARS_MAX = 8L << 20;

    /// One value, as an object.
    private record Same(Object value) {

        @Override
        @SuppressWarnings("ReferenceEquality") // That is what it is for.
        public boolean equals(@Nullable Object other) {
            return other instanceof Same same && same.value == value;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(value);
        }
    }

    private record Kept(Object beside, boolean longsAsTexts, SerializedString text) {}

    private final Map<Same, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long chars;

    /// Writes one value, as `writer` does.
    ///
    /// @param items how many things it holds, about
    /// @param beside what else the writer looks at; where that is another, it writes again
    public void write(JsonGenerator json, Object value, int items, Object beside, Consumer<JsonGenerator> writer) {
        if (items > ITEMS_MAX) {
            writer.accept(json);
            return;
        }
        boolean longsAsTexts = json instanceof LongsAsTexts;
        @Nullable SerializedString known = find(value, beside, longsAsTexts);
        if (known == null) {
            known = written(longsAsTexts, writer);
            remember(value, new Kept(beside, longsAsTexts, known));
        }
        json.writeRawValue(known);
    }

    private static SerializedString written(boolean longsAsTexts, Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = longsAsTexts ? Json.writerOfLongsAsTexts(bytes) : Json.writer(bytes)) {
            writer.accept(json);
        }
        return new SerializedString(bytes.toString(StandardCharsets.UTF_8));
    }

    private synchronized @Nullable SerializedString find(Object value, Object beside, boolean longsAsTexts) {
        @Nullable Kept found = kept.get(new Same(value));
        return found != null
                        && found.longsAsTexts() == longsAsTexts
                        && found.beside().equals(beside)
                ? found.text()
                : null;
    }

    private synchronized void remember(Object value, Kept fresh) {
        @Nullable Kept before = kept.put(new Same(value), fresh);
        chars += fresh.text().charLength() - (before == null ? 0 : before.text().charLength());
        Iterator<Kept> oldestFirst = kept.values().iterator();
        while (chars > ALL_CHARS_MAX && oldestFirst.hasNext()) {
            chars -= oldestFirst.next().text().charLength();
            oldestFirst.remove();
        }
    }
}
