package dev.assay.wire.assay;

import dev.assay.app.NewToken;
import dev.assay.app.Tokens;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
import dev.assay.domain.UuidText;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;

/// `…/tokens`.
final class TokenCalls {

    private final Tokens tokens;

    TokenCalls(Tokens tokens) {
        this.tokens = tokens;
    }

    void create(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN);
        byte[] body = Bodies.json(context);
        NewToken wanted = Json.read(body, TokenJson::readNew);
        Tokens.Made made = tokens.create(caller, Idempotency.key(context, body), wanted);
        JsonAnswer.write(context, 201, json -> TokenJson.write(json, made.token(), made.plainText()));
    }

    void list(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN);
        List<Token> all = tokens.list(caller);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("data");
            all.forEach(token -> TokenJson.write(json, token));
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    void revoke(Context context) {
        Caller caller = Requests.caller(context, Scope.ADMIN);
        String text = context.pathParam("tokenId");
        UUID id = UuidText.find(text).orElseThrow(() -> Faults.tokenNotFound(text));
        byte[] body = Requests.noBody(context);
        tokens.revoke(caller, Idempotency.key(context, body), id);
        context.status(204);
    }
}
