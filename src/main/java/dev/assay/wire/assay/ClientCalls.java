package dev.assay.wire.assay;

import dev.assay.app.Clients;
import dev.assay.app.NewClient;
import dev.assay.domain.Caller;
import dev.assay.domain.Client;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.UuidText;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;

/// `…/clients`: applications that sign in by themselves.
final class ClientCalls {

    private final Clients clients;

    ClientCalls(Clients clients) {
        this.clients = clients;
    }

    void create(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN);
        byte[] body = Bodies.json(context);
        NewClient wanted = Json.read(body, ClientJson::readNew);
        Clients.Made made = clients.create(caller, Idempotency.key(context, body), wanted);
        JsonAnswer.write(context, 201, json -> ClientJson.write(json, made.client(), made.plainSecret()));
    }

    void list(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN);
        List<Client> all = clients.list(caller);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            all.forEach(client -> ClientJson.write(json, client));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    void revoke(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN);
        String text = context.pathParam("clientId");
        UUID id = UuidText.find(text).orElseThrow(() -> Faults.clientNotFound(text));
        byte[] body = Requests.noBody(context);
        clients.revoke(caller, Idempotency.key(context, body), id);
        context.status(204);
    }
}
