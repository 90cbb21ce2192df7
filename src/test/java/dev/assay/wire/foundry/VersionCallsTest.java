package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.NewModel;
import dev.assay.domain.ModelVersion;
import dev.assay.domain.Scope;
import dev.assay.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionCallsTest {

    private static final String BODY = "{\"modelFiles\":{\"type\":\"dill\",\"serializedModelFunction\":\"%s\"},"
            + "\"backingRepositories\":[%s],\"condaRequirements\":[%s],\"modelApi\":%s}";

    @TempDir
    private static Path folder;

    private static FoundryServer server;
    private static String token;
    private static String path;

    @BeforeAll
    static void open() {
        server = FoundryServer.open(folder);
        token = server.token(Scope.MODELS_READ, Scope.MODELS_WRITE);
        path = "/api/v2/models/" + model("m") + "/versions";
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void keepAnApiAsItCameToTheByte() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            String api = "{" + blanks(random) + "\"outputs\":" + ports(random) + ",\"inputs\": " + ports(random) + "}";
            String body = BODY.formatted("x", "", "", api);
            FoundryServer.Answer made = post(body);
            assertThat(made.status()).as("%s", made.body()).isEqualTo(200);
            assertThat(made.body()).contains("\"modelApi\":" + api + ",");
            assertThat(get(rid(made)).body()).isEqualTo(made.body());
        }
    }

    @Test
    void keepTheirFileUnreadAsAnArtifact() throws Exception {
        String text = "never run \u00e9 " + "A".repeat(100_000);
        FoundryServer.Answer made = post(BODY.formatted(text, "", "", "{\"inputs\":[],\"outputs\":[]}"));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(200);
        ModelVersion version = server.store()
                .versions()
                .list(server.testStore().admin(), versionsModel(), "master", 1, Optional.empty())
                .items()
                .getFirst();
        ModelVersion.File file = version.files().getFirst();
        assertThat(file.sizeBytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        String digest = file.digest().hex();
        try (Stream<Path> files = Files.walk(folder)) {
            Path stored =
                    files.filter(found -> found.endsWith(digest)).findFirst().orElseThrow();
            assertThat(Files.readString(stored)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'inputs':[]} | /modelApi/outputs: missing",
                "{'inputs':[],'outputs':[],'more':1} | /modelApi/more: unknown field",
                "[] | /modelApi: not an object",
                "{'inputs':[{'name':'x','dataType':{'type':'any'}}],'outputs':[]} | /modelApi/inputs/0: it has no text called type",
                "{'inputs':[{'type':'frame','name':'x'}],'outputs':[]} | its type is none of parameter, tabular, unsupported",
                "{'inputs':[{'type':'parameter','dataType':{'type':'any'}}],'outputs':[]} | /modelApi/inputs/0/name: missing",
                "{'inputs':[{'type':'parameter','name':'x'}],'outputs':[]} | /modelApi/inputs/0/dataType: missing",
                "{'inputs':[{'type':'parameter','name':'x','required':1,'dataType':{'type':'any'}}],'outputs':[]} | /modelApi/inputs/0/required: neither true nor false",
                "{'inputs':[],'outputs':[{'type':'tabular','name':'t','columns':[],'format':'POLARS'}]} | neither PANDAS nor SPARK",
                "{'inputs':[],'outputs':[{'type':'tabular','name':'t','columns':[{'name':'c','dataType':{'type':'text'}}]}]} | /modelApi/outputs/0/columns/0/dataType: its type is none of",
                "{'inputs':[],'outputs':[{'type':'tabular','name':'t','columns':[{'type':'tabular','name':'c'}]}]} | /modelApi/outputs/0/columns/0/dataType: missing",
                "{'inputs':[],'outputs':[{'type':'parameter','name':'p','dataType':{'type':'map','keyType':{'type':'string'}}}]} | /dataType/valueType: missing",
                "{'inputs':[],'outputs':[{'type':'unsupported','params':{}}]} | /modelApi/outputs/0/unsupportedType: missing",
                "{'inputs':[],'outputs':[{'type':'unsupported','unsupportedType':'u','params':{'a':1}}]} | /modelApi/outputs/0/params/a: not a string"
            })
    void refuseAnApiThatIsNone(String api, String message) {
        FoundryServer.Answer answer = post(BODY.formatted("x", "", "", api.replace('\'', '"')));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(400);
        Map<String, Object> error = JsonTree.readObject(answer.body());
        assertThat(error).containsEntry("errorName", "InvalidModelApi");
        assertThat(JsonTree.find(error, "parameters"))
                .containsEntry("errorType", "INVALID_SHAPE")
                .hasEntrySatisfying("message", text -> assertThat((String) text).contains(message));
    }

    @Test
    void refuseABodyThatIsNotTheirs() {
        String api = "{\"inputs\":[],\"outputs\":[]}";
        assertThat(post(BODY.formatted("x", "", "", api).replace("dill", "pickle"))
                        .body())
                .contains("MalformedBody", "/modelFiles", "its type is not dill");
        assertThat(post(BODY.formatted("x", "\"no rid\"", "", api)).body())
                .contains("MalformedBody", "/backingRepositories/0");
        assertThat(post(BODY.formatted("x", "", "\"\"", api)).body()).contains("InvalidArgument", "conda requirement");
        assertThat(post(BODY.formatted("x", "", "\"a\",".repeat(1_000) + "\"a\"", api))
                        .body())
                .contains("LimitReached", "conda requirements");
        String rids = "\"ri.a.b.c.d\",".repeat(1_000) + "\"ri.a.b.c.d\"";
        assertThat(post(BODY.formatted("x", rids, "", api)).body()).contains("LimitReached", "backing repositories");
        String large = "{\"inputs\":[]," + " ".repeat(1 << 20) + "\"outputs\":[]}";
        assertThat(post(BODY.formatted("x", "", "", large)).status()).isEqualTo(413);
        assertThat(post("{\"modelApi\":" + api + "}").body()).contains("/modelFiles: missing");
        assertThat(post(BODY.formatted("x", "", "", api) + "{}").body()).contains("MalformedBody");
    }

    @Test
    void comeInPagesThatKnowTheirListAndHoldNoMoreThanFits() {
        String versions = "/api/v2/models/" + model("paged") + "/versions";
        String wide = "{\"inputs\":[]," + " ".repeat(900_000) + "\"outputs\":[]}";
        for (int i = 0; i < 20; i++) {
            post(versions, BODY.formatted("x", "", "", wide));
        }
        List<Integer> sizes = new ArrayList<>();
        List<String> rids = new ArrayList<>();
        String next = "";
        do {
            FoundryServer.Answer page = ask(versions + "?pageSize=100&preview=true&pageToken=" + next);
            assertThat(page.status()).isEqualTo(200);
            Map<String, Object> fields = JsonTree.readObject(page.body());
            List<?> data = (List<?>) fields.getOrDefault("data", List.of());
            data.forEach(version -> rids.add((String) ((Map<?, ?>) version).get("rid")));
            sizes.add(data.size());
            next = (String) fields.getOrDefault("nextPageToken", "");
        } while (!next.isEmpty());
        assertThat(rids).hasSize(20).doesNotHaveDuplicates();
        assertThat(sizes).as("16 MB a page").containsExactly(18, 2);
        assertThat(ask(versions + "?pageSize=101&preview=true").status()).isEqualTo(200);
        assertThat(ask(versions + "?branch=&preview=true").body()).contains("InvalidArgument", "branch");
    }

    @Test
    void areCheckedInFoundrysOrder() {
        String reader = server.token(Scope.MODELS_READ);
        String unknown = "/api/v2/models/ri.models.main.model.nobody/versions";
        assertThat(server.post(unknown, reader, "{").body()).contains("ApiFeaturePreviewUsageOnly");
        assertThat(server.post(unknown + "?preview=true", reader, "{").body()).contains("ApiUsageDenied");
        assertThat(server.post(unknown + "?preview=true", token, "{").body()).contains("MalformedBody");
        assertThat(server.post("/api/v2/models/x/promoteVersion?preview=true", token, "{")
                        .body())
                .contains("InvalidArgument");
        assertThat(server.post(path + "?preview=true", token, "").body()).contains("MissingPostBody");
    }

    /// Whatever the shapes allow.
    private static String ports(Random random) {
        StringBuilder ports = new StringBuilder("[");
        for (int i = random.nextInt(4); i > 0; i--) {
            ports.append(port(random)).append(i > 1 ? "," + blanks(random) : "");
        }
        return ports.append("]").toString();
    }

    private static String port(Random random) {
        String required = random.nextBoolean() ? "\"required\":" + random.nextBoolean() + "," : "";
        return switch (random.nextInt(3)) {
            case 0 -> unsupported(random);
            case 1 ->
                "{" + required + "\"dataType\":" + dataType(random, 5) + ",\"type\":\"parameter\",\"name\":\"\\u00fc"
                        + random.nextInt() + "\"}";
            default ->
                "{\"type\":\"tabular\"," + (random.nextBoolean() ? "\"format\":\"SPARK\"," : "")
                        + "\"columns\":[{" + required + "\"name\":\"c\",\"dataType\":" + dataType(random, 3)
                        + "}],\"name\":\"t\"}";
        };
    }

    private static String dataType(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 0 -> unsupported(random);
            case 1 -> {
                List<String> plain =
                        List.of("any", "boolean", "date", "double", "float", "integer", "long", "string", "timestamp");
                yield "{" + blanks(random) + "\"type\":\"" + plain.get(random.nextInt(plain.size())) + "\"}";
            }
            case 2 -> "{\"itemType\":" + dataType(random, depth - 1) + ",\"type\":\"array\"}";
            default ->
                "{\"type\":\"map\",\"valueType\":" + dataType(random, depth - 1) + ",\"keyType\":"
                        + dataType(random, depth - 1) + "}";
        };
    }

    private static String unsupported(Random random) {
        return "{\"type\":\"unsupported\",\"unsupportedType\":\"\\ud83d\\ude00\",\"params\":{\"" + random.nextInt()
                + "\":\"\u00e9\"}}";
    }

    private static String blanks(Random random) {
        return " \t\r\n".substring(0, random.nextInt(5));
    }

    private static String model(String name) {
        return server.store()
                .models()
                .create(server.testStore().admin(), Optional.empty(), NewModel.named(name))
                .id()
                .rid()
                .text();
    }

    private static dev.assay.domain.Rid versionsModel() {
        return new dev.assay.domain.Rid(path.split("/", -1)[4]);
    }

    private static String rid(FoundryServer.Answer answer) {
        return (String) JsonTree.readObject(answer.body()).getOrDefault("rid", "");
    }

    private static FoundryServer.Answer post(String body) {
        return post(path, body);
    }

    private static FoundryServer.Answer post(String versions, String body) {
        return server.post(versions + "?preview=true", token, body);
    }

    private static FoundryServer.Answer get(String rid) {
        return ask(path + "/" + rid + "?preview=true");
    }

    private static FoundryServer.Answer ask(String target) {
        return server.ask("GET " + target + " HTTP/1.1\nAuthorization: Bearer " + token);
    }
}
