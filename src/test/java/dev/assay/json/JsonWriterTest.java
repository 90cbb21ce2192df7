package dev.assay.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

class JsonWriterTest {

    private static String written(Consumer<JsonGenerator> body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            body.accept(json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesLongsAsStringsOnceADoubleWouldRoundThem() {
        assertThat(written(json -> {
                    json.writeStartObject();
                    JsonWriter.writeLong(json, "fits", 9007199254740991L);
                    JsonWriter.writeLong(json, "past", 9007199254740992L);
                    JsonWriter.writeLong(json, "low", -9007199254740991L);
                    JsonWriter.writeLong(json, "min", Long.MIN_VALUE);
                    JsonWriter.writeLongExact(json, "exact", Long.MIN_VALUE);
                    json.writeEndObject();
                }))
                .isEqualTo("{\"fits\":9007199254740991,\"past\":\"9007199254740992\",\"low\":-9007199254740991,"
                        + "\"min\":\"-9223372036854775808\",\"exact\":-9223372036854775808}");
    }

    @Test
    void writesEveryLongAsAStringWhereTheGeneratorSaysSo() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writerOfLongsAsTexts(out)) {
            json.writeStartArray();
            JsonWriter.writeLong(json, 0);
            JsonWriter.writeDouble(json, 1);
            json.writeNumber(2);
            json.writeRawValue("3");
            json.writeEndArray();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[\"0\",1.0,2,3]");
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                0.05,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                1e16,
                123456789.125,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY
            })
    void writesDoublesSoThatTheyReadBack(double value) {
        String json = written(generator -> JsonWriter.writeDouble(generator, value));
        assertThat(Double.doubleToRawLongBits(Json.read(json.getBytes(StandardCharsets.UTF_8), JsonReader::float64)))
                .isEqualTo(Double.doubleToRawLongBits(value));
    }

    @Test
    void writesWhatIsOutsideTheBasicPlaneAsItself() {
        assertThat(written(json -> json.writeString("é😀"))).isEqualTo("\"é😀\"");
    }

    @Test
    void leavesHalfAnObjectHalf() {
        assertThat(written(json -> {
                    json.writeStartObject();
                    json.writeName("a");
                }))
                .isEqualTo("{\"a\"");
    }
}
