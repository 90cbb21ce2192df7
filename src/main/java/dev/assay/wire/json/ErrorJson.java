package dev.assay.wire.json;

import dev.assay.domain.Fault;
import dev.assay.domain.Rid;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/// Foundry's words for a failure: `{errorCode, errorName, errorInstanceId, errorDescription, parameters}`. Both methods
/// have the shape that a `Dialect` asks for.
public final class ErrorJson {

    private ErrorJson() {}

    public static int status(Fault fault) {
        return answer(fault.kind()).status;
    }

    /// `parameters` stands there even where it is empty: without it Palantir's clients lose the error's name.
    public static void write(Fault fault, UUID instance, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("errorCode", answer(fault.kind()).errorCode);
        json.writeStringProperty("errorName", fault.name());
        json.writeStringProperty("errorInstanceId", instance.toString());
        json.writeStringProperty("errorDescription", fault.text());
        json.writeObjectPropertyStart("parameters");
        fault.args().forEach((name, value) -> {
            if (mayShow(name, value)) {
                json.writeStringProperty(name, value);
            }
        });
        json.writeEndObject();
        json.writeEndObject();
    }

    /// Palantir's Python client fails on a RID that is none, and the error would be lost with it.
    private static boolean mayShow(String name, String value) {
        return !(name.equals("rid") || name.endsWith("Rid")) || Rid.isRid(value);
    }

    /// Foundry has codes for few statuses; what it has none for is its CUSTOM_CLIENT or CUSTOM_SERVER.
    private static Answer answer(Fault.Kind kind) {
        return switch (kind) {
            case INVALID -> new Answer(400, "INVALID_ARGUMENT");
            case UNAUTHENTICATED -> new Answer(401, "UNAUTHORIZED");
            case FORBIDDEN -> new Answer(403, "PERMISSION_DENIED");
            case NOT_FOUND -> new Answer(404, "NOT_FOUND");
            case METHOD_NOT_ALLOWED -> new Answer(405, "CUSTOM_CLIENT");
            case NOT_ACCEPTABLE -> new Answer(406, "CUSTOM_CLIENT");
            case CONFLICT -> new Answer(409, "CONFLICT");
            case TOO_LARGE -> new Answer(413, "REQUEST_ENTITY_TOO_LARGE");
            case RANGE_NOT_SATISFIABLE -> new Answer(416, "CUSTOM_CLIENT");
            case UNSUPPORTED_MEDIA_TYPE -> new Answer(415, "CUSTOM_CLIENT");
            case MISDIRECTED -> new Answer(421, "CUSTOM_CLIENT");
            case HEADERS_TOO_LARGE -> new Answer(431, "CUSTOM_CLIENT");
            case BUSY -> new Answer(429, "CUSTOM_CLIENT");
            case UNAVAILABLE -> new Answer(503, "CUSTOM_SERVER");
            case INTERNAL -> new Answer(500, "INTERNAL");
        };
    }

    private record Answer(int status, String errorCode) {}
}
