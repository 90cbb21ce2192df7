package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The setting `foundry.longs-as-strings`: the same answers, with every integer of 64 bits as a string.
class LongsAsStringsTest {

    private static final Set<String> LONGS = Set.of("length", "sizeBytes", "rowCount");

    @TempDir
    Path folder;

    @Test
    void changesEveryLongAndNothingElse() {
        String experiments = "/api/v2/models/" + KnownExperiments.MODEL.rid() + "/experiments/";
        Map<String, Object> numbers;
        Map<String, Object> found;
        try (FoundryServer server = FoundryServer.open(folder)) {
            KnownExperiments.addTo(server.testStore());
            numbers = get(server, experiments + "ri.models.main.experiment.everything");
            found = search(server, experiments);
        }
        assertThat(numbers.toString()).contains("length=Num[");
        try (FoundryServer server = FoundryServer.open(folder, true)) {
            Map<String, Object> texts = get(server, experiments + "ri.models.main.experiment.everything");
            assertThat(texts).isEqualTo(withTexts(numbers));
            assertThat(texts.toString()).doesNotContain("length=Num[").contains("type=integer, value=");
            assertThat(search(server, experiments)).isEqualTo(withTexts(found));
        }
    }

    private static Map<String, Object> get(FoundryServer server, String path) {
        String token = server.token(Scope.MODELS_READ);
        return JsonTree.readObject(server.ask("GET " + path + "?preview=true HTTP/1.1\nAuthorization: Bearer " + token)
                .body());
    }

    private static Map<String, Object> search(FoundryServer server, String experiments) {
        String token = server.token(Scope.MODELS_READ);
        String filter = "{\"type\":\"seriesFilter\",\"seriesName\":\"loss\",\"field\":\"LENGTH\",\"operator\":\"EQ\","
                + "\"value\":\"100\"}";
        return JsonTree.readObject(server.post(experiments + "search?preview=true", token, "{\"where\":" + filter + "}")
                .body());
    }

    private static Object withTexts(Object value) {
        return switch (value) {
            case Map<?, ?> fields -> withTexts(fields);
            case List<?> elements ->
                elements.stream().map(LongsAsStringsTest::withTexts).toList();
            default -> value;
        };
    }

    private static Map<String, Object> withTexts(Map<?, ?> fields) {
        boolean integer = "integer".equals(fields.get("type"));
        Map<String, Object> changed = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            boolean isLong = LONGS.contains(name) || (integer && "value".equals(name));
            changed.put((String) name, isLong && value instanceof JsonTree.Num(String text) ? text : withTexts(value));
        });
        return changed;
    }
}
