package dev.assay.wire.ui;

import dev.assay.app.PageSessions;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.http.PageCookie;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import io.javalin.http.Context;
import java.util.Optional;

/// Signing in to the page and out of it.
final class SessionCalls {

    private record Proof(Optional<String> code, Optional<String> token) {}

    private final PageSessions sessions;
    private final String version;

    SessionCalls(PageSessions sessions, String version) {
        this.sessions = sessions;
        this.version = version;
    }

    /// By the code of a link, or by a token that somebody has.
    void open(Context context) {
        if (context.header(PageCookie.HEADER) == null) {
            throw Faults.invalid(PageCookie.HEADER, "missing");
        }
        Proof proof = Json.read(Bodies.json(context), SessionCalls::read);
        String token = proof.code().map(sessions::open).or(proof::token).orElseThrow(Faults::missingCredentials);
        Caller caller = sessions.find(token).orElseThrow(Faults::invalidCredentials);
        PageCookie.set(context, token, PageSessions.LIFETIME);
        answer(context, caller);
    }

    /// Who is signed in; an object without fields where nobody is.
    void get(Context context) {
        Optional<Caller> caller = PageCookie.find(context).flatMap(sessions::find);
        if (caller.isPresent()) {
            answer(context, caller.get());
        } else {
            JsonAnswer.empty(context);
        }
    }

    void close(Context context) {
        PageCookie.find(context).ifPresent(sessions::close);
        PageCookie.clear(context);
        context.status(204);
    }

    /// A link for somebody who has lost theirs.
    void mintCode(Context context) {
        String code = sessions.mintCode(Callers.of(context));
        JsonAnswer.write(context, 201, json -> {
            json.writeStartObject();
            json.writeStringProperty("code", code);
            json.writeEndObject();
        });
    }

    private void answer(Context context, Caller caller) {
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("user", caller.user().name());
            json.writeStringProperty("userId", caller.user().id().toString());
            json.writeStringProperty("role", caller.role().name());
            json.writeArrayPropertyStart("scopes");
            caller.scopes().stream().sorted().map(Scope::text).forEach(json::writeString);
            json.writeEndArray();
            json.writeStringProperty("version", version);
            json.writeEndObject();
        });
    }

    private static Proof read(JsonReader reader) {
        Field<String> code = new Field<>("code");
        Field<String> token = new Field<>("token");
        reader.object(field -> {
            switch (field) {
                case "code" -> code.set(reader.text());
                case "token" -> token.set(reader.text());
                default -> throw reader.malformed("unknown field");
            }
        });
        return new Proof(code.find(), token.find());
    }
}
