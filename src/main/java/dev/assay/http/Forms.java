package dev.assay.http;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads bodies that are forms, `application/x-www-form-urlencoded` in UTF-8, strictly: a name that comes twice, or
/// what
/// cannot be decoded, is the caller's mistake.
public final class Forms {

    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final char REPLACEMENT = '\uFFFD';

    private Forms() {}

    /// The values by their names.
    public static Map<String, String> read(Context context, int maxBytes) {
        Bodies.requireBody(context);
        requireForm(context);
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : text(context, maxBytes).split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                if (fields.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                    throw Faults.invalid(name, "comes more than once");
                }
            }
        }
        return fields;
    }

    private static void requireForm(Context context) {
        String given = context.req().getContentType();
        String type = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals(TYPE)) {
            throw Faults.unsupportedMediaType(given == null ? "without a content type" : given, TYPE);
        }
    }

    private static String text(Context context, int maxBytes) {
        try (InputStream body = Bodies.stream(context, maxBytes)) {
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf(REPLACEMENT) < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException _) {
            throw malformed();
        }
        throw malformed();
    }

    private static Fault malformed() {
        return Faults.malformedBody("", "not a form in UTF-8");
    }
}
