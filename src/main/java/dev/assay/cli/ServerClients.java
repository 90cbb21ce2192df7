package dev.assay.cli;

import dev.assay.domain.Faults;
import dev.assay.domain.Role;
import dev.assay.domain.Scope;
import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// The applications of the folder that a running server works on, over its own API.
final class ServerClients implements Clients {

    private static final String PATH = "/api/assay/v1/clients";
    private static final byte[] NO_BODY = {};

    private final ServerCall server;

    ServerClients(ServerCall server) {
        this.server = server;
    }

    @Override
    public Created create(String name, Role role, Set<Scope> scopes) {
        Map<String, Object> made = server.ask("POST", PATH, body(name, role, scopes));
        return new Created(text(made, "clientId"), text(made, "clientSecret"));
    }

    @Override
    public List<Listed> list() {
        if (!(server.ask("GET", PATH, NO_BODY).get("data") instanceof List<?> rows)) {
            throw ServerCall.unexpected("data");
        }
        return rows.stream().map(ServerClients::listed).toList();
    }

    @Override
    public void revoke(String id) {
        ServerCall.Answer answer =
                server.send("DELETE", PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8), NO_BODY);
        if (answer.status() == 404) {
            throw Faults.clientNotFound(id);
        }
        answer.expect();
    }

    private static byte[] body(String name, Role role, Set<Scope> scopes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("name", name);
            json.writeStringProperty("role", role.text());
            json.writeArrayPropertyStart("scopes");
            scopes.forEach(scope -> json.writeString(scope.text()));
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static Listed listed(Object json) {
        if (!(json instanceof Map<?, ?> row) || !(row.get("scopes") instanceof List<?> scopes)) {
            throw ServerCall.unexpected("scopes");
        }
        Set<Scope> known = EnumSet.noneOf(Scope.class);
        scopes.forEach(text ->
                known.add(Scope.find(text.toString()).orElseThrow(() -> ServerCall.unexpected(text.toString()))));
        return new Listed(
                text(row, "clientId"),
                text(row, "name"),
                Role.find(text(row, "role")).orElseThrow(() -> ServerCall.unexpected("role")),
                known,
                Instant.parse(text(row, "createdTime")),
                row.get("revokedTime") instanceof String time ? Optional.of(Instant.parse(time)) : Optional.empty());
    }

    private static String text(Map<?, ?> row, String name) {
        if (row.get(name) instanceof String text) {
            return text;
        }
        throw ServerCall.unexpected(name);
    }

    @Override
    public void close() {
        server.close();
    }
}
