package dev.assay.wire.ui;

import dev.assay.app.Watch;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.domain.ModelId;
import dev.assay.domain.Scope;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /ui/api/events?model=…` or `?experiment=…`: says when something has changed. Whoever accepts
/// `text/event-stream` gets an event `change` with a version at once and from then on for every other
/// version, at most one a second; everybody else gets the version. A stream ends when its token does, when
/// what it is about is gone, and when the server stops. Thread-safe.
///
/// One thread looks what has changed, once a second for all listeners; each listener has a virtual thread,
/// which waits for whoever is slow to receive.
final class EventCalls implements AutoCloseable {

    /// Of all pages together.
    static final int LISTENERS_MAX = 200;

    private static final Logger LOG = LoggerFactory.getLogger(EventCalls.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    /// Shorter than a connection may be idle.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final byte[] BEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final String TYPE = "text/event-stream";

    private final Watch watch;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("page-events").factory());
    private boolean started;
    private volatile boolean closed;
    /// Of the thread that ticks.
    private Optional<Long> seen = Optional.empty();

    EventCalls(Watch watch) {
        this.watch = watch;
    }

    void handle(Context context) {
        Caller caller = Callers.of(context);
        caller.require(Scope.MODELS_READ);
        Watch.Subject subject = subject(context);
        String version = watch.version(caller, subject);
        String accept = context.header("Accept");
        if (accept == null || !accept.contains(TYPE)) {
            JsonAnswer.write(context, json -> {
                json.writeStartObject();
                json.writeStringProperty("version", version);
                json.writeEndObject();
            });
            return;
        }
        Listener listener = new Listener(context.res(), Callers.again(context), subject, version);
        add(listener);
        context.contentType(TYPE).header("Cache-Control", "no-store").header("X-Accel-Buffering", "no");
        context.future(() -> {
            listener.start();
            return listener.ended;
        });
    }

    private static Watch.Subject subject(Context context) {
        Optional<String> model = Queries.findText(context, "model");
        Optional<String> experiment = Queries.findText(context, "experiment");
        if (model.isPresent() == experiment.isPresent()) {
            throw Faults.invalid("model", "one of model and experiment is wanted");
        }
        return model.<Watch.Subject>map(rid -> new Watch.OfModel(ModelId.parse(rid)))
                .orElseGet(() -> new Watch.OfExperiment(ExperimentId.parse(experiment.orElseThrow())));
    }

    private synchronized void add(Listener listener) {
        if (closed) {
            throw Faults.stopping();
        }
        if (listeners.size() >= LISTENERS_MAX) {
            throw Faults.busy("too many pages listen");
        }
        listeners.add(listener);
        if (!started) {
            started = true;
            var _ = ticks.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /// Where it fails, the next one tells all of it.
    private void tick() {
        try {
            listeners.stream().filter(listener -> !listener.isLetIn()).forEach(Listener::end);
            Optional<Long> now = watch.moment();
            boolean still = now.isPresent() && now.equals(seen);
            Map<Watch.Subject, Optional<String>> versions = new HashMap<>();
            for (Listener listener : listeners) {
                if (!still || listener.isNew()) {
                    Optional<String> version = versions.computeIfAbsent(listener.subject, watch::find);
                    version.ifPresentOrElse(listener::tell, listener::end);
                }
            }
            seen = now;
        } catch (RuntimeException e) {
            seen = Optional.empty();
            if (!closed) {
                LOG.warn("cannot tell what has changed", e);
            }
        }
    }

    /// Ends all streams, so that the server can stop.
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        ticks.shutdown();
        listeners.forEach(Listener::end);
    }

    /// One stream.
    private final class Listener implements Runnable {

        private final HttpServletResponse response;
        private final Supplier<Optional<Caller>> again;
        private final Watch.Subject subject;
        private final BlockingQueue<Optional<String>> next = new ArrayBlockingQueue<>(1);
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile boolean over;
        private volatile boolean fresh = true;
        /// Of the thread that ticks, once the listener is there.
        private String told;

        Listener(
                HttpServletResponse response, Supplier<Optional<Caller>> again, Watch.Subject subject, String version) {
            this.response = response;
            this.again = again;
            this.subject = subject;
            this.told = version;
            next.add(Optional.of(version));
        }

        void start() {
            Thread.ofVirtual().name("page-listener").start(this);
        }

        boolean isLetIn() {
            return again.get()
                    .filter(caller -> caller.scopes().contains(Scope.MODELS_READ))
                    .isPresent();
        }

        /// Whether it may have missed what changed while it came.
        boolean isNew() {
            boolean was = fresh;
            fresh = false;
            return was;
        }

        /// What cannot be said yet is said by a later tick.
        void tell(String version) {
            if (!version.equals(told) && next.offer(Optional.of(version))) {
                told = version;
            } else if (!version.equals(told)) {
                fresh = true;
            }
        }

        void end() {
            over = true;
            next.offer(Optional.empty());
        }

        @Override
        public void run() {
            try {
                while (!over) {
                    Optional<String> version = next.poll(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                    if (version == null) {
                        write(BEAT);
                    } else if (version.isPresent()) {
                        write(event(version.get()));
                    }
                }
            } catch (IOException e) {
                LOG.debug("a page has gone", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                listeners.remove(this);
                ended.complete(null);
            }
        }

        private static byte[] event(String version) {
            return ("event: change\ndata: {\"version\":\"" + version + "\"}\n\n").getBytes(StandardCharsets.US_ASCII);
        }

        private void write(byte[] bytes) throws IOException {
            response.getOutputStream().write(bytes);
            response.flushBuffer();
        }
    }
}
