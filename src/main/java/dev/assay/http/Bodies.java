package dev.assay.http;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import io.javalin.config.Key;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.eclipse.jetty.io.EndPoint;

/// Reads request bodies within a limit, however they are framed. `gzip` is decoded, and the limit holds for what comes
/// out; another content encoding is refused.
public final class Bodies {

    private static final long DRAINED_BYTES_MAX = 64L * 1024 * 1024;
    private static final Duration LINGER = Duration.ofSeconds(2);

    static final Key<HttpSettings> SETTINGS = new Key<>("dev.assay.http.settings");

    /// Room made for a body whose length is not known, and the most that is made on the word of its header alone.
    private static final int FIRST_BYTES = 16 * 1024;

    private static final int BELIEVED_BYTES_MAX = 256 * 1024;

    private Bodies() {}

    /// A JSON body within the server's own limit.
    public static byte[] json(Context context) {
        return json(context, context.appData(SETTINGS).jsonBytesMax());
    }

    /// A JSON body: `Content-Type: application/json`, with no charset but UTF-8. A body without a content type is
    /// refused as well: a web page can send such a one across origins without asking.
    public static byte[] json(Context context, int maxBytes) {
        requireBody(context);
        requireJson(context);
        byte[] body = whole(stream(context, maxBytes), expectedBytes(context.req()), maxBytes);
        if (body.length == 0) {
            throw Faults.missingBody();
        }
        return body;
    }

    /// The body of any type, as it arrives. Reading past `maxBytes` throws `RequestTooLarge`; what the client did wrong
    /// comes as a fault, never as an `IOException`.
    public static InputStream stream(Context context, long maxBytes) {
        HttpServletRequest request = context.req();
        String encoding = encoding(request);
        if (request.getContentLengthLong() > maxBytes) {
            throw Faults.tooLarge("the body", maxBytes);
        }
        try {
            InputStream arriving = new ArrivingBody(
                    request.getInputStream(), context.appData(SETTINGS).bodyDeadline());
            InputStream bounded = new BoundedBody(arriving, maxBytes);
            return encoding.isEmpty() ? bounded : new BoundedBody(new GzipBody(bounded), maxBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the request has a body, going by its headers; of a chunked one the length is unknown.
    public static boolean comesWith(Context context) {
        return context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null;
    }

    static void requireBody(Context context) {
        if (!comesWith(context)) {
            throw Faults.missingBody();
        }
    }

    private static void requireJson(Context context) {
        String given = context.req().getContentType();
        if (given == null) {
            throw Faults.unsupportedMediaType("without a content type", "application/json");
        }
        String[] parts = given.toLowerCase(Locale.ROOT).split(";", -1);
        boolean json = parts[0].strip().equals("application/json");
        boolean utf8 = Arrays.stream(parts).skip(1).map(String::strip).allMatch(Bodies::keepsUtf8);
        if (!json || !utf8) {
            throw Faults.unsupportedMediaType(given, "application/json");
        }
    }

    private static boolean keepsUtf8(String parameter) {
        return !parameter.startsWith("charset")
                || parameter.replace("\"", "").replace(" ", "").equals("charset=utf-8");
    }

    /// `gzip`, or empty.
    private static String encoding(HttpServletRequest request) {
        String given = request.getHeader("Content-Encoding");
        return switch (given == null ? "" : given.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> "";
            case "gzip", "x-gzip" -> "gzip";
            default -> throw Faults.unsupportedMediaType("encoded as " + given, "gzip or no content encoding");
        };
    }

    private static int expectedBytes(HttpServletRequest request) {
        int length = request.getContentLength();
        return length < 0 ? FIRST_BYTES : Math.min(length, BELIEVED_BYTES_MAX);
    }

    /// A body of the expected length is read into an array of just that length.
    private static byte[] whole(InputStream in, int expected, int maxBytes) {
        try (in) {
            byte[] bytes = new byte[expected];
            int length = in.readNBytes(bytes, 0, expected);
            if (length < expected) {
                return Arrays.copyOf(bytes, length);
            }
            int next = in.read();
            return next < 0 ? bytes : longer(in, bytes, next, maxBytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `next` follows what is there already.
    private static byte[] longer(InputStream in, byte[] start, int next, int maxBytes) throws IOException {
        byte[] bytes = Arrays.copyOf(start, (int) Math.min(2L * start.length + 1, maxBytes + 1L));
        bytes[start.length] = (byte) next;
        int length = start.length + 1;
        int count;
        while ((count = in.read(bytes, length, bytes.length - length)) >= 0) {
            length += count;
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length, maxBytes + 1L));
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    /// Reads on after a refusal, while something comes: closing on a client that still sends would take the answer away
    /// from it. A client that waits for `100 Continue` sends nothing.
    static void drain(HttpServletRequest request) {
        boolean empty = request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
        if (empty || request.getHeader("Expect") != null) {
            return;
        }
        EndPoint connection = Failures.connection(request);
        long idleMs = connection.getIdleTimeout();
        connection.setIdleTimeout(LINGER.toMillis());
        try (InputStream in = request.getInputStream()) {
            byte[] scratch = new byte[16 * 1024];
            long left = DRAINED_BYTES_MAX;
            int count;
            while (left > 0 && (count = in.read(scratch)) >= 0) {
                left -= count;
            }
        } catch (IOException | RuntimeException e) {
            Failures.LOG.debug("the rest of a refused body did not arrive", e);
        } finally {
            connection.setIdleTimeout(idleMs);
        }
    }

    static Fault broken(Throwable failure) {
        return Failures.isTimeout(failure)
                ? Faults.malformedRequest("the body did not arrive in time")
                : Faults.malformedRequest("the body is not framed as its headers say, or ends early");
    }
}
