package dev.assay.wire.assay;

import dev.assay.app.PointSink;
import dev.assay.json.JsonWriter;
import tools.jackson.core.JsonGenerator;

/// Writes points as `{"series": {"loss": {"steps": […], "times": […], "values": […]}}}`, one series in memory at a
/// time. Where there are more points than the limit, `nextOffset` says where they begin.
final class PointsAnswer implements PointSink {

    private final JsonGenerator json;
    private final long offset;
    private final int limit;
    private final PointColumns columns = new PointColumns();
    private String name = "";
    private int count;
    private boolean more;

    /// @param offset of the first point that comes
    /// @param limit how many points to write; one that comes beyond tells that there are more
    PointsAnswer(JsonGenerator json, long offset, int limit) {
        this.json = json;
        this.offset = offset;
        this.limit = limit;
    }

    @Override
    public void point(String series, long step, long timeMs, double value) {
        if (count == limit) {
            more = true;
            return;
        }
        if (count == 0) {
            begin();
        } else if (!series.equals(name)) {
            writeSeries();
        }
        name = series;
        columns.add(step, timeMs, value);
        count++;
    }

    /// To be called once, when no more points come.
    void end() {
        if (count == 0) {
            begin();
        } else {
            writeSeries();
        }
        json.writeEndObject();
        if (more) {
            JsonWriter.writeLong(json, "nextOffset", offset + count);
        }
        json.writeEndObject();
    }

    private void begin() {
        json.writeStartObject();
        json.writeObjectPropertyStart("series");
    }

    private void writeSeries() {
        json.writeObjectPropertyStart(name);
        columns.write(json);
        json.writeEndObject();
        columns.clear();
    }
}
