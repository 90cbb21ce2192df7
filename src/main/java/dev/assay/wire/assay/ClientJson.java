package dev.assay.wire.assay;

import dev.assay.app.NewClient;
import dev.assay.domain.Client;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import dev.assay.wire.json.TimeJson;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// An application, with its secret only where it was made this moment.
final class ClientJson {

    private ClientJson() {}

    static void write(JsonGenerator json, Client client) {
        write(json, client, Optional.empty());
    }

    static void write(JsonGenerator json, Client client, Optional<String> secret) {
        json.writeStartObject();
        json.writeStringProperty("clientId", client.id().toString());
        secret.ifPresent(shown -> json.writeStringProperty("clientSecret", shown));
        json.writeStringProperty("name", client.name());
        json.writeStringProperty("role", client.role().text());
        json.writeArrayPropertyStart("scopes");
        client.scopes().stream().sorted().forEach(scope -> json.writeString(scope.text()));
        json.writeEndArray();
        json.writeStringProperty("userId", client.user().id().toString());
        TimeJson.write(json, "createdTime", client.createdTime());
        client.revokedTime().ifPresent(time -> TimeJson.write(json, "revokedTime", time));
        json.writeEndObject();
    }

    /// Without scopes it has all that its role has.
    static NewClient readNew(JsonReader reader) {
        Field<String> name = new Field<>("name");
        Field<Role> role = new Field<>("role");
        Field<Set<Scope>> scopes = new Field<>("scopes");
        reader.object(field -> {
            switch (field) {
                case "name" -> name.set(reader.text());
                case "role" -> role.set(readRole(reader));
                case "scopes" -> scopes.set(TokenJson.readScopes(reader));
                default -> throw Requests.unknownField(reader);
            }
        });
        return new NewClient(
                name.get(reader),
                role.get(reader),
                scopes.find().orElseGet(() -> role.get(reader).scopes()));
    }

    private static Role readRole(JsonReader reader) {
        return Role.find(reader.text()).orElseThrow(() -> reader.malformed("none of " + knownRoles()));
    }

    private static String knownRoles() {
        return Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(", "));
    }
}
