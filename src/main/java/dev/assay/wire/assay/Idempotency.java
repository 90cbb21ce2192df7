package dev.assay.wire.assay;

import dev.assay.app.IdempotencyKey;
import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.http.Headers;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;

/// The header `Idempotency-Key`. A request is the same when its method, path, query, content type and body are.
final class Idempotency {

    static final String HEADER = "Idempotency-Key";

    private Idempotency() {}

    static Optional<IdempotencyKey> key(Context context, byte[] body) {
        return isGiven(context) ? keyOf(context).apply(Digests.of(body)) : Optional.empty();
    }

    /// Whether the body's digest will be wanted.
    static boolean isGiven(Context context) {
        return Headers.findOnly(context, HEADER).isPresent();
    }

    /// For a body whose digest is known only once it was read. What is wrong with the header is said at once.
    static Function<Digest, Optional<IdempotencyKey>> keyOf(Context context) {
        Optional<String> key = Headers.findOnly(context, HEADER);
        if (key.isEmpty()) {
            return _ -> Optional.empty();
        }
        IdempotencyKey head = new IdempotencyKey(key.get(), Digests.of(head(context)));
        return body -> Optional.of(
                new IdempotencyKey(head.key(), Digests.of(head.request().hex() + body.hex())));
    }

    private static String head(Context context) {
        return String.join(
                "\n",
                context.method().name(),
                context.path(),
                Optional.ofNullable(context.queryString()).orElse(""),
                Optional.ofNullable(context.contentType()).orElse(""));
    }
}
