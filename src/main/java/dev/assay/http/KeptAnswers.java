package dev.assay.http;

import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Compressor;
import io.javalin.config.Key;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// The answers to the last GETs, by the address that was asked, as long as each is current. Thread-safe.
final class KeptAnswers {

    static final Key<KeptAnswers> KEY = new Key<>("dev.assay.http.keptAnswers");

    /// What all of them together hold.
    private static final long BYTES_MAX = 32L << 20;

    /// One that is larger would take the place of too many.
    private static final long ANSWER_BYTES_MAX = 2L << 20;

    private final CompressionStrategy compression;
    /// The least lately used first.
    private final Map<String, KeptAnswer> answers = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    KeptAnswers(CompressionStrategy compression) {
        this.compression = compression;
    }

    /// What is asked, as it came: path and query.
    static String target(Request request) {
        return request.getHttpURI().getPathQuery();
    }

    synchronized Optional<KeptAnswer> find(String target) {
        KeptAnswer answer = answers.get(target);
        if (answer != null && !answer.isCurrent()) {
            answers.remove(target);
            bytes -= weigh(target, answer);
            answer = null;
        }
        return Optional.ofNullable(answer);
    }

    synchronized void keep(String target, KeptAnswer answer) {
        KeptAnswer before = answers.remove(target);
        if (before != null) {
            bytes -= weigh(target, before);
            answer.adopt(before);
        }
        if (!answer.isCurrent() || answer.bytes() > ANSWER_BYTES_MAX) {
            return;
        }
        answers.put(target, answer);
        bytes += weigh(target, answer);
        var eldest = answers.entrySet().iterator();
        while (bytes > BYTES_MAX) {
            Map.Entry<String, KeptAnswer> next = eldest.next();
            bytes -= weigh(next.getKey(), next.getValue());
            eldest.remove();
        }
    }

    private static long weigh(String target, KeptAnswer answer) {
        return 2L * target.length() + answer.bytes();
    }

    /// The content encoding that the client wants the answer in, going by its headers.
    String encoding(KeptAnswer answer, HttpFields request) {
        Compressor compressor = compressor(answer, request);
        return compressor == null ? KeptAnswer.PLAIN : compressor.encoding();
    }

    /// The same, and packs the answer so. Not once it is kept, when its weight is known.
    String pack(KeptAnswer answer, HttpFields request) {
        Compressor compressor = compressor(answer, request);
        if (compressor == null) {
            return KeptAnswer.PLAIN;
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = compressor.compress(packed)) {
            out.write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        answer.addPacked(compressor.encoding(), packed.toByteArray());
        return compressor.encoding();
    }

    private @Nullable Compressor compressor(KeptAnswer answer, HttpFields request) {
        String accepted = request.get(HttpHeader.ACCEPT_ENCODING);
        return accepted == null || answer.body().length < compression.getDefaultMinSizeForCompression()
                ? null
                : compression.findMatchingCompressor(accepted);
    }
}
