package dev.assay.wire.mlflow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.assay.domain.Fault;
import dev.assay.json.RecurringTexts;
import dev.assay.series.Batch;
import dev.assay.series.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the plain reader takes is what the general one reads; the rest it leaves alone.
class PlainBatchTest {

    private static final int BODIES = 20_000;

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "1",
        "-1",
        "10",
        "0.5",
        "1e3",
        "1E-7",
        "-2.5e+10",
        "1e400",
        "-1e400",
        "4.9e-324",
        "1e-400",
        "0.123456789012345678",
        "0.00012345678901234567",
        "1.2345678901234567e-05",
        "123456789012345678",
        "0e0",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "12345678901234567890.5",
        "1.7976931348623157e308",
        "2.2250738585072014e-308",
        "9007199254740993",
        "1760000000000",
        "00",
        "01",
        "1.",
        ".5",
        "-",
        "+1",
        "1e",
        "1e+",
        "0x1",
        "NaN",
        "\"NaN\"",
        "\"1.5\"",
        "\"7\"",
        "null",
        "true",
        "1 ",
        " 1",
        "1.0",
        "[]",
        "0." + "0".repeat(70) + "1",
        "1" + "0".repeat(60),
        "1e00005",
        "1e99999"
    };

    private static final String[] KEYS = {
        "loss",
        "val/loss",
        "a b",
        "",
        "é",
        "\\u0061",
        "a\\\"b",
        "x\u007Fy",
        "a\tb",
        "..",
        "/a",
        "metric_001",
        "k".repeat(300),
        "😀",
        "\\ud800"
    };

    private static final byte[] SIGNS = "{}[]\",:0123456789.eE+-aknrtuz \\\t\n\u0000é".getBytes(UTF_8);

    private final RecurringTexts keys = new RecurringTexts();

    private Optional<PlainBatch> plain(String body) {
        return PlainBatch.find(body.getBytes(UTF_8), keys.begin());
    }

    /// Every point to the bit.
    private static List<Object> read(String runId, Batch points) {
        long[] ids = LongStream.range(0, points.names().size()).toArray();
        return List.of(runId, points.size(), points.names(), new String(Frames.encode(points, ids), ISO_8859_1));
    }

    /// Whether it was plain; then both ways must have read the same.
    private boolean agrees(byte[] body) {
        Optional<PlainBatch> found = PlainBatch.find(body, keys.begin());
        found.ifPresent(plain -> {
            BatchBody any = BatchBody.readAny(body, new RecurringTexts());
            List<Object> expected = read(any.givenRunId().orElseThrow(), any.points());
            if (!read(plain.runId(), plain.points()).equals(expected)) {
                fail("read otherwise than by the general reader: " + new String(body, UTF_8));
            }
        });
        return found.isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"a\",\"value\":0.1,\"timestamp\":1,\"step\":2}]}",
                "{\"run_id\": \"r\", \"metrics\": [{\"key\": \"a\", \"value\": 1e-05, \"timestamp\": 1}]}",
                "{ \"run_id\" : \"r\" , \"metrics\" : [ {\"key\" : \"a\" , \"value\" : -3 , \"timestamp\":1}] } "
            })
    void takesWhatClientsWrite(String body) {
        assertThat(agrees(body.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "{}",
                "[]",
                "{\"run_id\":\"r\",\"metrics\":[]}",
                "{\"run_id\":\"r\",\"metrics\":[{\"value\":1,\"key\":\"a\",\"timestamp\":1}]}",
                "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":-1}]}",
                "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"\",\"value\":1,\"timestamp\":1}]}",
                "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":1}],\"params\":[]}",
                "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":1}]}{",
                "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":1},]}",
                "{\"run_id\":\"r\",\"metrics\":[{\"key\":\"a\",\"value\":1,\"timestamp\":1"
            })
    void leavesTheRestToTheReaderThatSaysWhatIsWrong(String body) {
        assertThat(plain(body)).isEmpty();
    }

    @Test
    void leavesTooManyPointsToTheLimit() {
        String point = "{\"key\":\"a\",\"value\":1,\"timestamp\":1}";
        String full = "{\"run_id\":\"r\",\"metrics\":[" + (point + ",").repeat(999) + point;
        assertThat(agrees((full + "]}").getBytes(UTF_8))).isTrue();
        byte[] over = (full + "," + point + "]}").getBytes(UTF_8);
        assertThat(PlainBatch.find(over, keys.begin())).isEmpty();
        assertThatThrownBy(() -> BatchBody.read(over, keys))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.name()).isEqualTo("LimitReached"));
    }

    @RepeatedTest(4)
    void readsWhateverItTakesAsTheGeneralReaderDoes(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        int taken = 0;
        for (int i = 0; i < BODIES; i++) {
            byte[] body = body(random).getBytes(UTF_8);
            if (random.nextInt(2) == 0) {
                body = spoiled(body, random);
            }
            taken += agrees(body) ? 1 : 0;
        }
        assertThat(taken).isBetween(BODIES / 20, BODIES);
    }

    private static String body(SplittableRandom random) {
        List<String> points = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            points.add("{\"key\":\"" + (random.nextInt(8) == 0 ? any(KEYS, random) : "m" + random.nextInt(3))
                    + "\",\"value\":" + value(random)
                    + ",\"timestamp\":" + (random.nextInt(10) == 0 ? any(NUMBERS, random) : random.nextLong(1L << 41))
                    + (random.nextInt(4) == 0 ? "" : ",\"step\":" + step(random)) + "}");
        }
        String space = random.nextInt(3) == 0 ? " " : "";
        return ("{\"run_id\":\"r" + random.nextInt(9) + "\",\"metrics\":[" + String.join(",", points) + "]}")
                .replace(",\"", "," + space + "\"")
                .replace("\":", "\":" + space);
    }

    private static String step(SplittableRandom random) {
        return random.nextInt(10) == 0 ? any(NUMBERS, random) : Long.toString(random.nextLong() >> random.nextInt(64));
    }

    private static String value(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> any(NUMBERS, random);
            case 1 -> "0.%018d".formatted(random.nextLong(1_000_000_000_000_000_000L));
            case 2 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 3 -> Double.toString(random.nextDouble() * Math.pow(10, random.nextInt(-8, 8)));
            case 4 -> random.nextLong() + "." + random.nextInt(1_000);
            default -> random.nextLong(1L << 53) + "e" + random.nextInt(-340, 320);
        };
    }

    private static String any(String[] choices, SplittableRandom random) {
        return choices[random.nextInt(choices.length)];
    }

    private static byte[] spoiled(byte[] body, SplittableRandom random) {
        byte[] spoiled = body.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoiled[random.nextInt(spoiled.length)] = SIGNS[random.nextInt(SIGNS.length)];
        }
        return spoiled;
    }
}
