package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// Frames, packs and aggregates as files, each with its content as text beside it: what was written once is read for
/// ever. That the same content makes the same bytes holds for one version of zstd; a new one may need new files, beside
/// the old. With `-Dassay.golden.write=true` the files are written instead.
class GoldenFormatsTest {

    private static final Path FOLDER = Path.of("src/test/resources/golden/format");
    private static final long SEED = 5;
    private static final int POINTS = 6_000;

    @Test
    void readsAndWritesAFrame() throws IOException {
        Map<Long, List<Point>> series = PackSamples.random(SEED, 300);
        byte[] golden = golden("frame-1", frame(series), pointsJson(series));
        assertThat(PackSamples.points(Frame.openAll(golden).getFirst())).isEqualTo(series);
    }

    @Test
    void readsAndWritesAPack() throws IOException {
        Map<Long, List<Point>> series = PackSamples.random(SEED, POINTS);
        byte[] golden = golden("pack-1", PackSamples.pack(series), pointsJson(series));
        assertThat(PackSamples.points(Pack.open(PackSource.of(golden)))).isEqualTo(series);
    }

    @Test
    void readsAndWritesAggregates() throws IOException {
        SortedMap<Long, SeriesAggregates> aggregates = AggregatesSamples.random(SEED, POINTS);
        byte[] golden = golden("aggregates-1", StoredAggregates.encode(aggregates), aggregatesJson(aggregates));
        assertThat(AggregatesSamples.text(StoredAggregates.open(golden).toMap()))
                .isEqualTo(AggregatesSamples.text(aggregates));
    }

    /// The bytes of the file, which are also those that were written now.
    private static byte[] golden(String name, byte[] written, String json) throws IOException {
        Path file = FOLDER.resolve(name + ".bin");
        if (Boolean.getBoolean("assay.golden.write")) {
            Files.createDirectories(FOLDER);
            Files.write(file, written);
            Files.writeString(FOLDER.resolve(name + ".json"), json);
        }
        byte[] golden = Files.readAllBytes(file);
        assertThat(written).isEqualTo(golden);
        assertThat(json).isEqualTo(Files.readString(FOLDER.resolve(name + ".json")));
        return golden;
    }

    private static byte[] frame(Map<Long, List<Point>> series) {
        FrameWriter writer = new FrameWriter(300);
        series.forEach((id, points) -> writer.add(
                id,
                points.stream().mapToLong(Point::step).toArray(),
                points.stream().mapToLong(Point::timeMs).toArray(),
                points.stream().mapToDouble(Point::value).toArray(),
                0,
                points.size()));
        return writer.toBytes();
    }

    /// A line a point: series, step, time, bits of the value.
    private static String pointsJson(Map<Long, List<Point>> series) {
        StringBuilder json = new StringBuilder("[");
        series.forEach((id, points) -> points.forEach(point -> json.append(json.length() > 1 ? ",\n" : "\n")
                .append("[%d, %d, %d, \"%s\"]".formatted(id, point.step(), point.timeMs(), bits(point.value())))));
        return json.append("\n]\n").toString();
    }

    /// A line a series: id, length, NaNs, last point, minimum and maximum with their steps or nulls.
    private static String aggregatesJson(Map<Long, SeriesAggregates> aggregates) {
        StringBuilder json = new StringBuilder("[");
        aggregates.forEach((id, series) -> json.append(json.length() > 1 ? ",\n" : "\n")
                .append("[%d, %d, %d, %d, %d, \"%s\", %s, %s]"
                        .formatted(
                                id,
                                series.length(),
                                series.nanCount(),
                                series.last().step(),
                                series.last().timeMs(),
                                bits(series.last().value()),
                                extremeJson(series.min()),
                                extremeJson(series.max()))));
        return json.append("\n]\n").toString();
    }

    private static String extremeJson(Optional<Extreme> extreme) {
        return extreme.map(known -> "[%d, \"%s\"]".formatted(known.step(), bits(known.value())))
                .orElse("null");
    }

    private static String bits(double value) {
        return "%016x".formatted(Double.doubleToRawLongBits(value));
    }
}
