package dev.assay.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.jspecify.annotations.Nullable;

/// Connections that remember how the last request began, for the one case in which Jetty forgets: a request
/// line that it refuses has no path any more, and the dialect of the answer is chosen by the path.
final class UnparsedTargets extends HttpConnectionFactory {

    private static final int REMEMBERED_BYTES = 256;

    UnparsedTargets(HttpConfiguration configuration) {
        super(configuration);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new Remembering(getHttpConfiguration(), connector, endPoint), connector, endPoint);
    }

    /// The start of the path that Jetty could not parse; empty where it could.
    static Optional<String> find(Request request) {
        boolean unparsed = "/badMessage".equals(request.getHttpURI().getPath()) && "BAD".equals(request.getMethod());
        return unparsed && request.getConnectionMetaData() instanceof Remembering connection
                ? Optional.of(connection.path())
                : Optional.empty();
    }

    private static final class Remembering extends HttpConnection {

        // No initializers: they would run after the constructor of Jetty that calls the methods below.
        private @Nullable RequestHandler handler;
        private @Nullable String start;

        Remembering(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
            super(configuration, connector, endPoint);
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
            byte[] bytes = new byte[Math.min(buffer.remaining(), REMEMBERED_BYTES)];
            buffer.duplicate().get(bytes);
            start = new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /// Between the first two spaces, without what stands before the path in an absolute target.
        String path() {
            String[] words =
                    Objects.requireNonNullElse(start, "").stripLeading().split("[ \r\n]", 3);
            String target = words.length < 2 ? "/" : words[1].replaceFirst("^https?://[^/]*", "");
            String printable = target.replaceAll("[^!-~]", "?"); // It goes to the log.
            return printable.startsWith("/") ? printable.split("[?#]", 2)[0] : "/";
        }
    }
}
