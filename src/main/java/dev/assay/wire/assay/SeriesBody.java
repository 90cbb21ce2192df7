package dev.assay.wire.assay;

import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import dev.assay.json.JsonReader;
import dev.assay.series.Batch;

/// Points as columns: `{"train/loss": {"steps": [0, 1], "times": [1764000000000, 1764000001000], "values":
/// [0.9, "NaN"]}}`. No point becomes an object on its way from the body into the batch.
final class SeriesBody {

    /// Of one request. In memory they take 28 bytes each, so the writer's queue always has room for one such batch.
    static final int POINTS_MAX = 2_000_000;

    private final JsonReader reader;
    private final long nowMs;
    private final Batch batch = new Batch();
    private final PointColumns columns = new PointColumns();
    private boolean timed;

    /// @param nowMs the time of points that came without one
    SeriesBody(JsonReader reader, long nowMs) {
        this.reader = reader;
        this.nowMs = nowMs;
    }

    Batch read() {
        reader.object(this::readSeries);
        return batch;
    }

    private void readSeries(String name) {
        Texts.requireKey("series name", name);
        columns.clear();
        timed = false;
        Seen seen = new Seen();
        reader.object(column -> {
            switch (column) {
                case "steps" -> {
                    seen.steps = true;
                    readSteps();
                }
                case "times" -> {
                    timed = true;
                    readTimes();
                }
                case "values" -> {
                    seen.values = true;
                    readValues();
                }
                default -> throw Requests.unknownField(reader);
            }
        });
        seen.require(reader);
        requireEqualLengths();
        add(name);
    }

    private void readSteps() {
        reader.array(() -> {
            requireRoom(columns.steps.size());
            columns.steps.add(reader.int64());
        });
    }

    private void readTimes() {
        reader.array(() -> {
            requireRoom(columns.timesMs.size());
            columns.timesMs.add(reader.int64());
        });
    }

    private void readValues() {
        reader.array(() -> {
            requireRoom(columns.values.size());
            columns.values.add(reader.float64());
        });
    }

    private void requireRoom(int read) {
        if (batch.size() + read >= POINTS_MAX) {
            throw Faults.limitReached("points in a request", POINTS_MAX);
        }
    }

    private void requireEqualLengths() {
        int steps = columns.steps.size();
        requireLength("values", columns.values.size(), steps);
        if (timed) {
            requireLength("times", columns.timesMs.size(), steps);
        }
    }

    private void requireLength(String column, int length, int steps) {
        if (length != steps) {
            throw Faults.malformedBody(
                    reader.where() + "/" + column, "has " + length + " elements where steps has " + steps);
        }
    }

    private void add(String name) {
        if (!timed) {
            columns.timesMs.fill(nowMs, columns.steps.size());
        }
        batch.addColumns(name, columns.steps.toArray(), columns.timesMs.toArray(), columns.values.toArray());
    }

    /// Which of the columns came that must come.
    private static final class Seen {

        private boolean steps;
        private boolean values;

        void require(JsonReader reader) {
            if (!steps || !values) {
                throw reader.missing(steps ? "values" : "steps");
            }
        }
    }
}
