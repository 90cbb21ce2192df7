package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Sends what was sent to MLflow's own server (`compat/mlflow_errors.py` says how and explains the file) and wants its
/// status and error code, or those that we answer instead for the reason that the file gives.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReferenceAnswersTest {

    private static final Path CASES = Path.of("src/test/resources/golden/mlflow/answers.json");

    private Tracking tracking;
    private final Map<String, String> saved = new LinkedHashMap<>(Map.of("salt", "1"));

    @BeforeAll
    void start(@TempDir Path folder) {
        tracking = new Tracking(folder);
    }

    @AfterAll
    void stop() {
        tracking.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsTheReference() throws IOException {
        List<?> cases = (List<?>) JsonTree.read(Files.readString(CASES));
        assertThat(cases).hasSizeGreaterThan(300);
        return cases.stream()
                .map(each -> (Map<?, ?>) each)
                .map(each -> DynamicTest.dynamicTest(text(each, "name"), () -> answersAsWanted(each)));
    }

    private void answersAsWanted(Map<?, ?> wanted) {
        Tracking.Answer answer = send(wanted);
        if (wanted.get("save") instanceof Map<?, ?> names) {
            names.forEach((name, path) -> saved.put((String) name, String.valueOf(answer.at((String) path))));
        }
        @Nullable Object expected = wanted.get("ours") == null ? wanted.get("reference") : wanted.get("ours");
        assertThat((long) answer.status()).as(answer.body()).isEqualTo(JsonTree.at(expected, "status"));
        assertThat(answer.at("error_code")).as(answer.body()).isEqualTo(JsonTree.at(expected, "code"));
    }

    private Tracking.Answer send(Map<?, ?> wanted) {
        String call = text(wanted, "call");
        int space = call.indexOf(' ');
        String method = call.substring(0, space);
        String otherwise = method.equals("GET") ? "" : "application/json";
        String contentType = wanted.get("contentType") instanceof String given ? given : otherwise;
        return tracking.send(
                method, Tracking.API + fill(call.substring(space + 1)), body(wanted), contentType, tracking.token());
    }

    private byte[] body(Map<?, ?> wanted) {
        if (wanted.get("raw") instanceof String raw) {
            return fill(raw).getBytes(StandardCharsets.UTF_8);
        }
        if (wanted.get("rawLatin1") instanceof String raw) {
            return fill(raw).getBytes(StandardCharsets.ISO_8859_1);
        }
        return wanted.containsKey("body")
                ? JsonText.write(grow(wanted.get("body"))).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
    }

    private @Nullable Object grow(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map when map.containsKey("$repeat") -> repeat(count(map, "$repeat"), map.get("item"));
            case Map<?, ?> map when map.containsKey("$text") -> "x".repeat(count(map, "$text"));
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> grown = new LinkedHashMap<>();
                map.forEach((name, item) -> grown.put((String) name, grow(item)));
                yield grown;
            }
            case List<?> list -> list.stream().map(this::grow).toList();
            case String text -> fill(text);
            case null, default -> value;
        };
    }

    private List<@Nullable Object> repeat(int count, @Nullable Object item) {
        String text = JsonText.write(grow(item));
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(JsonTree.read(text.replace("#", Integer.toString(i))));
        }
        return items;
    }

    private static String text(Map<?, ?> map, String name) {
        return String.valueOf(map.get(name));
    }

    private static int count(Map<?, ?> map, String name) {
        return Integer.parseInt(text(map, name));
    }

    private String fill(String text) {
        String filled = text;
        for (Map.Entry<String, String> entry : saved.entrySet()) {
            filled = filled.replace("{" + entry.getKey() + "}", entry.getValue());
        }
        return filled;
    }
}
