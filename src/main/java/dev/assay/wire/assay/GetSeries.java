package dev.assay.wire.assay;

import dev.assay.app.SeriesOfModel;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.json.JsonWriter;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// `GET …/models/{modelRid}/series`: one series in every experiment of the model, the newest experiment first.
final class GetSeries implements Handler {

    private final SeriesOfModel series;

    GetSeries(SeriesOfModel series) {
        this.series = series;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ, "name");
        ModelId model = Requests.model(context);
        String name = Queries.findText(context, "name").orElseThrow(() -> Faults.invalid("name", "missing"));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            series.read(caller, model, name, (id, length, last, min, max) -> write(json, id, length, last, min, max));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void write(
            JsonGenerator json, ExperimentId id, long length, double last, Optional<Double> min, Optional<Double> max) {
        json.writeStartObject();
        json.writeStringProperty("experimentRid", id.rid().text());
        JsonWriter.writeLong(json, "length", length);
        JsonWriter.writeDouble(json, "last", last);
        min.ifPresent(value -> JsonWriter.writeDouble(json, "min", value));
        max.ifPresent(value -> JsonWriter.writeDouble(json, "max", value));
        json.writeEndObject();
    }
}
