package dev.assay.columnar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.series.Batch;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ParquetFileReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is read back: Arrow by our own reader, which is held to Arrow's writers elsewhere, Parquet by
/// another's. Python's readers, in `compat/`, read the same from the server.
class ColumnarFormatTest {

    private static final long[] EDGES = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
    private static final long[] BITS = {
        0x7FF8_0000_0000_0000L,
        0x7FF0_0000_0000_0001L,
        0xFFF8_0000_0000_0123L,
        0x8000_0000_0000_0000L,
        0x7FF0_0000_0000_0000L,
        0xFFF0_0000_0000_0000L,
        1L,
    };

    /// Rows whose texts, steps and times come by turns in long runs and at random.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    private record Sample(List<String> names, int[] places, long[] steps, long[] timesMs, double[] values) {

        static Sample of(long seed, int count) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> names = IntStream.range(0, 1 + random.nextInt(300))
                    .mapToObj(i -> "series/é " + i)
                    .toList();
            Sample sample = new Sample(names, new int[count], new long[count], new long[count], new double[count]);
            int place = 0;
            for (int i = 0; i < count; i++) {
                place = random.nextInt(1 + (int) (seed % 50)) == 0 ? random.nextInt(names.size()) : place;
                boolean edge = random.nextInt(50) == 0;
                sample.places[i] = place;
                sample.steps[i] = edge ? EDGES[random.nextInt(EDGES.length)] : i;
                sample.timesMs[i] = edge ? random.nextLong() : 1_760_000_000_000L + 100L * i + random.nextInt(9);
                sample.values[i] = edge
                        ? Double.longBitsToDouble(BITS[random.nextInt(BITS.length)])
                        : random.nextBoolean() ? random.nextDouble() : (float) random.nextDouble();
            }
            return sample;
        }

        byte[] written(ColumnarFormat format) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PointTable table = format.open(out, List.of(new TextColumn("series", names)));
            for (int i = 0; i < places.length; i++) {
                table.lead(places[i]);
                table.point(steps[i], timesMs[i], values[i]);
            }
            table.end();
            return out.toByteArray();
        }

        List<String> lines() {
            return IntStream.range(0, places.length)
                    .mapToObj(i -> Rows.line(names.get(places[i]), steps[i], timesMs[i], values[i]))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 49, 50})
    void arrowIsReadBack(long seed) throws IOException {
        for (int count : new int[] {0, 1, 16 * 1024, 16 * 1024 + 1, 40_000}) {
            Sample sample = Sample.of(seed, count);
            Batch read = ArrowPoints.read(
                    new ByteArrayInputStream(sample.written(ColumnarFormat.ARROW)), 0, Integer.MAX_VALUE);
            assertThat(read.size()).isEqualTo(count);
            assertThat(Rows.of(read)).isEqualTo(new TreeSet<>(sample.lines()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 49, 50})
    void parquetIsReadByAnother(long seed) throws IOException {
        for (int count : new int[] {0, 1, 2, 32, 33, 128, 129, 130, 64 * 1024 + 1}) {
            Sample sample = Sample.of(seed, count);
            assertThat(readParquet(sample.written(ColumnarFormat.PARQUET))).isEqualTo(sample.lines());
        }
    }

    @Test
    void parquetSaysWhatItsColumnsAre() throws IOException {
        byte[] file = Sample.of(1, 100).written(ColumnarFormat.PARQUET);
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
            assertThat(reader.getFileSchema().toString())
                    .contains("required", "series", "step", "timestamp", "value")
                    .doesNotContain("optional");
            assertThat(reader.getFileMetaData().numRows()).isEqualTo(100);
        }
    }

    private static List<String> readParquet(byte[] file) throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
            List<String> series = new ArrayList<>();
            List<Long> steps = new ArrayList<>();
            List<Long> times = new ArrayList<>();
            List<Double> values = new ArrayList<>();
            read(
                    reader,
                    "series",
                    column -> series.addAll(List.of(column.getStrings()).subList(0, column.getRecordCount())));
            read(reader, "step", column -> addAll(steps, column));
            read(reader, "timestamp", column -> addAll(times, column));
            read(reader, "value", column -> {
                for (int i = 0; i < column.getRecordCount(); i++) {
                    values.add(column.getDoubles()[i]);
                }
            });
            return IntStream.range(0, steps.size())
                    .mapToObj(i -> Rows.line(series.get(i), steps.get(i), times.get(i), values.get(i)))
                    .toList();
        }
    }

    private static void addAll(List<Long> numbers, ColumnReader column) {
        for (int i = 0; i < column.getRecordCount(); i++) {
            numbers.add(column.getLongs()[i]);
        }
    }

    private static void read(ParquetFileReader file, String name, java.util.function.Consumer<ColumnReader> batch) {
        try (ColumnReader column = file.columnReader(name)) {
            while (column.nextBatch()) {
                batch.accept(column);
            }
        }
    }
}
