package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.series.codec.Pack;
import dev.assay.series.codec.PackSource;
import dev.assay.series.codec.PackWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Frames of some series of one experiment, and beside them the sets that the series are.
final class RandomLog {

    private static final int SERIES_MAX = 5;
    private static final int FRAMES_MAX = 30;

    final Map<Long, NaiveSeries> model = new TreeMap<>();
    final List<byte[]> frames = new ArrayList<>();
    private Random random = new Random(0);

    /// Logs some frames of some series: now in order, as a training run does, now anyhow.
    Random log(long seed) {
        RandomPoints points = new RandomPoints(seed);
        random = points.random();
        long[] ids = LongStream.generate(() -> random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(1_000))
                .distinct()
                .limit(1 + random.nextInt(SERIES_MAX))
                .toArray();
        boolean ordered = random.nextBoolean();
        int frameCount = 1 + random.nextInt(FRAMES_MAX);
        for (int frame = 0; frame < frameCount; frame++) {
            long shift = ordered ? frame * (long) random.nextInt(200) : 0;
            frames.add(frame(points, ids, shift));
        }
        return random;
    }

    private byte[] frame(RandomPoints points, long[] ids, long shift) {
        Batch batch = new Batch();
        int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 12);
        boolean columns = random.nextInt(4) == 0;
        while (batch.size() < count) {
            int series = random.nextInt(ids.length);
            List<Point> logged = new ArrayList<>();
            for (int i = columns ? random.nextInt(50) : 1; i > 0; i--) {
                Point point = points.next();
                logged.add(new Point(point.step() + shift, point.timeMs(), point.value()));
            }
            if (columns && random.nextBoolean()) {
                Collections.sort(logged);
            }
            add(batch, "series " + series, logged, columns);
            if (!logged.isEmpty()) {
                naive(ids[series]).points.addAll(logged);
            }
        }
        long[] idsByLocalIndex = batch.names().stream()
                .mapToLong(name -> ids[Integer.parseInt(name.substring("series ".length()))])
                .toArray();
        return Frames.encode(batch, idsByLocalIndex);
    }

    NaiveSeries naive(long id) {
        return model.computeIfAbsent(id, unknown -> new NaiveSeries());
    }

    private static void add(Batch batch, String name, List<Point> points, boolean columns) {
        if (columns) {
            batch.addColumns(
                    name,
                    points.stream().mapToLong(Point::step).toArray(),
                    points.stream().mapToLong(Point::timeMs).toArray(),
                    points.stream().mapToDouble(Point::value).toArray());
        } else {
            points.forEach(point -> batch.add(name, point.step(), point.timeMs(), point.value()));
        }
    }

    /// Some frames rolled up into packs, which may overlap with one another and with the frames that are left.
    Rolled rolled() {
        List<byte[]> left = new ArrayList<>();
        List<Pack> packs = new ArrayList<>();
        List<byte[]> rolledUp = new ArrayList<>();
        for (byte[] frame : frames) {
            rolledUp.add(frame);
            if (random.nextInt(5) == 0) {
                (random.nextInt(3) > 0 ? rolledUp : left).add(frame);
                packs.add(packed(rolledUp));
                rolledUp.clear();
            }
        }
        left.addAll(rolledUp);
        return new Rolled(packs, left);
    }

    Parts partlyPacked() {
        return rolled().parts();
    }

    record Rolled(List<Pack> packs, List<byte[]> left) {

        Parts parts() {
            return Parts.read(packs, left);
        }
    }

    static Pack packed(List<byte[]> frames) {
        Parts parts = Parts.read(frames);
        try (PackWriter writer = new PackWriter()) {
            PointCursor.openAll(parts, parts.ids(), PointRange.ALL).forEach(writer::add);
            return Pack.open(PackSource.of(writer.toBytes()));
        }
    }
}
