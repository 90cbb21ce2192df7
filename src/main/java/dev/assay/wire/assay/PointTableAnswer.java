package dev.assay.wire.assay;

import dev.assay.app.PointSink;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.columnar.PointTable;
import dev.assay.columnar.TextColumn;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/// Writes points as a table with the columns `series`, step, time and `value`.
final class PointTableAnswer implements PointSink {

    private final ColumnarFormat format;
    private final OutputStream out;
    private List<String> names = List.of();
    private Optional<PointTable> table = Optional.empty();
    private int place = -1;
    private String name = "";

    PointTableAnswer(ColumnarFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    @Override
    public void begin(List<String> series) {
        names = series;
        table = Optional.of(format.open(out, List.of(new TextColumn("series", series))));
    }

    @Override
    public void point(String series, long step, long timeMs, double value) {
        PointTable rows = table();
        if (place < 0 || !series.equals(name)) {
            rows.lead(placeAfter(series));
            name = series;
        }
        rows.point(step, timeMs, value);
    }

    /// Series come in the order of the names, and some of those have no points.
    private int placeAfter(String series) {
        do {
            place++;
        } while (place < names.size() && !names.get(place).equals(series));
        if (place == names.size()) {
            throw new IllegalStateException("BUG: a series that was not announced");
        }
        return place;
    }

    /// To be called once, when no more points come.
    void end() {
        table().end();
    }

    private PointTable table() {
        return table.orElseThrow(() -> new IllegalStateException("BUG: points before their series"));
    }
}
