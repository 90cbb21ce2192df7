package dev.assay.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/// A connection of ours. It remembers how the last request began, for the one case in which Jetty forgets: a request
/// line that it refuses has no path any more, and the dialect of the answer is chosen by the path. And it can be
/// answered in the thread that waits for its next request, so that an answer wakes no thread of its own.
final class ServingConnection extends HttpConnection {

    private static final int REMEMBERED_BYTES = 256;

    // No initializers: they would run after the constructor of Jetty that calls the methods below.
    private @Nullable RequestHandler handler;
    private byte @Nullable [] start;
    private int startLength;
    private boolean answering;

    ServingConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    static ServingConnection of(Request request) {
        return (ServingConnection) request.getConnectionMetaData();
    }

    /// Runs `answer`, which answers the request that is being handled, in the connection's selector. What waits for the
    /// same selector runs after one wake-up.
    void run(Runnable answer) {
        ((ServingConnector.Selected) getEndPoint()).select(() -> {
            answering = true;
            try {
                answer.run();
            } finally {
                answering = false;
            }
        });
    }

    /// Jetty goes on to the next request in another thread where the last one was not answered in the thread that
    /// handled it; an answer in the selector is in the right one already.
    @Override
    protected Executor getExecutor() {
        return answering ? Runnable::run : super.getExecutor();
    }

    /// Called by Jetty's constructor, before `newHttpParser`, which must use the same one.
    @Override
    protected RequestHandler newRequestHandler() {
        RequestHandler made = super.newRequestHandler();
        handler = made;
        return made;
    }

    @Override
    protected HttpParser newHttpParser(HttpCompliance compliance) {
        RequestHandler made = Objects.requireNonNull(handler);
        HttpConfiguration configuration = getHttpConfiguration();
        HttpParser parser = new HttpParser(made, configuration.getRequestHeaderSize(), compliance) {
            @Override
            public boolean parseNext(ByteBuffer buffer) {
                if (isStart() && buffer.hasRemaining()) {
                    remember(buffer);
                }
                return super.parseNext(buffer);
            }
        };
        parser.setHeaderCacheSize(configuration.getHeaderCacheSize());
        parser.setHeaderCacheCaseSensitive(configuration.isHeaderCacheCaseSensitive());
        return parser;
    }

    private void remember(ByteBuffer buffer) {
        byte[] bytes = start == null ? new byte[REMEMBERED_BYTES] : start;
        startLength = Math.min(buffer.remaining(), REMEMBERED_BYTES);
        buffer.get(buffer.position(), bytes, 0, startLength);
        start = bytes;
    }

    /// The start of the path that Jetty could not parse; empty where it could.
    static Optional<String> findUnparsedPath(Request request) {
        boolean unparsed = "/badMessage".equals(request.getHttpURI().getPath()) && "BAD".equals(request.getMethod());
        return unparsed && request.getConnectionMetaData() instanceof ServingConnection connection
                ? Optional.of(connection.path())
                : Optional.empty();
    }

    /// Between the first two spaces, without what stands before the path in an absolute target.
    private String path() {
        byte[] bytes = start == null ? new byte[0] : start;
        String line = new String(bytes, 0, startLength, StandardCharsets.ISO_8859_1);
        String[] words = line.stripLeading().split("[ \r\n]", 3);
        String target = words.length < 2 ? "/" : words[1].replaceFirst("^https?://[^/]*", "");
        String printable = target.replaceAll("[^!-~]", "?"); // It goes to the log.
        return printable.startsWith("/") ? printable.split("[?#]", 2)[0] : "/";
    }
}
