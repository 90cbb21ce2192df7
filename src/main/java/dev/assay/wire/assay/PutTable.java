package dev.assay.wire.assay;

import dev.assay.app.IdempotencyKey;
import dev.assay.app.Tables;
import dev.assay.domain.Artifact;
import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Caller;
import dev.assay.domain.Digest;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import dev.assay.wire.json.ArtifactJson;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// `PUT …/experiments/{experimentRid}/tables/{name}`: a table, read as it arrives.
final class PutTable implements Handler {

    private static final String TAKEN = "text/csv or application/x-ndjson, in UTF-8, or application/vnd.apache.parquet";

    private final Tables tables;

    PutTable(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void handle(Context context) throws IOException {
        Caller caller = Requests.caller(context, Scope.MODELS_WRITE, "description");
        ExperimentId experiment = Requests.experiment(context);
        String name = context.pathParam("name");
        Optional<String> description = Queries.findText(context, "description");
        Function<Digest, Optional<IdempotencyKey>> key = Idempotency.keyOf(context);
        TableFormat format = format(context);
        try (InputStream content = Bodies.stream(context, tables.bytesMax())) {
            Artifact table = tables.put(caller, key, experiment, name, description, format, content);
            JsonAnswer.write(context, 201, json -> ArtifactJson.write(json, table));
        }
    }

    private static TableFormat format(Context context) {
        String given = context.contentType();
        if (given == null) {
            throw Faults.unsupportedMediaType("without a content type", TAKEN);
        }
        String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
        if (!Arrays.stream(parts).skip(1).allMatch(PutTable::keepsUtf8)) {
            throw Faults.unsupportedMediaType(given, TAKEN);
        }
        return switch (parts[0].strip()) {
            case "text/csv" -> TableFormat.CSV;
            case "application/x-ndjson" -> TableFormat.JSON_LINES;
            case "application/vnd.apache.parquet" -> TableFormat.PARQUET;
            default -> throw Faults.unsupportedMediaType(given, TAKEN);
        };
    }

    private static boolean keepsUtf8(String parameter) {
        String plain = parameter.replace("\"", "").replace(" ", "");
        return !plain.startsWith("charset=") || plain.equals("charset=utf-8");
    }
}
