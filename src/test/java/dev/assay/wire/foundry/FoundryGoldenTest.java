package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every golden request gets its golden answer.
class FoundryGoldenTest {

    private static final String SEED_PATH = "/api/v2/models/" + KnownExperiments.MODEL.rid() + "/experiments/"
            + KnownExperiments.SEED.rid() + "?preview=true";

    private static final String UUID_PATTERN = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    @TempDir
    private static Path folder;

    private static FoundryServer server;
    private static Map<String, String> known;

    @BeforeAll
    static void open() {
        server = FoundryServer.open(folder);
        KnownExperiments.addTo(server.testStore());
        known = new HashMap<>(KnownVersions.addTo(server.testStore()));
        known.put("{viewer}", KnownVersions.viewer(server.testStore()));
        known.put("{reader}", server.token(Scope.MODELS_READ));
        known.put("{writer}", server.token(Scope.MODELS_WRITE, Scope.ADMIN));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static Stream<GoldenFile> files() {
        return GoldenFile.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersAsTheGoldenFileSays(GoldenFile golden) {
        FoundryServer.Answer answer = server.ask(known(golden.request()), known(golden.sent()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(golden.status());
        Object expected = JsonTree.read(known(golden.body()));
        assertThat(comparable(JsonTree.read(answer.body()), expected)).isEqualTo(expected);
        if (golden.headers().stream().noneMatch(header -> header.startsWith("content-type: "))) {
            assertThat(answer.headers()).containsEntry("content-type", "application/json");
        }
        golden.headers().forEach(header -> {
            String[] pair = header.split(": ", 2);
            assertThat(answer.headers()).containsEntry(pair[0], pair[1]);
        });
    }

    @Test
    void answersFoundrysOwnExample() {
        String body = server.ask(known("GET " + SEED_PATH + " HTTP/1.1\nAuthorization: Bearer {reader}"))
                .body();
        Map<String, Object> expected = JsonTree.readObject(GoldenFile.text("seed.json"));
        JsonTree.find(expected, "artifacts", "predictions_table").put("sizeBytes", new JsonTree.Num("617"));
        assertThat(JsonTree.readObject(body)).isEqualTo(expected);
    }

    private static String known(String text) {
        String result = text;
        for (Map.Entry<String, String> name : known.entrySet()) {
            result = result.replace(name.getKey(), name.getValue());
        }
        return result;
    }

    /// What is expected in its place, wherever the texts are equal but for UUIDs that nobody can expect.
    private static Object comparable(Object actual, Object expected) {
        if (actual instanceof Map<?, ?> fields && expected instanceof Map<?, ?> others) {
            Map<Object, Object> comparable = new LinkedHashMap<>(fields);
            comparable.replaceAll(
                    (name, value) -> others.containsKey(name) ? comparable(value, others.get(name)) : value);
            return comparable;
        }
        if (actual instanceof List<?> elements
                && expected instanceof List<?> others
                && elements.size() == others.size()) {
            List<Object> comparable = new ArrayList<>();
            for (int i = 0; i < elements.size(); i++) {
                comparable.add(comparable(elements.get(i), others.get(i)));
            }
            return comparable;
        }
        return actual instanceof String text && expected instanceof String other && isSame(text, other)
                ? other
                : actual;
    }

    private static boolean isSame(String actual, String expected) {
        String[] parts = expected.split("<uuid>", -1);
        String pattern = Arrays.stream(parts).map(Pattern::quote).collect(Collectors.joining(UUID_PATTERN));
        return actual.matches(pattern);
    }
}
