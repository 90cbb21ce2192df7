package dev.assay.demo;

import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// An experiment that is being logged, with what the machine did meanwhile.
final class ExperimentLog {

    private static final String EXPERIMENTS = Demo.NATIVE + "/experiments/";
    private static final double PERCENT = 100;
    private static final double BYTES_PER_MEGABYTE = 1 << 20;

    private final Api api;
    private final InstantSource clock;
    private final String rid;
    private final SeriesBuffer waiting = new SeriesBuffer();
    private long wallNanos = System.nanoTime();
    private long cpuNanos = cpuNanos();

    private ExperimentLog(Api api, InstantSource clock, String rid) {
        this.api = api;
        this.clock = clock;
        this.rid = rid;
    }

    static ExperimentLog open(
            Api api,
            InstantSource clock,
            String modelRid,
            String name,
            Map<String, Object> parameters,
            List<String> tags) {
        byte[] body = Body.of(json -> {
            json.writeStringProperty("name", name);
            Body.writeParameters(json, parameters);
            json.writeArrayPropertyStart("tags");
            tags.forEach(json::writeString);
            json.writeEndArray();
        });
        Map<String, Object> made =
                api.ask("POST", Demo.NATIVE + "/models/" + modelRid + "/experiments", Body.JSON, body);
        ExperimentLog log = new ExperimentLog(api, clock, Demo.rid(made));
        log.file("config.json", Body.JSON, Body.listing(parameters));
        return log;
    }

    String rid() {
        return rid;
    }

    /// Waits for [#send].
    void add(String series, long step, double value) {
        waiting.add(series, step, clock.millis(), value);
    }

    /// How busy this thread was since the last time, and what the virtual machine holds.
    void addSystem(long step) {
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        add("system/cpu_utilization_percentage", step, PERCENT * (cpu - cpuNanos) / Math.max(wall - wallNanos, 1));
        Runtime runtime = Runtime.getRuntime();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / BYTES_PER_MEGABYTE;
        add("system/heap_used_megabytes", step, heap);
        wallNanos = wall;
        cpuNanos = cpu;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /// Returns once all that was added is on stable storage.
    void send() {
        post("log", waiting.take());
    }

    /// Which number of each series stands for it.
    void summarize(Map<String, String> aggregations) {
        post("log", Body.of(json -> {
            json.writeArrayPropertyStart("summaryMetrics");
            aggregations.forEach((series, aggregation) -> {
                json.writeStartObject();
                json.writeStringProperty("seriesName", series);
                json.writeStringProperty("aggregation", aggregation);
                json.writeEndObject();
            });
            json.writeEndArray();
        }));
    }

    void tag(String tag) {
        post("log", Body.of(json -> {
            json.writeArrayPropertyStart("tags");
            json.writeString(tag);
            json.writeEndArray();
        }));
    }

    void image(String name, long step, Picture picture) {
        put("images/" + encoded(name) + "/" + step, "image/png", picture.png());
    }

    void table(String name, String csv) {
        put("tables/" + encoded(name), "text/csv", Body.utf8(csv));
    }

    void file(String path, String contentType, String text) {
        put("files/" + path, contentType, Body.utf8(text));
    }

    void note(String markdown) {
        put("note", "text/markdown", Body.utf8(markdown));
    }

    void link(String versionRid) {
        put("linkedModelVersion", Body.JSON, Body.of("modelVersionRid", versionRid));
    }

    void succeed() {
        post("finish", Body.of("status", "SUCCEEDED"));
    }

    void fail(String message) {
        post("finish", Body.of(json -> {
            json.writeStringProperty("status", "FAILED");
            json.writeStringProperty("statusMessage", message);
        }));
    }

    private void post(String what, byte[] json) {
        api.ask("POST", EXPERIMENTS + rid + "/" + what, Body.JSON, json);
    }

    private void put(String what, String contentType, byte[] content) {
        api.ask("PUT", EXPERIMENTS + rid + "/" + what, contentType, content);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
