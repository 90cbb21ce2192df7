package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.TestStore;
import dev.assay.http.Served;
import dev.assay.wire.assay.Native.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {

    @TempDir
    private Path folder;

    @Test
    void saysWhatItIsToAnybody() {
        try (Native api = Native.open(folder)) {
            assertThat(api.anonymous("GET", "//version").send().json())
                    .isEqualTo(Map.of("name", "Assay", "version", Native.VERSION));
            assertThat(api.anonymous("GET", "/openapi.json").send().text("openapi"))
                    .isEqualTo("3.1.0");
        }
    }

    @Test
    void isHealthyAsLongAsTheDatabaseAnswers() {
        try (Native api = Native.open(folder)) {
            assertThat(api.anonymous("GET", "//health").send().json()).isEqualTo(Map.of("status", "ok"));
            api.store().database().close();
            assertFails(api.anonymous("GET", "//health").send(), 503, "Unavailable");
        }
    }

    @Test
    void showsReadersWhatItCounted() throws InterruptedException {
        try (Native api = Native.open(folder)) {
            api.post(api.experiment() + "/log", "{\"series\": {\"a\": {\"steps\": [1, 2, 3], \"values\": [1, 2, 3]}}}");
            Answer metrics = api.asReader("GET", "//metrics").send();
            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.header("Content-Type")).startsWith("text/plain; version=0.0.4");
            assertThat(metrics.body()).contains("\nassay_points_acknowledged_total 3\n", "\nassay_writer_queue_bytes ");
            assertFails(api.anonymous("GET", "//metrics").send(), 401, "MissingCredentials");
            assertFails(api.asWriter("GET", "//metrics").send(), 403, "ApiUsageDenied");
            awaitMetric(
                    api,
                    "route=\"/api/assay/v1/experiments/{experimentRid}/log\",status=\"200\"} 1\n",
                    "method=\"GET\",route=\"/metrics\",status=\"401\"} 1\n");
        }
    }

    @Test
    void showsThemToAnybodyWhereThatIsSet() {
        try (TestStore store = TestStore.open(folder)) {
            Served.with(
                    config -> List.of(AssayRoutes.add(config, store.store(), "1", true, AssayRoutes.ARROW_BYTES_MAX)),
                    http -> {
                        assertThat(http.send(http.anonymous("/metrics")).body())
                                .contains("assay_points_acknowledged_total 0");
                    });
        }
    }

    /// A request is counted when its answer has left, which its client may know a little earlier.
    private static void awaitMetric(Native api, String... lines) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            String metrics = api.asReader("GET", "//metrics").send().body();
            if (attempt == 100 || Stream.of(lines).allMatch(metrics::contains)) {
                assertThat(metrics).contains(lines);
                return;
            }
            Thread.sleep(20);
        }
    }

    @Test
    void wordsWhatIsNobodysPath() {
        try (Native api = Native.open(folder)) {
            assertFails(api.anonymous("GET", "//nothing/here").send(), 404, "ApiNotFound");
            assertFails(api.anonymous("GET", "/nothing").send(), 404, "ApiNotFound");
            Answer method = api.anonymous("PUT", "/models").json("{}").send();
            assertFails(method, 405, "MethodNotAllowed");
            assertThat(method.header("Allow")).contains("GET", "POST");
        }
    }
}
