package dev.assay.cli;

import dev.assay.domain.Faults;
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

/// The tokens of the folder that a running server works on, over its own API.
final class ServerTokens implements Tokens {

    private static final String PATH = "/api/assay/v1/tokens";
    private static final byte[] NO_BODY = {};

    private final ServerCall server;

    ServerTokens(ServerCall server) {
        this.server = server;
    }

    @Override
    public Created create(Optional<String> name, Set<Scope> scopes, Optional<Instant> expiresTime) {
        Map<String, Object> made = server.ask("POST", PATH, body(name, scopes, expiresTime));
        Listed token = listed(made);
        return new Created(
                token.id(),
                text(made, "token"),
                token.name(),
                token.scopes(),
                token.user(),
                token.createdTime(),
                token.expiresTime());
    }

    @Override
    public List<Listed> list() {
        if (!(server.ask("GET", PATH, NO_BODY).get("data") instanceof List<?> rows)) {
            throw unexpected("data");
        }
        return rows.stream().map(ServerTokens::listed).toList();
    }

    @Override
    public void revoke(String id) {
        ServerCall.Answer answer =
                server.send("DELETE", PATH + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8), NO_BODY);
        if (answer.status() == 404) {
            throw Faults.tokenNotFound(id);
        }
        answer.expect();
    }

    private static byte[] body(Optional<String> name, Set<Scope> scopes, Optional<Instant> expiresTime) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(bytes)) {
            json.writeStartObject();
            name.ifPresent(text -> json.writeStringProperty("name", text));
            json.writeArrayPropertyStart("scopes");
            scopes.forEach(scope -> json.writeString(scope.text()));
            json.writeEndArray();
            expiresTime.ifPresent(time -> json.writeStringProperty("expiresTime", time.toString()));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static Listed listed(Object json) {
        if (!(json instanceof Map<?, ?> row) || !(row.get("scopes") instanceof List<?> scopes)) {
            throw unexpected("scopes");
        }
        return new Listed(
                text(row, "id"),
                findText(row, "name"),
                scopes(scopes),
                text(row, "user"),
                Instant.parse(text(row, "createdTime")),
                findText(row, "expiresTime").map(Instant::parse),
                findText(row, "revokedTime").map(Instant::parse));
    }

    private static Set<Scope> scopes(List<?> texts) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        texts.forEach(text -> scopes.add(Scope.find(text.toString()).orElseThrow(() -> unexpected(text.toString()))));
        return scopes;
    }

    private static Optional<String> findText(Map<?, ?> row, String name) {
        return row.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static String text(Map<?, ?> row, String name) {
        return findText(row, name).orElseThrow(() -> unexpected(name));
    }

    private static CommandFailed unexpected(String what) {
        return ServerCall.unexpected(what);
    }

    @Override
    public void close() {
        server.close();
    }
}
