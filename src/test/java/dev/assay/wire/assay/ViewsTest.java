package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.SavedView;
import dev.assay.wire.assay.Native.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTest {

    @TempDir
    private Path folder;

    private Native api;
    private String model;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        model = "/models/" + api.get(api.experiment()).text("modelRid");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer put(String name, String body) {
        return api.asWriter("PUT", model + "/views/" + name).json(body).send();
    }

    private String list() {
        return api.asReader("GET", model + "/views").send().body();
    }

    @Test
    void areKeptAsTheyCameInTheOrderOfTheirNames() {
        assertThat(list()).isEqualTo("{\"data\":[]}");
        String state = "filter=name+%7E+%27a%26b%27&order=-params.%60l+r%60";
        Answer saved = put("b%2F%E2%84%AB%20b", "{\"state\":\"" + state + "\"}");
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.body())
                .contains("\"name\":\"b/\u212b b\"", "\"default\":false", "\"state\":\"" + state + "\"");
        put("B", "{\"state\":\"\"}");
        put("a", "{\"state\":\"\"}");
        assertThat(list()).containsSubsequence("\"B\"", "\"a\"", "\"b/");
        assertThat(put("a", "{\"state\":\"group=params.x\"}").status()).isEqualTo(200);
        assertThat(list()).containsOnlyOnce("\"a\"").contains("group=params.x");
        assertThat(api.asWriter("DELETE", model + "/views/a").send().status()).isEqualTo(204);
        assertThat(api.asWriter("DELETE", model + "/views/a").send().status()).isEqualTo(204);
        assertThat(list()).doesNotContain("\"a\"").contains("\"B\"");
    }

    @Test
    void haveOneDefaultAtMost() {
        put("a", "{\"state\":\"\",\"default\":true}");
        put("b", "{\"state\":\"\",\"default\":true}");
        assertThat(list()).containsOnlyOnce("\"default\":true").containsSubsequence("\"b\"", "true");
        put("b", "{\"state\":\"\"}");
        assertThat(list()).doesNotContain("true");
    }

    @Test
    void haveLimits() {
        String wide = "\u00e4".repeat(SavedView.STATE_BYTES_MAX / 2);
        assertThat(put("a", "{\"state\":\"" + wide + "\"}").status()).isEqualTo(200);
        assertFails(put("a", "{\"state\":\"" + wide + "x\"}"), 400, "InvalidArgument");
        assertFails(put("a", "{\"state\":\"\\u0000\"}"), 400, "InvalidArgument");
        assertFails(put("a%00b", "{\"state\":\"\"}"), 400, "MalformedRequest");
        assertThat(put("n".repeat(SavedView.NAME_CHARS_MAX), "{\"state\":\"\"}").status())
                .isEqualTo(200);
        assertFails(put("n".repeat(SavedView.NAME_CHARS_MAX + 1), "{\"state\":\"\"}"), 400, "InvalidArgument");
        for (int i = 2; i < SavedView.VIEWS_MAX; i++) {
            assertThat(put("view" + i, "{\"state\":\"\"}").status()).isEqualTo(200);
        }
        assertFails(put("more", "{\"state\":\"\"}"), 400, "LimitReached");
        assertThat(put("a", "{\"state\":\"other\"}").status()).isEqualTo(200);
    }

    @Test
    void areForThoseWhoMayWriteToSaveAndGoneWithTheirModel() {
        assertFails(
                api.asReader("PUT", model + "/views/a").json("{\"state\":\"\"}").send(), 403, "ApiUsageDenied");
        put("a", "{\"state\":\"\"}");
        api.as("DELETE", model).send();
        assertFails(api.asReader("GET", model + "/views").send(), 404, "ModelNotFound");
        assertFails(put("b", "{\"state\":\"\"}"), 404, "ModelNotFound");
        assertFails(api.asWriter("DELETE", model + "/views/a").send(), 404, "ModelNotFound");
        api.as("POST", model + "/restore").send();
        assertThat(list()).contains("\"a\"");
    }
}
