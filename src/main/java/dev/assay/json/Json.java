package dev.assay.json;

import java.io.OutputStream;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// Opens JSON streams. One factory for the whole program: it keeps the symbol tables and buffers.
public final class Json {

    /// Arrays and objects inside each other.
    public static final int DEPTH_MAX = 64;
    /// The exact decimal form of every double fits.
    public static final int NUMBER_CHARS_MAX = 1_100;
    /// No name that we keep is as long; what stands here may still be an unknown field of a lenient body.
    public static final int NAME_CHARS_MAX = 64 * 1024;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .maxStringLength(Integer.MAX_VALUE) // Whoever read the body has bounded it.
                    .build())
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            // A generator that closes after a failure must not make half an answer look whole.
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private Json() {}

    /// The one value of `body`, read by our own rules: see `JsonReader`.
    public static <T> T read(byte[] body, Function<JsonReader, T> value) {
        return JsonReader.read(body, JsonReader.Rules.STRICT, value);
    }

    /// The one value of `body`, read as protobuf's JSON is: see `JsonReader.Rules.LENIENT`.
    public static <T> T readLenient(byte[] body, Function<JsonReader, T> value) {
        return JsonReader.read(body, JsonReader.Rules.LENIENT, value);
    }

    /// Writes UTF-8; closing it closes `out`.
    public static JsonGenerator writer(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /// The same, but `JsonWriter.writeLong` writes texts alone.
    public static JsonGenerator writerOfLongsAsTexts(OutputStream out) {
        return new LongsAsTexts(writer(out));
    }

    static JsonParser parser(byte[] body, int offset) {
        return FACTORY.createParser(ObjectReadContext.empty(), body, offset, body.length - offset);
    }
}
