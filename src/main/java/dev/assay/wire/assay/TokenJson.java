package dev.assay.wire.assay;

import dev.assay.app.NewToken;
import dev.assay.domain.Scope;
import dev.assay.domain.Token;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.TimeJson;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// A token, with its text only where it was made this moment.
final class TokenJson {

    private static final String UNNAMED = "unnamed";

    private TokenJson() {}

    static void write(JsonGenerator json, Token token) {
        write(json, token, Optional.empty());
    }

    static void write(JsonGenerator json, Token token, Optional<String> text) {
        json.writeStartObject();
        json.writeStringProperty("id", token.id().toString());
        text.ifPresent(shown -> json.writeStringProperty("token", shown));
        json.writeStringProperty("name", token.name());
        json.writeArrayPropertyStart("scopes");
        token.scopes().stream().sorted().forEach(scope -> json.writeString(scope.text()));
        json.writeEndArray();
        json.writeStringProperty("user", token.user().name());
        TimeJson.write(json, "createdTime", token.createdTime());
        token.expiresTime().ifPresent(time -> TimeJson.write(json, "expiresTime", time));
        token.revokedTime().ifPresent(time -> TimeJson.write(json, "revokedTime", time));
        json.writeEndObject();
    }

    static NewToken readNew(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<Set<Scope>> scopes = new Field<>("scopes");
        Field<Instant> expiresTime = new Field<>("expiresTime");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "scopes" -> scopes.set(readScopes(reader));
                case "expiresTime" -> expiresTime.set(TimeJson.read(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        return new NewToken(name.find().orElse(UNNAMED), scopes.get(reader), expiresTime.find());
    }

    static Set<Scope> readScopes(JsonReader reader) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        reader.array(() ->
                scopes.add(Scope.find(reader.text()).orElseThrow(() -> reader.malformed("none of " + knownScopes()))));
        return scopes;
    }

    private static String knownScopes() {
        return String.join(
                ", ", EnumSet.allOf(Scope.class).stream().map(Scope::text).toList());
    }
}
