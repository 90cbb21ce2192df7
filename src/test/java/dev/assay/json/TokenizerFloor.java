package dev.assay.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.SplittableRandom;
import tools.jackson.core.JsonParser;

/// How many points a second one core gets through when nothing is done with the tokens of a log-batch body: the
/// bar that ingest is held against. Not a test: `java -cp target/classes:target/test-classes:…
/// dev.assay.json.TokenizerFloor [seconds]` prints a line a shape.
public final class TokenizerFloor {

    private static final int POINTS = 1_000;
    private static final long TIME_MS = 1_760_000_000_000L;
    private static final Duration WARM = Duration.ofSeconds(2);

    private TokenizerFloor() {}

    public static void main(String[] arguments) {
        Duration measured = Duration.ofSeconds(arguments.length == 0 ? 5 : Long.parseLong(arguments[0]));
        print("keys1000", body(1), measured);
        print("series1000", body(POINTS), measured);
    }

    private static void print(String shape, byte[] body, Duration measured) {
        run(body, WARM);
        System.out.printf("%s %d bytes a body, %.0f points/s%n", shape, body.length, run(body, measured));
    }

    private static double run(byte[] body, Duration duration) {
        long begun = System.nanoTime();
        long points = 0;
        long tokens = 0;
        while (System.nanoTime() - begun < duration.toNanos()) {
            tokens += tokens(body);
            points += POINTS;
        }
        if (tokens == 0) {
            throw new IllegalStateException("BUG: no tokens");
        }
        return points * 1e9 / (System.nanoTime() - begun);
    }

    private static long tokens(byte[] body) {
        long tokens = 0;
        try (JsonParser parser = Json.parser(body, 0)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /// As the load harness writes it: values with 18 decimals, `perSeries` points of each series.
    private static byte[] body(int perSeries) {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("{\"run_id\":\"0123456789abcdef0123456789abcdef\",\"metrics\":[");
        for (int i = 0; i < POINTS; i++) {
            String name = perSeries == 1 ? "metric_%03d".formatted(i) : "loss";
            long step = i % perSeries;
            text.append(i == 0 ? "" : ",")
                    .append("{\"key\":\"%s\",\"value\":0.%018d,\"timestamp\":%d,\"step\":%d}"
                            .formatted(
                                    name,
                                    random.nextLong(1_000_000_000_000_000_000L),
                                    TIME_MS + 100 * step,
                                    1_000 + step));
        }
        return text.append("]}").toString().getBytes(UTF_8);
    }
}
