package dev.assay.wire.assay;

import dev.assay.app.ManyReads;
import dev.assay.app.RowQuery;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.StreamAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.ManyExperiments;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;

/// `POST …/points`: all points of many series of many experiments, of one moment, however many there are.
final class PostPoints implements Handler {

    private final ManyReads reads;

    PostPoints(ManyReads reads) {
        this.reads = reads;
    }

    @Override
    public void handle(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        RowQuery query = Json.read(Bodies.json(context), PostPoints::read);
        Optional<ColumnarFormat> format = PointFormats.choose(context);
        if (format.isPresent()) {
            StreamAnswer.write(context, 200, format.get().mediaType(), out -> {
                RowTableAnswer answer = new RowTableAnswer(format.get(), out);
                reads.rows(caller, query, answer);
                answer.end();
            });
        } else {
            JsonAnswer.write(context, json -> {
                RowsAnswer answer = new RowsAnswer(json);
                reads.rows(caller, query, answer);
                answer.end();
            });
        }
    }

    private static RowQuery read(JsonReader reader) {
        Field<List<ExperimentId>> experiments = new Field<>("experimentRids");
        Field<List<String>> series = new Field<>("series");
        Field<Long> stepFrom = new Field<>("stepFrom");
        Field<Long> stepTo = new Field<>("stepTo");
        reader.object(field -> {
            switch (field) {
                case "experimentRids" -> experiments.set(ManyExperiments.readIds(reader, RowQuery.EXPERIMENTS_MAX));
                case "series" -> series.set(ManyExperiments.readSeries(reader, RowQuery.SERIES_MAX));
                case "stepFrom" -> stepFrom.set(reader.int64());
                case "stepTo" -> stepTo.set(reader.int64());
                default -> throw Requests.unknownField(reader);
            }
        });
        return new RowQuery(
                experiments.get(reader),
                series.find(),
                stepFrom.find().orElse(Long.MIN_VALUE),
                stepTo.find().orElse(Long.MAX_VALUE));
    }
}
