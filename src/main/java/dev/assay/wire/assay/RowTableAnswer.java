package dev.assay.wire.assay;

import dev.assay.app.RowSink;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.columnar.PointTable;
import dev.assay.columnar.TextColumn;
import dev.assay.domain.ExperimentId;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes points of many experiments as a table with the columns `experimentRid`, `series`, step, time and `value`.
final class RowTableAnswer implements RowSink {

    private final ColumnarFormat format;
    private final OutputStream out;
    private final Map<ExperimentId, Integer> experimentPlaces = new HashMap<>();
    private final Map<String, Integer> seriesPlaces = new HashMap<>();
    private Optional<PointTable> table = Optional.empty();
    private Optional<ExperimentId> lastExperiment = Optional.empty();
    private String lastSeries = "";

    RowTableAnswer(ColumnarFormat format, OutputStream out) {
        this.format = format;
        this.out = out;
    }

    @Override
    public void begin(List<ExperimentId> experiments, Supplier<List<String>> series) {
        List<String> names = series.get();
        experiments.forEach(experiment -> experimentPlaces.put(experiment, experimentPlaces.size()));
        names.forEach(name -> seriesPlaces.put(name, seriesPlaces.size()));
        List<String> rids =
                experiments.stream().map(experiment -> experiment.rid().text()).toList();
        table = Optional.of(
                format.open(out, List.of(new TextColumn("experimentRid", rids), new TextColumn("series", names))));
    }

    @Override
    public void row(ExperimentId experiment, String series, long step, long timeMs, double value) {
        PointTable rows = table();
        if (!series.equals(lastSeries) || !lastExperiment.equals(Optional.of(experiment))) {
            rows.lead(place(experimentPlaces, experiment), place(seriesPlaces, series));
            lastExperiment = Optional.of(experiment);
            lastSeries = series;
        }
        rows.point(step, timeMs, value);
    }

    /// To be called once, after the last row.
    void end() {
        table().end();
    }

    private PointTable table() {
        return table.orElseThrow(() -> new IllegalStateException("BUG: rows before their experiments"));
    }

    private static <T> int place(Map<T, Integer> places, T text) {
        Integer place = places.get(text);
        if (place == null) {
            throw new IllegalStateException("BUG: a row that was not announced");
        }
        return place;
    }
}
