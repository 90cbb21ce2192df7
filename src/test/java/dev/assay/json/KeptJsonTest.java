package dev.assay.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;

/// What is remembered is what would be written.
class KeptJsonTest {

    private final KeptJson kept = new KeptJson();
    private final AtomicInteger written = new AtomicInteger();

    private String write(Object value, int items, String beside, boolean longsAsTexts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = longsAsTexts ? Json.writerOfLongsAsTexts(out) : Json.writer(out)) {
            json.writeStartArray();
            json.writeNumber(1);
            kept.write(json, value, items, beside, one -> {
                written.incrementAndGet();
                one.writeStartObject();
                one.writeStringProperty("beside", beside);
                JsonWriter.writeLong(one, "long", 7);
                one.writeEndObject();
            });
            json.writeNumber(2);
            json.writeEndArray();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void writesTheSameObjectOnce() {
        Object value = new Object();
        assertThat(write(value, 1, "ä😀", false)).isEqualTo("[1,{\"beside\":\"ä😀\",\"long\":7},2]");
        assertThat(write(value, 1, "ä😀", false)).isEqualTo("[1,{\"beside\":\"ä😀\",\"long\":7},2]");
        assertThat(written).hasValue(1);
    }

    @Test
    void tellsApartWhatIsWrittenInAnotherWay() {
        Object value = new Object();
        write(value, 1, "a", false);
        assertThat(write(value, 1, "b", false)).contains("\"b\"");
        assertThat(write(value, 1, "b", true)).contains("\"long\":\"7\"");
        assertThat(write(value, 1, "b", false)).contains("\"long\":7");
        assertThat(written).hasValue(4);
    }

    @Test
    void equalObjectsAreNotTheSame() {
        write(new String("x"), 1, "a", false);
        write(new String("x"), 1, "a", false);
        assertThat(written).hasValue(2);
    }

    @Test
    void keepsNothingOfWhatIsLarge() {
        Object value = new Object();
        write(value, 401, "a", false);
        assertThat(write(value, 401, "a", false)).isEqualTo("[1,{\"beside\":\"a\",\"long\":7},2]");
        assertThat(written).hasValue(2);
    }

    @Test
    void forgetsTheOldest() {
        Object first = new Object();
        String large = "x".repeat(1 << 20);
        write(first, 1, large, false);
        for (int i = 0; i < 8; i++) {
            write(new Object(), 1, large, false);
        }
        write(first, 1, large, false);
        assertThat(written).hasValue(10);
    }
}
