package dev.assay.columnar;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import dev.assay.series.Batch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of series as bytes, and the local indexes that they have in a batch: a name becomes a string once.
final class SeriesNames {

    private final Batch batch;
    private final int namesMax;
    /// Buffers compare, so that names which were made to have one hash cost no more than others.
    private final Map<ByteBuffer, Integer> indexes = new HashMap<>();

    private byte[] last = new byte[0];
    private int lastIndex = -1;

    SeriesNames(Batch batch, int namesMax) {
        this.batch = batch;
        this.namesMax = namesMax;
    }

    int indexFor(byte[] bytes, int from, int length) {
        if (lastIndex < 0 || !Arrays.equals(last, 0, last.length, bytes, from, from + length)) {
            last = Arrays.copyOfRange(bytes, from, from + length);
            lastIndex = find(last);
        }
        return lastIndex;
    }

    private int find(byte[] name) {
        ByteBuffer key = ByteBuffer.wrap(name);
        @Nullable Integer known = indexes.get(key);
        if (known != null) {
            return known;
        }
        if (indexes.size() == namesMax) {
            throw Faults.limitReached("series in a request", namesMax);
        }
        int index = batch.indexFor(text(name, 0, name.length));
        indexes.put(key, index);
        return index;
    }

    /// A name that can be one.
    static String text(byte[] bytes, int from, int length) {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
            Texts.requireKey("series name", text);
            return text;
        } catch (CharacterCodingException e) {
            throw Faults.malformedBody("series", "a name that is not UTF-8");
        }
    }
}
