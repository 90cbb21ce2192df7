package dev.assay.columnar;

import dev.assay.columnar.ArrowFormat.DictionaryBatch;
import dev.assay.columnar.ArrowFormat.Message;
import dev.assay.columnar.ArrowInput.Arrived;
import dev.assay.columnar.ArrowSchema.TextLayout;
import dev.assay.domain.Faults;
import dev.assay.series.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads points from Arrow's streaming format: the columns `series` (text, plain or in a dictionary, which may grow),
/// `step` (int64), `time` (a timestamp, or int64 in milliseconds) and `value` (float64 or float32), in any order and
/// number of batches, plain or compressed by zstd. No point becomes an object. Whatever the bytes are, it answers with
/// all of the stream's points or throws `MalformedBody`, `InvalidArgument` (a name), `LimitReached` or
/// `RequestTooLarge`; an `IOException` is the source's.
public final class ArrowPoints {

    /// Of a stream: in its dictionary, or by name.
    public static final int SERIES_MAX = 100_000;

    private final ArrowInput input;
    private final long nowMs;
    private final int pointsMax;
    private final Batch batch = new Batch();
    private final SeriesNames names = new SeriesNames(batch, SERIES_MAX);
    private final Decompression decompression = new Decompression();
    private final SeriesDictionary dictionary = new SeriesDictionary(batch, SERIES_MAX);

    private ArrowPoints(ArrowSource source, long nowMs, int pointsMax) {
        this.input = new ArrowInput(source);
        this.nowMs = nowMs;
        this.pointsMax = pointsMax;
    }

    /// All points of the stream, which is read to its end and left open.
    ///
    /// @param nowMs the time of points where there is no column `time`
    public static Batch read(InputStream in, long nowMs, int pointsMax) throws IOException {
        return new ArrowPoints(ArrowSource.of(in), nowMs, pointsMax).read();
    }

    /// The same where it takes little time for the bytes that it has: names are in a dictionary and nothing is
    /// compressed. Empty where that is not so.
    public static Optional<Batch> readPlain(byte[] stream, long nowMs, int pointsMax) {
        try {
            return new ArrowPoints(ArrowSource.of(stream), nowMs, pointsMax).readPlain();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Batch read() throws IOException {
        ArrowSchema schema = readSchema();
        for (Optional<Arrived> message = input.next(); message.isPresent(); message = input.next()) {
            take(schema, message.get(), input.body(message.get()));
        }
        return batch;
    }

    private Optional<Batch> readPlain() throws IOException {
        ArrowSchema schema = readSchema();
        if (!schema.namesAreInDictionary()) {
            return Optional.empty();
        }
        for (Optional<Arrived> message = input.next(); message.isPresent(); message = input.next()) {
            ByteBuffer body = input.body(message.get());
            if (isCompressed(message.get())) {
                return Optional.empty();
            }
            take(schema, message.get(), body);
        }
        return Optional.of(batch);
    }

    private static boolean isCompressed(Arrived message) {
        return switch (message.type()) {
            case Message.DICTIONARY_BATCH -> ArrowBatch.isCompressed(texts(message.header()));
            case Message.RECORD_BATCH -> ArrowBatch.isCompressed(message.header());
            default -> false;
        };
    }

    private static FlatTable texts(FlatTable dictionary) {
        return dictionary.get(DictionaryBatch.DATA, "texts");
    }

    private void take(ArrowSchema schema, Arrived message, ByteBuffer body) {
        switch (message.type()) {
            case Message.DICTIONARY_BATCH -> readDictionary(schema, message.header(), body);
            case Message.RECORD_BATCH -> readBatch(schema, message.header(), body);
            default -> throw message.header().malformed("neither a batch of rows nor a dictionary");
        }
    }

    private ArrowSchema readSchema() throws IOException {
        Arrived message = input.next().orElseThrow(() -> Faults.malformedBody("message 0", "no schema"));
        input.body(message);
        if (message.type() != Message.SCHEMA) {
            throw message.header().malformed("no schema");
        }
        return ArrowSchema.read(message.header());
    }

    private void readDictionary(ArrowSchema schema, FlatTable header, ByteBuffer body) {
        TextLayout layout = schema.dictionary(header.longAt(DictionaryBatch.ID))
                .orElseThrow(() -> header.malformed("a dictionary of no column"));
        if (!header.isTrue(DictionaryBatch.DELTA)) {
            dictionary.clear();
        }
        ArrowBatch texts = new ArrowBatch(
                texts(header), body, decompression, "texts in a dictionary", dictionary.room(), SERIES_MAX);
        texts.requireNoNulls("dictionary of series", 0);
        if (texts.rows() > 0) {
            ArrowTexts.of(texts, layout).forEach((_, bytes, from, length) -> dictionary.add(bytes, from, length));
        }
        dictionary.added();
    }

    private void readBatch(ArrowSchema schema, FlatTable header, ByteBuffer body) {
        ArrowBatch arrived =
                new ArrowBatch(header, body, decompression, "points in a request", pointsMax - batch.size(), pointsMax);
        if (arrived.rows() > 0) {
            ArrowRows rows = new ArrowRows(arrived, batch.size(), names, dictionary);
            schema.columns().forEach(rows::take);
            rows.addTo(batch, schema.isTimed() ? OptionalLong.empty() : OptionalLong.of(nowMs));
        }
    }
}
