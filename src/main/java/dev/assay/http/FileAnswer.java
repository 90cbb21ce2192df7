package dev.assay.http;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Answers with bytes that a user stored, as RFC 9110 has it: `ETag`, `If-None-Match`, `If-Range` and one `Range`. What
/// they are is the user's word alone, so a browser downloads them, and runs nothing where it shows them. They are not
/// compressed: a part must be a part of what the whole answer is.
public final class FileAnswer {

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final String SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";

    private FileAnswer() {}

    /// What is known of the bytes.
    ///
    /// @param digest stands for the bytes, in an `ETag`
    /// @param name under which they are downloaded
    /// @param inline whether a browser may show them: to be said of kinds alone that it cannot run
    public record Head(String contentType, long sizeBytes, String digest, String name, boolean inline) {}

    /// The way to the bytes.
    public interface Source {

        InputStream open(long offset, long length);
    }

    /// Throws `RangeNotSatisfiable`. What fails once the first byte is under way breaks the connection.
    public static void write(Context context, Head head, Source source) {
        String etag = '"' + head.digest() + '"';
        if (isKnown(context, etag)) {
            HttpServletResponse response = context.res();
            response.setStatus(304);
            response.setHeader("ETag", etag);
            response.setHeader("Cache-Control", "private, no-cache");
            return;
        }
        Optional<ByteRange> range = range(context, etag, head.sizeBytes());
        ByteRange part = range.orElse(new ByteRange(0, head.sizeBytes()));
        try (InputStream bytes = source.open(part.offset(), part.length())) {
            writeHead(context.res(), head, etag, range);
            if (!Reception.endsHead(context)) {
                send(context, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isKnown(Context context, String etag) {
        String known = context.header("If-None-Match");
        return known != null
                && Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(one -> one.equals("*") || one.equals(etag) || one.equals("W/" + etag));
    }

    private static Optional<ByteRange> range(Context context, String etag, long sizeBytes) {
        String wanted = context.header("Range");
        String onlyOf = context.header("If-Range");
        return wanted == null || (onlyOf != null && !onlyOf.strip().equals(etag))
                ? Optional.empty()
                : ByteRange.parse(wanted, sizeBytes);
    }

    private static void writeHead(HttpServletResponse response, Head head, String etag, Optional<ByteRange> range) {
        response.setStatus(range.isPresent() ? 206 : 200);
        response.setContentType(head.contentType());
        response.setContentLengthLong(range.map(ByteRange::length).orElse(head.sizeBytes()));
        range.ifPresent(part -> response.setHeader("Content-Range", part.text(head.sizeBytes())));
        response.setHeader("Accept-Ranges", "bytes");
        response.setHeader("ETag", etag);
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("Content-Disposition", (head.inline() ? "inline" : "attachment") + fileName(head.name()));
        response.setHeader("Content-Security-Policy", SANDBOX);
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    /// As RFC 6266 has it: the name once more for who reads ASCII alone.
    private static String fileName(String name) {
        String plain = name.replaceAll("[^ -~]|[\"\\\\%]", "_");
        String whole = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "; filename=\"" + plain + "\"; filename*=UTF-8''" + whole;
    }

    private static void send(Context context, InputStream bytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        OutputStream out = context.res().getOutputStream();
        int count = bytes.readNBytes(buffer, 0, buffer.length);
        // From here on a failure is too late to be told.
        Failures.streams(context);
        while (count > 0) {
            out.write(buffer, 0, count);
            count = bytes.readNBytes(buffer, 0, buffer.length);
        }
    }
}
