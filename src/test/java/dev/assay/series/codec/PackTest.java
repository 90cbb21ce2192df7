package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /// The example of docs/format/pack.md: whoever changes one changes the other.
    @Test
    void isLaidOutAsItsPageDrawsIt() {
        byte[] pack = pack(PackSamples.example());
        assertThat(HEX.formatHex(pack)).isEqualTo(PackSamples.EXAMPLE_HEX);
    }

    @Test
    void holdsNothingWhereNothingWasAdded() {
        Pack empty = Pack.open(PackSource.of(pack(Map.of())));
        assertThat(empty.points()).isZero();
        assertThat(PackSamples.points(empty)).isEmpty();
        assertThat(pack(Map.of(3L, List.of()))).isEqualTo(pack(Map.of()));
    }

    @ParameterizedTest(name = "{0} points")
    @ValueSource(ints = {1, 2, 1_023, 1_024, 1_025, 2_047, 2_048, 2_049, 4_095, 4_096, 4_097, 5_119, 5_120, 9_000})
    void keepsSeriesOfEveryLength(int count) {
        Map<Long, List<Point>> series = new TreeMap<>();
        series.put(-5L, line(3));
        series.put(1L, line(count));
        series.put(2L, line(4_000));
        series.put(3L, line(count));
        series.put(4L, line(1));
        assertThat(PackSamples.points(Pack.open(PackSource.of(pack(series))))).isEqualTo(series);
    }

    @Test
    void readsOnlyItsDirectoryWhenItIsOpenedAndABlockOnceForManySeries() {
        Map<Long, List<Point>> series = new TreeMap<>();
        for (long id = 0; id < 400; id++) {
            series.put(id, line(20));
        }
        byte[] bytes = pack(series);
        AtomicInteger reads = new AtomicInteger();
        Pack pack = Pack.open(counting(bytes, reads));
        assertThat(reads).hasValue(1);
        assertThat(PackSamples.points(pack)).isEqualTo(series);
        // 8000 points are two blocks, each read once.
        assertThat(reads).hasValue(3);
    }

    @Test
    void foldsALongSeriesWithoutReadingItsBlocks() {
        AtomicInteger reads = new AtomicInteger();
        Pack pack = Pack.open(counting(pack(Map.of(1L, line(8_192))), reads));
        Tally tally = new Tally();
        Sum sum = new Sum();
        pack.forEachRun(id -> true, run -> {
            run.addTo(tally);
            run.addTo(sum);
        });
        assertThat(tally.count()).isEqualTo(8_192);
        assertThat(tally.max()).isEqualTo(8_191 / 8.0);
        assertThat(tally.maxStep()).isEqualTo(8_191);
        assertThat(sum.high()).isEqualTo(8_191 * 8_192 / 2 / 8.0);
        assertThat(reads).hasValue(1);
    }

    @Test
    void passesOverWhatIsNotWanted() {
        AtomicInteger reads = new AtomicInteger();
        Pack pack = Pack.open(counting(pack(Map.of(1L, line(20), 2L, line(20), 3L, line(20))), reads));
        pack.forEachRun(id -> id == 4, run -> assertThat(run).isNull());
        assertThat(reads).hasValue(1);
    }

    @Test
    void takesSeriesAndPointsOnlyInOrder() {
        try (PackWriter writer = new PackWriter()) {
            writer.add(7, PackSamples.of(line(3)));
            assertThatThrownBy(() -> writer.add(7, PackSamples.of(line(1)))).hasMessageStartingWith("BUG");
            assertThatThrownBy(() -> writer.add(8, PackSamples.of(List.of(line(2).get(1), line(1).get(0)))))
                    .hasMessageStartingWith("BUG");
            assertThatThrownBy(() -> writer.add(9, PackSamples.of(List.of(line(1).get(0), line(1).get(0)))))
                    .hasMessageStartingWith("BUG");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noticesEveryByteThatIsAnother(long seed) {
        byte[] bytes = pack(PackSamples.random(seed, 600));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 + i * 37 % 255);
            assertThatThrownBy(() -> readAll(damaged)).isInstanceOf(DamagedBytes.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void noticesEveryCut(long seed) {
        byte[] bytes = pack(PackSamples.random(seed, 600));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> readAll(cut)).isInstanceOf(DamagedBytes.class);
        }
        assertThatThrownBy(() -> readAll(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DamagedBytes.class);
    }

    /// A checksum proves nothing about bytes that were made to fit it: reading must still end, in points or in damage.
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void endsWhateverADirectoryWithARightChecksumSays(long seed) {
        Random random = new Random(seed);
        byte[] whole = pack(PackSamples.random(seed, 60));
        for (int i = 0; i < 5_000; i++) {
            byte[] spoiled = whole.clone();
            int directory = PackFormat.HEAD_BYTES + directoryBytes(whole);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                spoiled[1 + random.nextInt(directory - 1)] = (byte) random.nextInt();
            }
            reseal(spoiled);
            readOrDamaged(spoiled);
            byte[] garbage = new byte[PackFormat.HEAD_BYTES + random.nextInt(60) + PackFormat.CHECKSUM_BYTES];
            random.nextBytes(garbage);
            readOrDamaged(garbage);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void endsWhateverABlockHolds(long seed) {
        Random random = new Random(seed);
        Block.Runs runs = new Block.Runs();
        runs.add(1, 30, false);
        runs.add(2, 10, true);
        Block block = Block.empty();
        for (int i = 0; i < 40; i++) {
            block.steps()[i] = i;
            block.timesMs()[i] = random.nextInt(1_000);
            block.values()[i] = i < 30 ? random.nextInt(3) : random.nextGaussian();
        }
        try (ColumnsWriter writer = new ColumnsWriter()) {
            byte[] whole = block.toBytes(writer, runs);
            for (int i = 0; i < 20_000; i++) {
                byte[] spoiled = whole.clone();
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt();
                }
                try {
                    Block read = Block.empty();
                    read.fill("a block", spoiled, runs);
                    assertThat(read.steps()[40]).isZero();
                } catch (DamagedBytes expected) {
                    assertThat(expected.what()).isEqualTo("a block");
                }
            }
        }
    }

    @Test
    void takesAsFewBytesAsItsPageSays() {
        Random random = new Random(1);
        List<Point> floats = new ArrayList<>();
        List<Point> doubles = new ArrayList<>();
        List<Point> constants = new ArrayList<>();
        long timeMs = 1_790_000_000_000L;
        for (int i = 0; i < 40_960; i++) {
            timeMs += 10 + random.nextInt(41);
            double value = 1.0 / (i + 1) + 0.01 * random.nextGaussian();
            floats.add(new Point(i, timeMs, (float) value));
            doubles.add(new Point(i, timeMs, value));
            constants.add(new Point(i, 20L * i, 0.1));
        }
        assertThat(pack(Map.of(1L, floats)).length).isLessThan((int) (4.5 * 40_960));
        assertThat(pack(Map.of(1L, doubles)).length).isLessThan((int) (8.3 * 40_960));
        assertThat(pack(Map.of(1L, constants)).length).isLessThan((int) (0.04 * 40_960));
    }

    @Test
    void takesAlmostNothingForStepsAndTimesThatManySeriesShare() {
        Random random = new Random(1);
        long[] timesMs = IntStream.range(0, 20)
                .mapToLong(i -> 3_000L * i + random.nextInt(1_000))
                .toArray();
        Map<Long, List<Point>> doubles = new TreeMap<>();
        Map<Long, List<Point>> floats = new TreeMap<>();
        for (long id = 0; id < 1_500; id++) {
            List<Point> wide = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                wide.add(new Point(i, timesMs[i], 1.0 / (i + 1) + 0.01 * random.nextGaussian()));
            }
            doubles.put(id, wide);
            floats.put(
                    id,
                    wide.stream()
                            .map(p -> new Point(p.step(), p.timeMs(), (float) p.value()))
                            .toList());
        }
        assertThat(pack(doubles).length).isLessThan((int) (8.6 * 30_000));
        assertThat(pack(floats).length).isLessThan((int) (4.7 * 30_000));
    }

    private static void readOrDamaged(byte[] bytes) {
        try {
            readAll(bytes);
        } catch (DamagedBytes expected) {
            assertThat(expected.what()).contains("pack");
        }
    }

    private static void readAll(byte[] bytes) {
        PackSamples.points(Pack.open(PackSource.of(bytes)));
    }

    private static byte[] pack(Map<Long, List<Point>> series) {
        return PackSamples.pack(series);
    }

    private static int directoryBytes(byte[] pack) {
        return (pack[1] & 0xFF) | (pack[2] & 0xFF) << 8;
    }

    /// Puts the checksum right where the directory still has a length.
    private static void reseal(byte[] pack) {
        int end = PackFormat.HEAD_BYTES + ((pack[1] & 0xFF) | (pack[2] & 0xFF) << 8 | (pack[3] & 0xFF) << 16);
        if (end + Integer.BYTES <= pack.length) {
            int checksum = Pack.checksum(Arrays.copyOf(pack, end));
            for (int i = 0; i < Integer.BYTES; i++) {
                pack[end + i] = (byte) (checksum >>> (Byte.SIZE * i));
            }
        }
    }

    private static PackSource counting(byte[] bytes, AtomicInteger reads) {
        PackSource source = PackSource.of(bytes);
        return new PackSource() {
            @Override
            public long size() {
                return source.size();
            }

            @Override
            public byte[] read(long offset, int length) {
                reads.incrementAndGet();
                return source.read(offset, length);
            }
        };
    }

    private static List<Point> line(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Point(i, 1_000L * i, i / 8.0))
                .toList();
    }
}
