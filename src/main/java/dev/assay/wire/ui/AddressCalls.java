package dev.assay.wire.ui;

import dev.assay.app.Models;
import dev.assay.app.Reads;
import dev.assay.app.Snapshot;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import io.javalin.http.Context;

/// What MLflow's names stand for: its clients print addresses with them.
final class AddressCalls {

    private final Models models;
    private final Reads reads;

    AddressCalls(Models models, Reads reads) {
        this.models = models;
        this.reads = reads;
    }

    /// By the number that MLflow calls an experiment's id.
    void model(Context context) {
        Caller caller = Callers.of(context);
        String number = context.pathParam("number");
        Model found = models.findByNumber(caller, number(number))
                .filter(model -> model.deletedTime().isEmpty())
                .orElseThrow(() -> Faults.noSuchRoute(context.path()));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("modelRid", found.id().rid().text());
            json.writeEndObject();
        });
    }

    void run(Context context) {
        Caller caller = Callers.of(context);
        Snapshot found = reads.findRunHead(caller, context.pathParam("runId"))
                .filter(snapshot -> !snapshot.deleted())
                .orElseThrow(() -> Faults.noSuchRoute(context.path()));
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty(
                    "modelRid", found.experiment().model().rid().text());
            json.writeStringProperty(
                    "experimentRid", found.experiment().id().rid().text());
            json.writeEndObject();
        });
    }

    /// −1, which no model has, where it is no number.
    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return -1;
        }
    }
}
