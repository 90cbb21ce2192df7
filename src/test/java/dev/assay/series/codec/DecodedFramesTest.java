package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecodedFramesTest {

    private final Map<Long, TreeSet<Point>> model = new TreeMap<>();
    private final List<byte[]> frames = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /// However many series are decoded together, each is handed over once, in order, with what it is.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsTheSetsThatTheFramesAre(long seed) {
        Random random = new Random(seed);
        for (int frame = random.nextInt(8); frame >= 0; frame--) {
            log(random);
        }
        Map<Long, List<Point>> decoded = new TreeMap<>();
        List<Long> ids = new ArrayList<>();
        DecodedFrames.forEach(frames, 1 + random.nextInt(2_000), some -> {
            some.forEachHead(run -> ids.add(run.id()));
            some.forEachRun(_ -> true, DecodedFramesTest::assertDescribed);
            decoded.putAll(PackSamples.points(some));
        });
        assertThat(ids).containsExactlyElementsOf(model.keySet());
        assertThat(decoded.keySet()).isEqualTo(model.keySet());
        decoded.forEach((id, points) -> assertThat(points).containsExactlyElementsOf(model.get(id)));
        int some = random.nextInt(3);
        List<Frame> opened =
                frames.stream().flatMap(frame -> Frame.openAll(frame).stream()).toList();
        Map<Long, List<Point>> wanted = PackSamples.points(DecodedFrames.of(opened, id -> id % 3 == some));
        decoded.keySet().removeIf(id -> id % 3 != some);
        assertThat(wanted).isEqualTo(decoded);
    }

    @Test
    void handsOverNothingWhereNothingIsLogged() {
        DecodedFrames.forEach(List.of(), some -> {
            throw new AssertionError("there are no points");
        });
        DecodedFrames.forEach(List.of(new FrameWriter(0).toBytes()), some -> {
            throw new AssertionError("there are no points");
        });
    }

    @Test
    void refusesAFrameThatIsDamaged() {
        log(new Random(1));
        byte[] frame = frames.getFirst();
        frame[frame.length / 2] ^= 1;
        assertThatThrownBy(() -> DecodedFrames.forEach(frames, _ -> {})).isInstanceOf(DamagedBytes.class);
    }

    /// A frame of some of the series that were logged before, or new ones; some of its points are those of an earlier
    /// one.
    private void log(Random random) {
        Map<Long, List<Point>> series = new TreeMap<>(PackSamples.random(random.nextLong(), 1 + random.nextInt(1_500)));
        for (Long known : model.keySet()) {
            if (random.nextBoolean()) {
                List<Point> again = new ArrayList<>(model.get(known));
                series.put(known, again.subList(random.nextInt(again.size()), again.size()));
            }
        }
        FrameWriter writer = new FrameWriter(100);
        series.forEach((id, points) -> {
            if (!points.isEmpty()) {
                add(writer, id, points);
                model.computeIfAbsent(id, _ -> new TreeSet<>()).addAll(points);
            }
        });
        frames.add(writer.toBytes());
    }

    private static void add(FrameWriter writer, long id, List<Point> points) {
        writer.add(
                id,
                points.stream().mapToLong(Point::step).toArray(),
                points.stream().mapToLong(Point::timeMs).toArray(),
                points.stream().mapToDouble(Point::value).toArray(),
                0,
                points.size());
    }

    private static void assertDescribed(Run run) {
        List<Point> points = new ArrayList<>();
        Tally tally = new Tally();
        for (Points cursor = run.points(); cursor.next(); ) {
            points.add(new Point(cursor.step(), cursor.timeMs(), cursor.value()));
            tally.add(cursor.step(), cursor.value());
        }
        assertThat(run.count()).isEqualTo(points.size());
        assertThat(new Point(run.firstStep(), run.firstTimeMs(), run.firstValue()))
                .isEqualTo(points.getFirst());
        assertThat(new Point(run.lastStep(), run.lastTimeMs(), run.lastValue())).isEqualTo(points.getLast());
        Tally described = new Tally();
        run.addTo(described);
        assertThat(described.count()).isEqualTo(tally.count());
        assertThat(described.nanCount()).isEqualTo(tally.nanCount());
        assertThat(described.min()).isEqualTo(tally.min());
        assertThat(described.maxStep()).isEqualTo(tally.maxStep());
        assertThat(run.timeSpan())
                .contains(new TimeSpan(
                        points.stream().mapToLong(Point::timeMs).min().orElseThrow(),
                        points.stream().mapToLong(Point::timeMs).max().orElseThrow()));
        List<Double> stretched = new ArrayList<>();
        run.forEachStretch(Block.empty(), (block, from, to) -> {
            for (int i = from; i < to; i++) {
                stretched.add(block.values()[i]);
            }
        });
        assertThat(stretched).isEqualTo(points.stream().map(Point::value).toList());
    }
}
