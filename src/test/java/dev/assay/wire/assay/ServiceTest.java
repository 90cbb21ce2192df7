package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {

    @TempDir
    private Path folder;

    @Test
    void saysWhatItIsToAnybody() {
        try (Native api = Native.open(folder)) {
            Answer page = api.anonymous("GET", "//").send();
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type")).startsWith("text/html");
            assertThat(page.body()).contains("experiment tracker", "/api/assay/v1/openapi.json");
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
