package dev.assay.observe;

/// Every metric there is, as `/metrics` shows it. `docs/reference/metrics.md` shows the same table, and a
/// test holds the two equal.
public enum Metric {
    POINTS_ACKNOWLEDGED(
            "assay_points_acknowledged_total",
            Type.COUNTER,
            "",
            "Points that were acknowledged, repeated ones included."),
    REQUEST_SECONDS(
            "assay_http_request_seconds",
            Type.SECONDS,
            "method, route, status",
            "Requests, from the head's arrival to the answer's last byte; the route is `none` where none matched."),
    WRITER_QUEUE_BYTES(
            "assay_writer_queue_bytes",
            Type.GAUGE,
            "",
            "What waits to be written; see the setting `limits.writer-queue-bytes`."),
    WRITER_GROUP_UNITS(
            "assay_writer_group_units", Type.SIZES, "", "Writes that shared one commit, and so one sync of the disk."),
    WRITER_TRANSACTION_SECONDS(
            "assay_writer_transaction_seconds",
            Type.SECONDS,
            "",
            "Transactions of the writer, from their begin to the end of their commit."),
    WRITER_COMMIT_SECONDS(
            "assay_writer_commit_seconds",
            Type.SECONDS,
            "",
            "The commits in them: the log is written and synced; now and then it is copied to the file and that is"
                    + " synced too."),
    WRITER_FAILURES("assay_writer_failures_total", Type.COUNTER, "", "Commits that the database or the disk failed."),
    STORE_RECOVERIES(
            "assay_store_recoveries_total",
            Type.COUNTER,
            "",
            "How often the store was closed, opened and recovered after the disk had failed."),
    ROLL_UP_LAG_SECONDS(
            "assay_roll_up_lag_seconds", Type.GAUGE, "", "How long the oldest point has waited to be rolled up."),
    ROLL_UP_SECONDS("assay_roll_up_seconds", Type.SECONDS, "", "Roll-ups of an experiment's points into packs."),
    PACKS_WRITTEN(
            "assay_packs_written_total",
            Type.COUNTER,
            "",
            "Packs that points of the log went into; merges are left out."),
    BYTES_PER_POINT(
            "assay_bytes_per_point",
            Type.GAUGE,
            "",
            "Bytes of these packs by the number of their points; before the first, NaN."),
    JVM_MEMORY_USED_BYTES("jvm_memory_used_bytes", Type.GAUGE, "area", "Memory in use, `heap` and `nonheap`."),
    JVM_MEMORY_MAX_BYTES(
            "jvm_memory_max_bytes", Type.GAUGE, "area", "Memory that may be used, where there is a limit."),
    JVM_GC_COLLECTIONS("jvm_gc_collections_total", Type.COUNTER, "gc", "Garbage collections."),
    JVM_GC_SECONDS("jvm_gc_seconds_total", Type.COUNTER, "gc", "Time that they took."),
    JVM_THREADS("jvm_threads", Type.GAUGE, "", "Threads that live, those of the system included."),
    PROCESS_CPU_SECONDS("process_cpu_seconds_total", Type.COUNTER, "", "Time of the processor, over all cores."),
    PROCESS_START_TIME_SECONDS(
            "process_start_time_seconds", Type.GAUGE, "", "When the process began, since 1970-01-01 UTC.");

    /// What Prometheus is told of a metric, and in which steps a histogram counts.
    public enum Type {
        COUNTER("counter"),
        GAUGE("gauge"),
        /// A histogram of nanoseconds, shown in seconds.
        SECONDS("histogram"),
        /// A histogram of numbers.
        SIZES("histogram");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final String text;
    private final Type type;
    private final String labels;
    private final String meaning;

    Metric(String text, Type type, String labels, String meaning) {
        this.text = text;
        this.type = type;
        this.labels = labels;
        this.meaning = meaning;
    }

    /// The name that Prometheus sees.
    public String text() {
        return text;
    }

    public Type type() {
        return type;
    }

    /// Their names, separated by commas; empty where there are none.
    public String labels() {
        return labels;
    }

    public String meaning() {
        return meaning;
    }
}
