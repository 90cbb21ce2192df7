package dev.assay.wire.mlflow;

import dev.assay.domain.Fault;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;

/// Faults in MLflow's words: `{"error_code", "message"}`. Its clients retry 408, 429 and 5xx, and tell failures
/// apart by the code.
final class MlflowErrors {

    private MlflowErrors() {}

    static void write(Fault fault, UUID instance, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("error_code", code(fault));
        json.writeStringProperty("message", message(fault, instance));
        json.writeEndObject();
    }

    /// MLflow answers every conflict with 400.
    static int status(Fault fault) {
        return switch (fault.kind()) {
            case INVALID, CONFLICT, UNSUPPORTED_MEDIA_TYPE -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case TOO_LARGE -> 413;
            case RANGE_NOT_SATISFIABLE -> 416;
            case MISDIRECTED -> 421;
            case BUSY -> 429;
            case HEADERS_TOO_LARGE -> 431;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    private static String code(Fault fault) {
        return switch (fault.kind()) {
            case INVALID, UNSUPPORTED_MEDIA_TYPE, TOO_LARGE -> "INVALID_PARAMETER_VALUE";
            case UNAUTHENTICATED -> "UNAUTHENTICATED";
            case FORBIDDEN -> "PERMISSION_DENIED";
            case NOT_FOUND -> fault.name().equals("ApiNotFound") ? "ENDPOINT_NOT_FOUND" : "RESOURCE_DOES_NOT_EXIST";
            case METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, RANGE_NOT_SATISFIABLE, MISDIRECTED, HEADERS_TOO_LARGE ->
                "BAD_REQUEST";
            case CONFLICT -> conflictCode(fault);
            case BUSY -> "REQUEST_LIMIT_EXCEEDED";
            case UNAVAILABLE -> "TEMPORARILY_UNAVAILABLE";
            case INTERNAL -> "INTERNAL_ERROR";
        };
    }

    private static String conflictCode(Fault fault) {
        return switch (fault.name()) {
            case "ResourceNameAlreadyExists", "RidAlreadyExists" -> "RESOURCE_ALREADY_EXISTS";
            default -> "INVALID_PARAMETER_VALUE";
        };
    }

    /// The log finds our own mistakes by their instance.
    private static String message(Fault fault, UUID instance) {
        return fault.kind().isOurs() ? fault.text() + " Instance: " + instance : fault.text();
    }
}
