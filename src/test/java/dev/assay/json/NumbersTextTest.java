package dev.assay.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;

class NumbersTextTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void standsBetweenWhatTheGeneratorWrites() {
        try (JsonGenerator json = Json.writer(out)) {
            json.writeStartArray();
            json.writeNumber(1);
            NumbersText numbers = new NumbersText(json);
            numbers.write(",{\"a\":").write(2L).write("}").flush();
            json.writeNumber(3);
            json.writeEndArray();
        }
        assertThat(text()).isEqualTo("[1,{\"a\":2},3]");
    }

    @Test
    void writesNumbersAsTheWriterDoes() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            double value = i < 5 ? new double[] {0.0, -0.0, Double.NaN, 1e10, 1 / -0.0}[i] : fromBits(random);
            assertThat(written(numbers -> numbers.write(value)))
                    .isEqualTo(general(json -> JsonWriter.writeDouble(json, value)));
            long whole = random.nextLong() >> random.nextInt(64);
            assertThat(written(numbers -> numbers.write(whole)))
                    .isEqualTo(general(json -> JsonWriter.writeLong(json, whole)));
        }
    }

    @Test
    void writesTextsWhereTheGeneratorWants() {
        try (JsonGenerator json = Json.writerOfLongsAsTexts(out)) {
            new NumbersText(json).write(7L).flush();
        }
        assertThat(text()).isEqualTo("\"7\"");
    }

    @Test
    void handsOverWhatIsLong() {
        try (JsonGenerator json = Json.writer(out)) {
            NumbersText numbers = new NumbersText(json);
            numbers.write("1").flushIfLong();
            assertThat(out.size()).isZero();
            numbers.write(" ".repeat(10_000)).flushIfLong();
            assertThat(out.size()).isEqualTo(10_001);
        }
    }

    private static double fromBits(Random random) {
        return random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(2_000) / 8.0;
    }

    private String written(Consumer<NumbersText> action) {
        return general(json -> {
            NumbersText numbers = new NumbersText(json);
            action.accept(numbers);
            numbers.flush();
        });
    }

    private String general(Consumer<JsonGenerator> action) {
        out.reset();
        try (JsonGenerator json = Json.writer(out)) {
            action.accept(json);
        }
        return text();
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
