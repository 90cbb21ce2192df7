package dev.assay.columnar;

import dev.assay.series.Batch;
import dev.assay.series.Frames;
import dev.assay.series.Parts;
import dev.assay.series.PointCursor;
import dev.assay.series.PointRange;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// Points as lines of text, each its series, step, time and the bits of its value, sorted: so that two sets of points
/// are equal when they are equal to the bit.
final class Rows {

    private Rows() {}

    static String line(String series, long step, long timeMs, double value) {
        return series + " " + step + " " + timeMs + " " + Long.toHexString(Double.doubleToRawLongBits(value));
    }

    static SortedSet<String> of(Batch batch) {
        SortedSet<String> lines = new TreeSet<>();
        if (batch.isEmpty()) {
            return lines;
        }
        long[] ids = LongStream.range(0, batch.names().size()).toArray();
        Parts parts = Parts.read(List.of(Frames.encode(batch, ids)));
        for (long id : ids) {
            PointCursor points = PointCursor.open(parts, id, PointRange.ALL);
            while (points.next()) {
                lines.add(line(batch.names().get((int) id), points.step(), points.timeMs(), points.value()));
            }
        }
        return lines;
    }
}
