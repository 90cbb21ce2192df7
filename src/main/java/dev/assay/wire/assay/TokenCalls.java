package dev.assay.wire.assay;

import dev.assay.app.NewToken;
import dev.assay.app.Tokens;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
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
        UUID id = id(context.pathParam("tokenId"));
        byte[] body = Requests.noBody(context);
        tokens.revoke(caller, Idempotency.key(context, body), id);
        context.status(204);
    }

    /// What is no UUID names no token.
    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Faults.tokenNotFound(text);
        }
    }
}
