package dev.assay.http;

import java.time.Duration;
import java.util.Set;

/// Where the server listens, for which hosts, and what it takes from a client before it says no.
///
/// @param port 0 lets the system choose
/// @param hosts beside the bind address, the loopback names and the machine's name; `*` serves every host
/// @param jsonBytesMax of a JSON body, after decompression
/// @param headerBytesMax of the request line and all headers together
/// @param queryCharsMax of the query as it stands in the request line
/// @param idle how long a connection may be silent, in a request as between two
/// @param bodyDeadline how long a body may take to arrive
/// @param stopDeadline how long running requests may take to end once the server stops
public record HttpSettings(
        String host,
        int port,
        Set<String> hosts,
        int jsonBytesMax,
        int headerBytesMax,
        int queryCharsMax,
        int threadsMax,
        int connectionsMax,
        Duration idle,
        Duration bodyDeadline,
        Duration stopDeadline) {

    public static final int JSON_BYTES_MAX = 16 * 1024 * 1024;
    public static final int HEADER_BYTES_MAX = 16 * 1024;
    public static final int QUERY_CHARS_MAX = 8 * 1024;
    public static final int THREADS_MAX = 200;
    public static final int CONNECTIONS_MAX = 4_096;
    public static final Duration IDLE = Duration.ofSeconds(60);
    public static final Duration BODY_DEADLINE = Duration.ofMinutes(10);
    public static final Duration STOP_DEADLINE = Duration.ofSeconds(15);

    public HttpSettings {
        hosts = Set.copyOf(hosts);
    }

    /// Everything else at its default.
    public static HttpSettings of(String host, int port, Set<String> hosts) {
        return new HttpSettings(
                host,
                port,
                hosts,
                JSON_BYTES_MAX,
                HEADER_BYTES_MAX,
                QUERY_CHARS_MAX,
                THREADS_MAX,
                CONNECTIONS_MAX,
                IDLE,
                BODY_DEADLINE,
                STOP_DEADLINE);
    }
}
