package dev.assay.cli;

import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The purges of the folder that a running server works on, over its own API.
final class ServerPurges implements Purges {

    private static final String PATH = "/api/assay/v1/purge";
    private static final byte[] NO_BODY = {};

    private final ServerCall server;

    ServerPurges(ServerCall server) {
        this.server = server;
    }

    @Override
    public Preview preview(Instant deletedBefore, Optional<String> pageToken) {
        String query = "?deletedBefore=" + deletedBefore
                + pageToken
                        .map(token -> "&pageToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8))
                        .orElse("");
        Map<String, Object> answer = server.ask("GET", PATH + query, NO_BODY);
        return new Preview(
                candidates(answer, "data"),
                candidates(answer, "models"),
                number(answer, "artifactBytes"),
                Optional.ofNullable(answer.get("nextPageToken")).map(Object::toString));
    }

    @Override
    public Purged purge(Instant deletedBefore) {
        Map<String, Object> answer = server.ask("POST", PATH, body(deletedBefore));
        if (!(answer.get("more") instanceof Boolean more)) {
            throw ServerCall.unexpected("more");
        }
        return new Purged(
                number(answer, "experiments"),
                number(answer, "models"),
                number(answer, "bytes"),
                number(answer, "artifactBytes"),
                more);
    }

    private static byte[] body(Instant deletedBefore) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("deletedBefore", deletedBefore.toString());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static List<Candidate> candidates(Map<String, Object> answer, String name) {
        if (!(answer.get(name) instanceof List<?> rows)) {
            throw ServerCall.unexpected(name);
        }
        return rows.stream().map(ServerPurges::candidate).toList();
    }

    private static Candidate candidate(Object json) {
        if (json instanceof Map<?, ?> row
                && row.get("rid") instanceof String rid
                && row.get("name") instanceof String name
                && row.get("deletedTime") instanceof String time) {
            return new Candidate(rid, name, Instant.parse(time), row.get("bytes") instanceof Long bytes ? bytes : 0);
        }
        throw ServerCall.unexpected("rid");
    }

    private static long number(Map<String, Object> answer, String name) {
        if (answer.get(name) instanceof Long number) {
            return number;
        }
        throw ServerCall.unexpected(name);
    }

    @Override
    public void close() {
        server.close();
    }
}
