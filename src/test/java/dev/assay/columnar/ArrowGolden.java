package dev.assay.columnar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.stream.Stream;

/// The streams that `compat/arrow_golden.py` has written with Arrow's own writers, and the points that they hold.
final class ArrowGolden {

    static final long NOW_MS = 7;

    private static final Path FOLDER = Path.of("src/test/resources/golden/arrow");
    private static final List<String> NAMES = List.of("a", "b/c", "a name of more than twelve bytes, é");
    private static final double[] VALUES = {
        0, 0.5, 1, 1.5, 2, 2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0
    };

    private ArrowGolden() {}

    /// The streams that can be read, by their names.
    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".arrow", ""))
                    .filter(name -> !name.startsWith("refused-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name + ".arrow"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SortedSet<String> points(String name) {
        return switch (name) {
            case "empty", "no-batch" -> new TreeSet<>();
            case "time-none" -> points(_ -> NOW_MS);
            default -> points(i -> 1_760_000_000_000L + 1_000 * i);
        };
    }

    private static SortedSet<String> points(LongUnaryOperator timeMs) {
        SortedSet<String> points = new TreeSet<>();
        for (int i = 0; i < VALUES.length; i++) {
            long step = i == VALUES.length - 1 ? Long.MAX_VALUE : i - 5;
            points.add(Rows.line(NAMES.get((i / 2) % 3), step, timeMs.applyAsLong(i), VALUES[i]));
        }
        return points;
    }
}
