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

    private static final Named NOTHING = new Named(new byte[0], -1);

    private final Batch batch;
    private final int namesMax;
    /// Buffers compare, so that names which were made to have one hash cost no more than others.
    private final Map<ByteBuffer, Named> known = new HashMap<>();

    private Named last = NOTHING;

    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    private record Named(byte[] name, int index) {}

    SeriesNames(Batch batch, int namesMax) {
        this.batch = batch;
        this.namesMax = namesMax;
    }

    int indexFor(byte[] bytes, int from, int length) {
        if (last.index() < 0 || !Arrays.equals(last.name(), 0, last.name().length, bytes, from, from + length)) {
            last = find(bytes, from, length);
        }
        return last.index();
    }

    private Named find(byte[] bytes, int from, int length) {
        @Nullable Named found = known.get(ByteBuffer.wrap(bytes, from, length));
        if (found != null) {
            return found;
        }
        if (known.size() == namesMax) {
            throw Faults.limitReached("series in a request", namesMax);
        }
        byte[] name = Arrays.copyOfRange(bytes, from, from + length);
        Named named = new Named(name, batch.indexFor(text(name, 0, length)));
        known.put(ByteBuffer.wrap(name), named);
        return named;
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
