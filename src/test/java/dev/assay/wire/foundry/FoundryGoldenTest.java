package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
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

    @TempDir
    private static Path folder;

    private static FoundryServer server;
    private static Map<String, String> tokens;

    @BeforeAll
    static void open() {
        server = FoundryServer.open(folder);
        KnownExperiments.addTo(server.testStore());
        tokens = Map.of(
                "{reader}", server.token(Scope.MODELS_READ),
                "{writer}", server.token(Scope.MODELS_WRITE, Scope.ADMIN));
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
        FoundryServer.Answer answer = server.ask(withTokens(golden.request()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(golden.status());
        assertThat(comparable(answer.body())).isEqualTo(JsonTree.read(golden.body()));
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
        String body = server.ask(withTokens("GET " + SEED_PATH + " HTTP/1.1\nAuthorization: Bearer {reader}"))
                .body();
        Map<String, Object> expected = JsonTree.readObject(GoldenFile.text("seed.json"));
        JsonTree.find(expected, "artifacts", "predictions_table").put("sizeBytes", new JsonTree.Num("617"));
        assertThat(JsonTree.readObject(body)).isEqualTo(expected);
    }

    private static String withTokens(String text) {
        String result = text;
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            result = result.replace(token.getKey(), token.getValue());
        }
        return result;
    }

    /// Of an error's instance id only its form is the same each time.
    private static Object comparable(String body) {
        if (!body.startsWith("{")) {
            return JsonTree.read(body);
        }
        Map<String, Object> fields = new LinkedHashMap<>(JsonTree.readObject(body));
        fields.computeIfPresent("errorInstanceId", (_, id) -> {
            assertThat(UUID.fromString((String) id)).hasToString((String) id);
            return "<uuid>";
        });
        return fields;
    }
}
