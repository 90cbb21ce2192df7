package dev.assay.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Every setting there is. Its name is dotted with the unit last; its environment variable is `ASSAY_` and the name in
/// upper case with underscores. `docs/reference/settings.md` shows the same table, and a test holds the two equal.
public enum Setting {
    DATA("data", Kind.PATH, "", "The folder that holds everything; by default in the user's data home."),
    HTTP_HOST("http.host", Kind.TEXT, "127.0.0.1", "The address to listen on."),
    HTTP_PORT("http.port", Kind.PORT, "5050", "The port to listen on; 0 takes any free one."),
    HTTP_HOSTS(
            "http.hosts",
            Kind.TEXTS,
            "",
            "Host names that requests may ask for, besides the address listened on, localhost and the machine's name;"
                    + " separated by commas; `*` serves all."),
    HTTP_THREADS("http.threads", Kind.COUNT, "200", "Requests that are worked on at the same time, at most."),
    HTTP_IDLE_TIMEOUT_MS(
            "http.idle-timeout-ms",
            Kind.MILLISECONDS,
            "60000",
            "How long a connection may stay silent before it is closed."),
    HTTP_CONNECTIONS("http.connections", Kind.COUNT, "4096", "Connections that are open at the same time, at most."),
    HTTP_BODY_DEADLINE_MS(
            "http.body-deadline-ms", Kind.MILLISECONDS, "600000", "How long the body of a request may take to arrive."),
    HTTP_STOP_DEADLINE_MS(
            "http.stop-deadline-ms",
            Kind.MILLISECONDS,
            "15000",
            "How long requests under way may take to end once the server is told to stop."),
    ADMIN_TOKEN(
            "admin-token",
            Kind.SECRET,
            "",
            "A token of the user `admin` with every scope, valid from this start on; the one that it replaces is"
                    + " revoked. Taken from the environment alone."),
    FOUNDRY_LONGS_AS_STRINGS(
            "foundry.longs-as-strings",
            Kind.SWITCH,
            "false",
            "Whether Foundry's API answers every integer of 64 bits as a string, as Palantir's types for TypeScript"
                    + " say, and not only those that JavaScript would round."),
    MLFLOW_SHOW_RIDS(
            "mlflow.show-rids",
            Kind.SWITCH,
            "true",
            "Whether MLflow clients see the tags `assay.modelRid` and `assay.experimentRid`."),
    OAUTH_TOKEN_LIFETIME_MS(
            "oauth.token-lifetime-ms",
            Kind.MILLISECONDS,
            "3600000",
            "How long a token is valid that an application signed in for."),
    SERIES_ROLL_UP_BYTES(
            "series.roll-up-bytes",
            Kind.BYTES,
            "2MB",
            "How much of an experiment's points may wait in the log before they go into a pack."),
    SERIES_ROLL_UP_AGE_MS(
            "series.roll-up-age-ms",
            Kind.MILLISECONDS,
            "5000",
            "How long an experiment's points may wait in the log before they go into a pack, however few."),
    METRICS_PUBLIC(
            "metrics.public",
            Kind.SWITCH,
            "false",
            "Whether `/metrics` needs no token; else it needs one with the scope `api:models-read`."),
    PURGE_INTERVAL_MS(
            "purge.interval-ms",
            Kind.MILLISECONDS,
            "3600000",
            "How long after one purge by models' `retentionDays` the next begins; it also frees what an earlier one"
                    + " left."),
    LIMITS_HEADER_BYTES(
            "limits.header-bytes", Kind.HEAP_BYTES, "16KB", "The request line and all headers of a request."),
    LIMITS_QUERY_CHARS("limits.query-chars", Kind.COUNT, "8192", "The query of a request, as it is sent."),
    LIMITS_JSON_BODY_BYTES("limits.json-body-bytes", Kind.HEAP_BYTES, "16MB", "A JSON body, after decompression."),
    LIMITS_ARROW_BODY_BYTES(
            "limits.arrow-body-bytes",
            Kind.HEAP_BYTES,
            "64MB",
            "Points in Arrow's streaming format, after decompression by HTTP."),
    LIMITS_ARTIFACT_BYTES("limits.artifact-bytes", Kind.BYTES, "5GB", "The content of one artifact."),
    LIMITS_IMAGE_BYTES("limits.image-bytes", Kind.BYTES, "64MB", "One image that is put by name and step."),
    LIMITS_EXPORT_COLUMNS(
            "limits.export-columns",
            Kind.COUNT,
            "20000",
            "Columns of the export of a model; one with more is refused."),
    LIMITS_SERIES_PER_EXPERIMENT(
            "limits.series-per-experiment",
            Kind.COUNT,
            "100000",
            "Series of an experiment; points that would give it more are refused."),
    LIMITS_WRITER_QUEUE_BYTES(
            "limits.writer-queue-bytes",
            Kind.BYTES,
            "64MB",
            "What waits to be written; a caller who finds no room within 5 seconds is told to try again.");

    private final String text;
    private final Kind kind;
    private final String defaultText;
    private final String meaning;

    Setting(String text, Kind kind, String defaultText, String meaning) {
        this.text = text;
        this.kind = kind;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /// The name that people write.
    public String text() {
        return text;
    }

    public Kind kind() {
        return kind;
    }

    /// As it would be written in a file; empty where nothing is set, or where the machine decides (`data`).
    public String defaultText() {
        return defaultText;
    }

    public String meaning() {
        return meaning;
    }

    public String variable() {
        return Environment.PREFIX + text.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    public static Optional<Setting> find(String text) {
        return Arrays.stream(values())
                .filter(setting -> setting.text.equals(text))
                .findFirst();
    }
}
