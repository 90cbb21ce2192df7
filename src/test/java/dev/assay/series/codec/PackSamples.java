package dev.assay.series.codec;

import dev.assay.domain.Point;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Packs and their points for tests.
public final class PackSamples {

    /// What `example` is as bytes, with the spaces that docs/format/pack.md has.
    static final String EXAMPLE_HEX = "01 0b 00 00 00 0b 00 00 00 "
            + "01 22 a8 b8 49 41 02 07 06 02 03 "
            + "20 8a ad 24 "
            + "04 05 ff 7f 00 "
            + "00 02 00 00 "
            + "d0 0f 50 00 00 "
            + "00 00 00 00 00 00 c0 a0 80 3f 3f 3f "
            + "9a 99 99 99 99 99 b9 3f";

    private static final long[] BITS = {
        0x7FF8_0000_0000_0000L,
        0xFFF8_0000_0000_0000L,
        0x7FF0_0000_2000_0000L,
        0x7FF0_0000_0000_0001L,
        0xFFF0_0000_0000_0000L,
        0x7FF0_0000_0000_0000L,
        0x8000_0000_0000_0000L,
        0,
        1,
        0x3FF0_0000_0000_0000L,
    };
    private static final long[] EDGES = {
        Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };

    private PackSamples() {}

    /// Two short series that share a block and their steps and times.
    static Map<Long, List<Point>> example() {
        return new TreeMap<>(Map.of(
                7L,
                List.of(new Point(0, 1_000, 1.5), new Point(1, 1_040, 1.25), new Point(2, 1_080, 1.0)),
                9L,
                List.of(new Point(0, 1_000, 0.1))));
    }

    /// Series of every kind, about `points` points of them.
    public static Map<Long, List<Point>> random(long seed, int points) {
        Random random = new Random(seed);
        Map<Long, List<Point>> series = new TreeMap<>();
        int left = points;
        while (left > 0) {
            int count = 1 + random.nextInt(random.nextInt(4) == 0 ? left : Math.min(left, 40));
            long id = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(1_000);
            series.put(id, new ArrayList<>(points(random, count)));
            left -= count;
        }
        return series;
    }

    private static Set<Point> points(Random random, int count) {
        Set<Point> points = new TreeSet<>();
        boolean regular = random.nextBoolean();
        boolean edges = random.nextInt(4) == 0;
        boolean floats = random.nextBoolean();
        boolean strange = random.nextInt(3) == 0;
        for (int i = 0; i < count; i++) {
            long step = edges && random.nextBoolean()
                    ? EDGES[random.nextInt(EDGES.length)]
                    : regular ? i : random.nextInt(count);
            long timeMs = edges && random.nextBoolean()
                    ? EDGES[random.nextInt(EDGES.length)]
                    : 1_790_000_000_000L + 20L * i + (regular ? 0 : random.nextInt(50));
            double value = strange && random.nextBoolean()
                    ? Double.longBitsToDouble(BITS[random.nextInt(BITS.length)])
                    : floats ? (float) random.nextGaussian() : random.nextGaussian();
            points.add(new Point(step, timeMs, value));
        }
        return points;
    }

    public static byte[] pack(Map<Long, List<Point>> series) {
        try (PackWriter writer = new PackWriter()) {
            new TreeMap<>(series).forEach((id, points) -> writer.add(id, of(points)));
            return writer.toBytes();
        }
    }

    static Map<Long, List<Point>> points(Part part) {
        Map<Long, List<Point>> series = new TreeMap<>();
        part.forEachRun(id -> true, run -> {
            List<Point> points = series.computeIfAbsent(run.id(), id -> new ArrayList<>());
            Points cursor = run.points();
            while (cursor.next()) {
                points.add(new Point(cursor.step(), cursor.timeMs(), cursor.value()));
            }
        });
        return series;
    }

    public static Points of(List<Point> points) {
        Iterator<Point> rest = points.iterator();
        return new Points() {
            private Point at = new Point(0, 0, 0);

            @Override
            public boolean next() {
                boolean more = rest.hasNext();
                if (more) {
                    at = rest.next();
                }
                return more;
            }

            @Override
            public long step() {
                return at.step();
            }

            @Override
            public long timeMs() {
                return at.timeMs();
            }

            @Override
            public double value() {
                return at.value();
            }
        };
    }
}
