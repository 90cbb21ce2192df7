package dev.assay.http;

import dev.assay.observe.Metrics;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.compression.Gzip;
import io.javalin.compression.Zstd;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinLogger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The running server. Handlers run on Jetty's own platform threads: a virtual thread inside SQLite's native
/// calls would pin its carrier, and there are few.
public final class HttpServer implements AutoCloseable {

    private static final int THREADS_MIN = 8;
    /// Of the threads, at most one in so many waits for requests.
    private static final int THREADS_PER_SELECTOR_MIN = 8;

    private static final int SELECTORS_MAX = 16;
    private static final int THREAD_IDLE_MS = 60_000;
    private static final int GZIP_LEVEL = 4;
    private static final int ZSTD_LEVEL = 3;
    /// Compressing these takes longer than sending them, and clients ask for gzip without meaning it.
    private static final List<String> PACKED_TYPES =
            List.of("application/vnd.apache.arrow.stream", "application/vnd.apache.parquet");
    /// Jetty's own bound is wider than ours, so that we see, and word, what is only a little too long.
    private static final int PARSED_TO_ALLOWED_BYTES = 4;

    private final Javalin javalin;

    private HttpServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Listens when it returns. Each door adds its routes and says how its dialect words a fault.
    public static HttpServer start(HttpSettings settings, Tokens tokens, Function<JavalinConfig, List<Dialect>> doors) {
        return start(settings, tokens, new Metrics(), doors);
    }

    /// The same, and every request is measured.
    public static HttpServer start(
            HttpSettings settings, Tokens tokens, Metrics metrics, Function<JavalinConfig, List<Dialect>> doors) {
        JavalinLogger.startupInfo = false;
        Javalin javalin = Javalin.create(config -> configure(config, settings, tokens, metrics, doors));
        return new HttpServer(javalin.start());
    }

    /// The port that it listens on.
    public int port() {
        return javalin.port();
    }

    /// Takes nothing new, lets running requests end within the stop deadline, and stops.
    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(
            JavalinConfig config,
            HttpSettings settings,
            Tokens tokens,
            Metrics metrics,
            Function<JavalinConfig, List<Dialect>> doors) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        CompressionStrategy compression = compression();
        KeptAnswers kept = new KeptAnswers(compression);
        config.appData(KeptAnswers.KEY, kept);
        config.http.compressionStrategy = compression;
        config.appData(Bodies.SETTINGS, settings);
        config.routes.beforeMatched(Measured::route);
        Callers callers = new Callers(tokens);
        config.routes.beforeMatched(callers::admit);
        Failures failures = new Failures(doors.apply(config));
        failures.add(config);
        PromptPosts promptPosts = new PromptPosts(config, settings, callers, failures);
        configureJetty(config, settings, failures, promptPosts, new PromptGets(kept, callers), metrics);
    }

    private static void configureJetty(
            JavalinConfig config,
            HttpSettings settings,
            Failures failures,
            PromptPosts promptPosts,
            PromptGets promptGets,
            Metrics metrics) {
        // Jetty's own queue starts Java's management, and all that belongs to it, to learn the size of a cache line.
        QueuedThreadPool threads =
                new QueuedThreadPool(settings.threadsMax(), THREADS_MIN, THREAD_IDLE_MS, new LinkedBlockingQueue<>());
        threads.setName("http");
        config.jetty.threadPool = threads;
        config.jetty.modifyHttpConfiguration(http -> limit(http, settings));
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
        JettyErrors errors = new JettyErrors(failures);
        config.jetty.modifyServletContextHandler(context -> {
            context.setErrorHandler(errors);
            context.getServletHandler().setDecodeAmbiguousURIs(true);
        });
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(errors);
            server.setStopTimeout(settings.stopDeadline().toMillis());
            server.insertHandler(promptPosts);
            server.insertHandler(promptGets);
            server.insertHandler(new GracefulHandler());
            server.insertHandler(new Reception(settings, failures, promptPosts, promptGets));
            server.insertHandler(new Measured(metrics));
            server.addBean(new NetworkConnectionLimit(settings.connectionsMax(), server));
        });
    }

    /// Paths are routed and decoded from their raw text, segment by segment, so nothing in them is ambiguous to us;
    /// what is no URI at all is refused by `RawTarget`.
    private static void limit(HttpConfiguration http, HttpSettings settings) {
        http.setRequestHeaderSize(PARSED_TO_ALLOWED_BYTES * settings.headerBytesMax());
        http.setUriCompliance(
                UriCompliance.from(EnumSet.complementOf(EnumSet.of(Violation.USER_INFO, Violation.FRAGMENT))));
        http.setSendServerVersion(false);
    }

    private static Connector connector(Server server, HttpConfiguration http, HttpSettings settings) {
        ServingConnector connector = new ServingConnector(server, http, selectors(settings));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idle().toMillis());
        return connector;
    }

    /// Threads that wait for requests, and do what needs no waiting: one for each core.
    private static int selectors(HttpSettings settings) {
        int cores = Runtime.getRuntime().availableProcessors();
        return Math.clamp(settings.threadsMax() / THREADS_PER_SELECTOR_MIN, 1, Math.min(cores, SELECTORS_MAX));
    }

    private static CompressionStrategy compression() {
        Zstd zstd = CompressionStrategy.Companion.zstdImplAvailable() ? new Zstd(ZSTD_LEVEL) : null;
        CompressionStrategy strategy = new CompressionStrategy(null, new Gzip(GZIP_LEVEL), zstd);
        List<String> excluded = new ArrayList<>(strategy.getExcludedMimeTypes());
        excluded.addAll(PACKED_TYPES);
        strategy.setExcludedMimeTypes(excluded);
        return strategy;
    }
}
