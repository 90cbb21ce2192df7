package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.bytes.ByteWriter;
import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Point;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final Point FIRST = new Point(1, 1_000, 0.5);

    /// The example of docs/format/frame.md: whoever changes one changes the other.
    @Test
    void isLaidOutAsItsPageDrawsIt() {
        FrameWriter writer = new FrameWriter(4);
        add(writer, 7, new Point(0, 1_000, 1.5), new Point(1, 1_040, 1.25), new Point(2, 1_080, 1.0));
        add(writer, 9, new Point(0, 1_000, 0.1));
        assertThat(HexFormat.ofDelimiter(" ").formatHex(writer.toBytes()))
                .isEqualTo("01 26 00 00 00 "
                        + "02 1e "
                        + "07 06 00 d0 0f 00 00 c0 3f 04 a0 01 00 00 80 3f 01 01 "
                        + "02 03 00 00 9a 99 99 99 99 99 b9 3f "
                        + "02 50 00 00 a0 3f "
                        + "f3 ef 8b 66");
    }

    @Test
    void readsStepsAndTimesAtTheEdgesOfInt64() {
        List<Point> points = new ArrayList<>();
        long[] edges = {
            Long.MIN_VALUE, Long.MIN_VALUE + 1, -2, -1, 0, 1, Long.MAX_VALUE / 2, Long.MAX_VALUE - 1, Long.MAX_VALUE
        };
        for (long step : edges) {
            for (long timeMs : edges) {
                points.add(new Point(step, timeMs, 1));
            }
        }
        assertThat(points(onlyRun(frame(Long.MIN_VALUE, points)))).isEqualTo(points);
        assertThat(points(onlyRun(frame(Long.MAX_VALUE, points.reversed())))).isEqualTo(points);
        for (Point a : points) {
            for (Point b : points) {
                List<Point> sorted = List.of(a, b).stream().sorted().distinct().toList();
                assertThat(points(onlyRun(frame(0, List.of(a, b))))).isEqualTo(sorted);
            }
        }
    }

    @Test
    void keepsPointsThatDifferOnlyInTheBitsOfANan() {
        Point quiet = new Point(3, 3, Double.longBitsToDouble(0x7FF8_0000_0000_0001L));
        Point signalling = new Point(3, 3, Double.longBitsToDouble(0x7FF0_0000_0000_0001L));
        Run run = onlyRun(frame(1, List.of(quiet, signalling, quiet)));
        assertThat(points(run)).containsExactly(signalling, quiet);
    }

    @Test
    void describesALongRunWithoutDecodingIt() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            points.add(new Point(i, 10L * i, i % 10 == 3 ? Double.NaN : i % 7));
        }
        byte[] bytes = frame(1, points);
        // The last column ends where the checksum begins.
        Arrays.fill(bytes, bytes.length - 4 - 98 * 4, bytes.length - 4, (byte) 0xFF);
        Tally tally = new Tally();
        onlyRun(resealed(bytes)).addTo(tally);
        assertThat(tally.count()).isEqualTo(100);
        assertThat(tally.nanCount()).isEqualTo(10);
        assertThat(tally.min()).isEqualTo(0);
        assertThat(tally.minStep()).isEqualTo(0);
        assertThat(tally.max()).isEqualTo(6);
        assertThat(tally.maxStep()).isEqualTo(6);
    }

    @Test
    void takesSixBytesForAPointOfAFloatInASteadySeries() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            points.add(new Point(i, 1_700_000_000_000L + 37L * i, (float) Math.sin(i)));
        }
        assertThat(frame(1, points).length).isLessThan(6 * 1_000 + 100);
    }

    @Test
    void holdsNothingWhereNothingWasAdded() {
        byte[] empty = new FrameWriter(0).toBytes();
        assertThat(Frame.openAll(empty).getFirst()).isEmpty();
        assertThat(Frame.openAll(new byte[0])).isEmpty();
    }

    @Test
    void takesSeriesOnlyInTheOrderOfTheirIds() {
        FrameWriter writer = new FrameWriter(2);
        add(writer, 7, FIRST);
        assertThatThrownBy(() -> add(writer, 7, FIRST)).hasMessageStartingWith("BUG");
        assertThatThrownBy(() -> add(writer, 6, FIRST)).hasMessageStartingWith("BUG");
        assertThatThrownBy(() -> add(writer, 8)).hasMessageStartingWith("BUG");
    }

    @Test
    void noticesEveryByteThatIsAnother() {
        byte[] bytes = severalFrames();
        readAll(bytes);
        for (int i = 0; i < bytes.length; i++) {
            for (int change = 1; change < 256; change += change < 16 ? 1 : 13) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) change;
                assertThatThrownBy(() -> readAll(damaged)).isInstanceOf(DamagedBytes.class);
            }
        }
    }

    @Test
    void noticesEveryCutWithinAFrame() {
        byte[] bytes = severalFrames();
        int firstFrame = frame(1, List.of(FIRST)).length;
        for (int length = 1; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length == firstFrame) {
                assertThat(Frame.openAll(cut)).hasSize(1);
            } else {
                assertThatThrownBy(() -> readAll(cut)).isInstanceOf(DamagedBytes.class);
            }
        }
    }

    @Test
    void refusesASeriesThatComesTwice() {
        FrameWriter writer = new FrameWriter(2);
        add(writer, 7, FIRST);
        add(writer, 8, FIRST);
        byte[] bytes = writer.toBytes();
        int secondId = bytes.length - FrameFormat.CHECKSUM_BYTES - FrameFormat.ENTRY_BYTES_MIN;
        assertThat(bytes[secondId]).isEqualTo((byte) 1);
        bytes[secondId] = 0;
        assertThatThrownBy(() -> readAll(resealed(bytes)))
                .isInstanceOf(DamagedBytes.class)
                .hasMessageContaining("series 7 after series 7");
    }

    /// A checksum proves nothing about bytes that were made to fit it: reading must still end, in points or in damage.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void endsWhateverABodyWithARightChecksumHolds(long seed) {
        Random random = new Random(seed);
        byte[] whole = frame(5, manyPoints(random));
        for (int i = 0; i < 5_000; i++) {
            byte[] spoiled = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                spoiled[FrameFormat.HEAD_BYTES + random.nextInt(40)] = (byte) random.nextInt();
            }
            readOrDamaged(resealed(spoiled));
            byte[] garbage = new byte[FrameFormat.HEAD_BYTES + random.nextInt(60) + FrameFormat.CHECKSUM_BYTES];
            random.nextBytes(garbage);
            readOrDamaged(resealed(garbage));
            readOrDamaged(garbage);
        }
    }

    private static List<Point> manyPoints(Random random) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            points.add(new Point(i, random.nextInt(100), random.nextGaussian()));
        }
        return points;
    }

    private static byte[] severalFrames() {
        FrameWriter writer = new FrameWriter(16);
        add(writer, -3, FIRST, new Point(2, 2_000, Double.NaN));
        add(writer, 4, manyPoints(new Random(9)).toArray(Point[]::new));
        add(writer, 5, FIRST, new Point(2, 2_000, 1), new Point(3, 3_000, 2));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frame(1, List.of(FIRST)));
        bytes.writeBytes(writer.toBytes());
        return bytes.toByteArray();
    }

    private static void readOrDamaged(byte[] bytes) {
        try {
            readAll(bytes);
        } catch (DamagedBytes expected) {
            assertThat(expected.what()).isEqualTo("a frame");
        }
    }

    private static void readAll(byte[] bytes) {
        for (Frame frame : Frame.openAll(bytes)) {
            for (Run run : frame) {
                run.addTo(new Tally());
                points(run);
            }
        }
    }

    /// The same frame with the length and the checksum that its bytes should have.
    private static byte[] resealed(byte[] bytes) {
        ByteWriter frame = new ByteWriter();
        frame.writeByte(FrameFormat.VERSION);
        frame.writeInt(bytes.length - FrameFormat.HEAD_BYTES - FrameFormat.CHECKSUM_BYTES);
        frame.writeBytes(Arrays.copyOfRange(bytes, FrameFormat.HEAD_BYTES, bytes.length - FrameFormat.CHECKSUM_BYTES));
        frame.writeChecksum();
        return frame.toBytes();
    }

    private static byte[] frame(long id, List<Point> points) {
        FrameWriter writer = new FrameWriter(points.size());
        add(writer, id, points.toArray(Point[]::new));
        return writer.toBytes();
    }

    private static void add(FrameWriter writer, long id, Point... points) {
        writer.add(
                id,
                Arrays.stream(points).mapToLong(Point::step).toArray(),
                Arrays.stream(points).mapToLong(Point::timeMs).toArray(),
                Arrays.stream(points).mapToDouble(Point::value).toArray(),
                0,
                points.length);
    }

    private static Run onlyRun(byte[] bytes) {
        List<Run> runs = new ArrayList<>();
        Frame.openAll(bytes).forEach(frame -> frame.forEach(runs::add));
        assertThat(runs).hasSize(1);
        return runs.getFirst();
    }

    private static List<Point> points(Run run) {
        List<Point> points = new ArrayList<>();
        Points cursor = run.points();
        while (cursor.next()) {
            points.add(new Point(cursor.step(), cursor.timeMs(), cursor.value()));
        }
        return points;
    }
}
