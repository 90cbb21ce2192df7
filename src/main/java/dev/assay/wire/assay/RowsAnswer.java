package dev.assay.wire.assay;

import dev.assay.app.RowSink;
import dev.assay.domain.ExperimentId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes points as `{"data": [{"experimentRid": …, "series": "loss", "steps": […], "times": […], "values": […]}]}`. A
/// series of more than `POINTS_MAX` points comes in several elements, one after the other, so that no more than that
/// are in memory.
final class RowsAnswer implements RowSink {

    /// Of an element.
    static final int POINTS_MAX = 10_000;

    private final JsonGenerator json;
    private final PointColumns columns = new PointColumns();
    private @Nullable ExperimentId experiment;
    private String series = "";
    private boolean begun;

    RowsAnswer(JsonGenerator json) {
        this.json = json;
    }

    @Override
    public void row(ExperimentId rowExperiment, String rowSeries, long step, long timeMs, double value) {
        boolean goesOn = rowExperiment.equals(experiment) && series.equals(rowSeries) && columns.size() < POINTS_MAX;
        if (!goesOn) {
            write();
            experiment = rowExperiment;
            series = rowSeries;
        }
        columns.add(step, timeMs, value);
    }

    /// To be called once, after the last row.
    void end() {
        write();
        begin();
        json.writeEndArray();
        json.writeEndObject();
    }

    /// The first byte waits for the first element, so that what fails before it is answered as a failure.
    private void begin() {
        if (!begun) {
            begun = true;
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
        }
    }

    private void write() {
        if (experiment == null) {
            return;
        }
        begin();
        json.writeStartObject();
        json.writeStringProperty("experimentRid", experiment.rid().text());
        json.writeStringProperty("series", series);
        columns.write(json);
        json.writeEndObject();
        columns.clear();
    }
}
