package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static dev.assay.wire.assay.Native.assertMalformed;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchExperimentsTest {

    @TempDir
    private Path folder;

    private Native api;
    private String search;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        String model = "/models/" + api.model("m");
        search = model + "/experiments/search";
        for (int i = 1; i <= 3; i++) {
            String experiment = "/experiments/"
                    + api.post(model + "/experiments", """
                    {"name": "e%d", "tags": ["gold", {"key": "team", "value": "t%d"}],
                     "parameters": [{"name": "lr", "value": {"type": "double", "value": 0.%d}}]}""".formatted(i, i, i)).text("rid");
            api.post(
                    experiment + "/log",
                    "{\"series\": {\"loss\": {\"steps\": [0, 1], \"values\": [%d, 0.%d]}}}".formatted(i, i));
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void findsInAnOrder() {
        assertThat(names("{\"filter\": \"series.loss.min < 0.3 and tag = 'gold'\", \"orderBy\": [\"params.lr DESC\"]}"))
                .containsExactly("e2", "e1");
        assertThat(names("{\"filter\": \"not tags.team = 't2'\", \"orderBy\": [\"series.loss.max\"]}"))
                .containsExactly("e1", "e3");
        assertThat(names("{}")).hasSize(3);
    }

    @Test
    void pages() {
        String first = "{\"filter\": \"metrics.loss > 0\", \"orderBy\": [\"name\"], \"pageSize\": 2%s}";
        assertThat(names(first.formatted(""))).containsExactly("e1", "e2");
        String token = api.post(search, first.formatted("")).text("nextPageToken");
        assertThat(names(first.formatted(", \"pageToken\": \"" + token + "\""))).containsExactly("e3");
        assertFails(api.post(search, "{\"pageToken\": \"" + token + "\"}"), 400, "InvalidPageToken");
    }

    @Test
    void saysWhatIsWrong() {
        Native.Answer answer = api.post(search, "{\"filter\": \"metrics.loss < 'x'\"}");
        assertFails(answer, 400, "InvalidFilter");
        assertThat(answer.text("parameters", "position")).isEqualTo("16");
        assertFails(api.post(search, "{\"orderBy\": [\"color\"]}"), 400, "InvalidFilter");
        assertFails(api.post(search, "{\"pageSize\": 0}"), 400, "InvalidPageSize");
        assertMalformed(api.post(search, "{\"filters\": \"\"}"), "/filters");
        assertFails(api.post(search.replace("model.", "model.x"), "{}"), 404, "ModelNotFound");
        assertFails(api.asWriter("POST", search).json("{}").send(), 403, "ApiUsageDenied");
    }

    private List<Object> names(String body) {
        Native.Answer answer = api.post(search, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return ((List<?>) answer.at("data"))
                .stream()
                        .<Object>map(experiment -> ((Map<?, ?>) experiment).get("name"))
                        .toList();
    }
}
