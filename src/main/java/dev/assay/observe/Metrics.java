package dev.assay.observe;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/// What a server counts and measures. Counting costs some nanoseconds and waits for nobody; all else is
/// done when the metrics are asked for. Thread-safe.
public final class Metrics {

    /// Of `text`.
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// Route, method and status of a request. Routes are ours, so there are only so many; the limit is
    /// there in case that is not so.
    private static final int REQUEST_KINDS_MAX = 4_096;

    /// Methods that a client made up are one.
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private static final String NO_ROUTE = "none";

    private record RequestKind(String method, String route, int status) {

        String labels() {
            return MetricsText.label("method", method) + "," + MetricsText.label("route", route) + ","
                    + MetricsText.label("status", Integer.toString(status));
        }
    }

    private final Map<Metric, LongAdder> counters = new EnumMap<>(Metric.class);
    private final Map<Metric, Histogram> histograms = new EnumMap<>(Metric.class);
    private final Map<Metric, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private final Map<RequestKind, Histogram> requests = new ConcurrentHashMap<>();

    public Metrics() {
        for (Metric metric : Metric.values()) {
            if (metric.labels().isEmpty()) {
                switch (metric.type()) {
                    case COUNTER -> counters.put(metric, new LongAdder());
                    case SECONDS, SIZES -> histograms.put(metric, Histogram.of(metric));
                    case GAUGE -> {}
                }
            }
        }
    }

    /// Adds to a counter.
    public void add(Metric metric, long count) {
        known(counters, metric).add(count);
    }

    /// Counts a value: nanoseconds or a size, as the metric's type says.
    public void record(Metric metric, long value) {
        known(histograms, metric).record(value);
    }

    /// Where a gauge is read from when somebody asks; without it the metric has no value.
    public void gauge(Metric metric, DoubleSupplier value) {
        gauges.put(metric, value);
    }

    /// Counts a request by its kind.
    ///
    /// @param route empty where none matched
    public void request(String method, String route, int status, long nanoseconds) {
        String ours = METHODS.contains(method) ? method : "other";
        RequestKind kind = new RequestKind(ours, route.isEmpty() ? NO_ROUTE : route, status);
        Histogram histogram = requests.get(kind);
        if (histogram == null && requests.size() < REQUEST_KINDS_MAX) {
            histogram = requests.computeIfAbsent(kind, _ -> Histogram.of(Metric.REQUEST_SECONDS));
        }
        if (histogram != null) {
            histogram.record(nanoseconds);
        }
    }

    /// All of them, in Prometheus' text format.
    public String text() {
        MetricsText out = new MetricsText();
        for (Metric metric : Metric.values()) {
            if (!isOfTheMachine(metric)) {
                out.head(metric);
                write(metric, out);
            }
        }
        JvmFigures.write(out);
        return out.text();
    }

    private void write(Metric metric, MetricsText out) {
        if (metric == Metric.REQUEST_SECONDS) {
            requests.forEach((kind, histogram) -> histogram.write(out, metric, kind.labels()));
            return;
        }
        switch (metric.type()) {
            case COUNTER -> out.line(metric.text(), "", known(counters, metric).sum());
            case SECONDS, SIZES -> known(histograms, metric).write(out, metric, "");
            case GAUGE -> {
                DoubleSupplier value = gauges.get(metric);
                if (value != null) {
                    out.line(metric.text(), "", value.getAsDouble());
                }
            }
        }
    }

    private static boolean isOfTheMachine(Metric metric) {
        return metric.compareTo(Metric.JVM_MEMORY_USED_BYTES) >= 0;
    }

    private static <T> T known(Map<Metric, T> instruments, Metric metric) {
        T instrument = instruments.get(metric);
        if (instrument == null) {
            throw new IllegalStateException("BUG: " + metric.text() + " is not of this kind");
        }
        return instrument;
    }
}
