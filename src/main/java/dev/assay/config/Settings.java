package dev.assay.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings in force, each checked and with its origin. Immutable.
public final class Settings {

    /// A text in force and where it came from.
    public record InForce(String text, Origin origin) {}

    private final Map<Setting, InForce> values;
    private final List<String> warnings;

    Settings(Map<Setting, InForce> values, List<String> warnings) {
        this.values = new EnumMap<>(values);
        this.warnings = List.copyOf(warnings);
    }

    /// What is in force without a file, without a variable and with nothing on the command line.
    public static Settings defaults(Path data) {
        return new SettingsReader(new Environment(Map.of(), data, "")).read(Map.of("data", data.toString()), null);
    }

    public InForce inForce(Setting setting) {
        InForce value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException("BUG: no value for " + setting.text());
        }
        return value;
    }

    /// What deserves a person's attention but stops nothing, a line each.
    public List<String> warnings() {
        return warnings;
    }

    public Path data() {
        return Path.of(text(Setting.DATA));
    }

    public String httpHost() {
        return text(Setting.HTTP_HOST);
    }

    public int httpPort() {
        return Integer.parseInt(text(Setting.HTTP_PORT));
    }

    public List<String> httpHosts() {
        return Arrays.stream(text(Setting.HTTP_HOSTS).split(",", -1))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }

    public int httpThreadsMax() {
        return Integer.parseInt(text(Setting.HTTP_THREADS));
    }

    public Duration httpIdleTimeout() {
        return Duration.ofMillis(Long.parseLong(text(Setting.HTTP_IDLE_TIMEOUT_MS)));
    }

    public int httpConnectionsMax() {
        return Integer.parseInt(text(Setting.HTTP_CONNECTIONS));
    }

    public Duration httpBodyDeadline() {
        return Duration.ofMillis(Long.parseLong(text(Setting.HTTP_BODY_DEADLINE_MS)));
    }

    public Duration httpStopDeadline() {
        return Duration.ofMillis(Long.parseLong(text(Setting.HTTP_STOP_DEADLINE_MS)));
    }

    public Optional<String> adminToken() {
        return Optional.of(text(Setting.ADMIN_TOKEN)).filter(token -> !token.isEmpty());
    }

    public boolean foundryLongsAsStrings() {
        return Boolean.parseBoolean(text(Setting.FOUNDRY_LONGS_AS_STRINGS));
    }

    public boolean mlflowShowRids() {
        return Boolean.parseBoolean(text(Setting.MLFLOW_SHOW_RIDS));
    }

    public Duration oauthTokenLifetime() {
        return Duration.ofMillis(Long.parseLong(text(Setting.OAUTH_TOKEN_LIFETIME_MS)));
    }

    public long rollUpBytes() {
        return bytes(Setting.SERIES_ROLL_UP_BYTES);
    }

    public Duration rollUpAge() {
        return Duration.ofMillis(Long.parseLong(text(Setting.SERIES_ROLL_UP_AGE_MS)));
    }

    public boolean metricsPublic() {
        return Boolean.parseBoolean(text(Setting.METRICS_PUBLIC));
    }

    public Duration purgeInterval() {
        return Duration.ofMillis(Long.parseLong(text(Setting.PURGE_INTERVAL_MS)));
    }

    public int queryCharsMax() {
        return Integer.parseInt(text(Setting.LIMITS_QUERY_CHARS));
    }

    public int headerBytesMax() {
        return Math.toIntExact(bytes(Setting.LIMITS_HEADER_BYTES));
    }

    public int jsonBodyBytesMax() {
        return Math.toIntExact(bytes(Setting.LIMITS_JSON_BODY_BYTES));
    }

    public long arrowBodyBytesMax() {
        return bytes(Setting.LIMITS_ARROW_BODY_BYTES);
    }

    public long artifactBytesMax() {
        return bytes(Setting.LIMITS_ARTIFACT_BYTES);
    }

    public long imageBytesMax() {
        return bytes(Setting.LIMITS_IMAGE_BYTES);
    }

    public int seriesPerExperimentMax() {
        return Integer.parseInt(text(Setting.LIMITS_SERIES_PER_EXPERIMENT));
    }

    public int exportColumnsMax() {
        return Integer.parseInt(text(Setting.LIMITS_EXPORT_COLUMNS));
    }

    public long writerQueueBytesMax() {
        return bytes(Setting.LIMITS_WRITER_QUEUE_BYTES);
    }

    private String text(Setting setting) {
        return inForce(setting).text();
    }

    private long bytes(Setting setting) {
        return Kind.findBytes(text(setting))
                .orElseThrow(() -> new IllegalStateException("BUG: unchecked " + setting.text()));
    }
}
