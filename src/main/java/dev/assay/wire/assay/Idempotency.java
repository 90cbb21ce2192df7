package dev.assay.wire.assay;

import dev.assay.app.IdempotencyKey;
import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.domain.Faults;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The header `Idempotency-Key`. A request is the same when its method, path, query, content type and body are.
final class Idempotency {

    private static final String HEADER = "Idempotency-Key";

    private Idempotency() {}

    static Optional<IdempotencyKey> key(Context context, byte[] body) {
        return keyOf(context).apply(Digests.of(body));
    }

    /// For a body whose digest is known only once it was read. What is wrong with the header is said at once.
    static Function<Digest, Optional<IdempotencyKey>> keyOf(Context context) {
        List<String> keys = Collections.list(context.req().getHeaders(HEADER));
        if (keys.isEmpty()) {
            return _ -> Optional.empty();
        }
        if (keys.size() > 1) {
            throw Faults.invalid(HEADER, "comes more than once");
        }
        IdempotencyKey head = new IdempotencyKey(keys.getFirst(), Digests.of(head(context)));
        return body -> Optional.of(
                new IdempotencyKey(head.key(), Digests.of(head.request().hex() + body.hex())));
    }

    private static String head(Context context) {
        return String.join(
                "\n",
                context.method().name(),
                context.req().getRequestURI(),
                Optional.ofNullable(context.req().getQueryString()).orElse(""),
                Optional.ofNullable(context.req().getContentType()).orElse(""));
    }
}
