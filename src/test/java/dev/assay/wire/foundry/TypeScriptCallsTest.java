package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import dev.assay.json.JsonTree.Num;
import dev.assay.series.Batch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Calls as Palantir's client for TypeScript makes them, whose names are written by `encodeURIComponent`, to a server
/// that makes all its longs texts, as that client calls them.
class TypeScriptCallsTest {

    private static final String NOT_ENCODED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

    @TempDir
    private static Path folder;

    private static FoundryServer server;
    private static String reader;

    @BeforeAll
    static void open() {
        server = FoundryServer.open(folder, true);
        reader = server.token(Scope.MODELS_READ);
        KnownExperiments.addTo(server.testStore());
        Batch points = new Batch();
        names().forEach(name -> {
            points.add(name, -5, 1_764_000_000_000L, 0.5);
            points.add(name, Long.MAX_VALUE, 9_007_199_254_740_993L, Double.NaN);
            put(name);
        });
        server.store()
                .experiments()
                .change(
                        server.testStore().admin(),
                        Optional.empty(),
                        new ExperimentRef.ById(KnownExperiments.SEED),
                        Changes.NONE.withPoints(points));
    }

    private static void put(String name) {
        byte[] csv = ("n,name\n7,\"" + name.replace("\"", "\"\"") + "\"\n").getBytes(StandardCharsets.UTF_8);
        try {
            server.store()
                    .tables()
                    .put(
                            server.testStore().admin(),
                            _ -> Optional.empty(),
                            KnownExperiments.SEED,
                            name,
                            Optional.empty(),
                            TableFormat.CSV,
                            new ByteArrayInputStream(csv));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void close() {
        server.close();
    }

    static Stream<String> names() {
        return Stream.of(
                "a/b",
                "/a//b/",
                "a b",
                " ",
                "a+b",
                "50%",
                "%2F",
                "%252f%",
                "a&b=c?d#e",
                "a;b=c;d",
                "a\\b",
                "!~*'()-_.",
                "...",
                "../..",
                "./json",
                "json",
                "über/\u5b66\u7fd2/😀",
                "e\u0301",
                "\"[]{}|^`<>\"",
                "tab\there",
                "http://a@b:1/c");
    }

    /// As JavaScript has it.
    private static String encodeUriComponent(String text) {
        StringBuilder encoded = new StringBuilder();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            int one = bytes.get() & 0xff;
            encoded.append(NOT_ENCODED.indexOf(one) >= 0 ? Character.toString(one) : String.format("%%%02X", one));
        }
        return encoded.toString();
    }

    private static String target(String kind, String name, String form) {
        return "/api/v2/models/" + KnownExperiments.MODEL.rid() + "/experiments/" + KnownExperiments.SEED.rid() + "/"
                + kind + "/" + encodeUriComponent(name) + "/" + form + "?preview=true";
    }

    private static FoundryServer.Answer get(String target) {
        FoundryServer.Answer answer =
                server.ask("GET " + target + " HTTP/1.1\nAuthorization: Bearer " + reader + "\nAccept: */*");
        assertThat(answer.status()).as(target + " " + answer.body()).isEqualTo(200);
        return answer;
    }

    @ParameterizedTest
    @MethodSource("names")
    void readTheSeriesOfTheName(String name) {
        assertThat(JsonTree.read(get(target("series", name, "json")).body()))
                .isEqualTo(Map.of(
                        "type",
                        "doubleV1",
                        "series",
                        List.of(
                                Map.of("value", new Num("0.5"), "timestamp", "1764000000000", "step", "-5"),
                                Map.of(
                                        "value",
                                        "NaN",
                                        "timestamp",
                                        "9007199254740993",
                                        "step",
                                        "9223372036854775807"))));
        get(target("series", name, "parquet"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void readTheTableOfTheName(String name) {
        byte[] json = server.bytes(target("artifactTables", name, "json"), reader);
        assertThat(JsonTree.read(new String(json, StandardCharsets.UTF_8)))
                .isEqualTo(List.of(Map.of("n", new Num("7"), "name", name)));
        get(target("artifactTables", name, "parquet"));
    }

    /// Also where the answer is one that was kept.
    @ParameterizedTest
    @MethodSource("names")
    void readTheExperimentWithTheNameInIt(String name) {
        String target = "/api/v2/models/" + KnownExperiments.MODEL.rid() + "/experiments/" + KnownExperiments.SEED.rid()
                + "?preview=true";
        Map<String, Object> table =
                JsonTree.find(JsonTree.readObject(get(target).body()), "artifacts", name, "details");
        assertThat(table).isEqualTo(Map.of("type", "table", "rowCount", "1"));
        assertThat(get(target).body()).contains("\"length\":\"2\"").doesNotContain("\"length\":2");
    }
}
