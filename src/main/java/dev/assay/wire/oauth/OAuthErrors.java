package dev.assay.wire.oauth;

import dev.assay.domain.Fault;
import dev.assay.wire.json.ErrorJson;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/// OAuth 2's words for a failure (RFC 6749, 5.2): `{error, error_description}`, with Foundry's status. Both methods
/// have the
/// shape that a `Dialect` asks for.
final class OAuthErrors {

    private OAuthErrors() {}

    static int status(Fault fault) {
        return ErrorJson.status(fault);
    }

    static void write(Fault fault, UUID instance, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("error", code(fault));
        json.writeStringProperty("error_description", described(fault.text() + " (" + instance + ")"));
        json.writeEndObject();
    }

    private static String code(Fault fault) {
        return switch (fault.kind()) {
            case UNAUTHENTICATED -> "invalid_client";
            case INTERNAL -> "server_error";
            case BUSY, UNAVAILABLE -> "temporarily_unavailable";
            case INVALID,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    NOT_ACCEPTABLE,
                    CONFLICT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    MISDIRECTED,
                    HEADERS_TOO_LARGE,
                    RANGE_NOT_SATISFIABLE ->
                switch (fault.name()) {
                    case "UnsupportedGrantType" -> "unsupported_grant_type";
                    case "InvalidScope" -> "invalid_scope";
                    default -> "invalid_request";
                };
        };
    }

    /// Its characters are ASCII without quotes and backslashes, by the RFC.
    private static String described(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", "?");
    }
}
