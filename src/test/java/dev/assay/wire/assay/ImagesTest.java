package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    private static final String GIF = "GIF89a and so on";

    @TempDir
    private Path folder;

    private Native api;
    private String experiment;
    private String images;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        experiment = api.experiment();
        images = experiment + "/images";
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer put(String path, String content) {
        return api.asWriter("PUT", images + "/" + path)
                .body("image/gif", content)
                .send();
    }

    private List<String> listed(String query) {
        List<String> found = new ArrayList<>();
        JsonTree.list(api.get(images + query).at("data"))
                .forEach(image -> found.add(JsonTree.at(image, "name") + " " + JsonTree.at(image, "step")));
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, 89504e470d0a1a0a00",
        "image/jpeg, ffd8ffe000",
        "image/gif, 474946383761",
        "image/gif, 474946383961",
        "image/webp, 524946460102030457454250"
    })
    void keepsAnImageThatItsFirstBytesTell(String type, String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        Answer put = api.asWriter("PUT", images + "/val%2Fmask/-3?caption=A%20mask")
                .body("application/octet-stream", BodyPublishers.ofByteArray(bytes))
                .send();
        assertThat(put.status()).isEqualTo(201);
        assertThat(JsonTree.object(put.json()))
                .containsEntry("name", "val/mask")
                .containsEntry("step", -3L)
                .containsEntry("caption", "A mask")
                .containsEntry("contentType", type)
                .containsEntry("sizeBytes", (long) bytes.length);
        Answer got = api.asReader("GET", images + "/val%2Fmask/-3").send();
        assertThat(got.bytes()).isEqualTo(bytes);
        assertThat(got.header("Content-Type")).isEqualTo(type);
        assertThat(got.header("Content-Disposition")).startsWith("inline; ");
        assertThat(api.get(images).at("data", 0)).isEqualTo(put.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GIF8", "<svg xmlns='http://www.w3.org/2000/svg'/>", "RIFF1234WAVEfmt "})
    void refusesWhatIsNone(String content) {
        assertFails(put("a/1", content), 415, "UnsupportedMediaType");
        assertThat(listed("")).isEmpty();
    }

    @Test
    void refusesAnotherTypeThanTheBytesTell() {
        assertFails(api.as("PUT", images + "/a/1").body("image/png", GIF).send(), 415, "UnsupportedMediaType");
    }

    @Test
    void replacesWhatTheNameHadAtTheStep() {
        put("a/1", GIF);
        put("a/1", "GIF89a other");
        assertThat(listed("")).containsExactly("a 1");
        assertThat(api.get(images + "/a/1").body()).isEqualTo("GIF89a other");
        assertThat((Long) api.get(experiment + "/bytes").at("artifacts")).isEqualTo(12);
    }

    @Test
    void areListedByNameAndStepInPages() {
        for (String path : List.of("b/2", "b/10", "a/1", "b/-1", "a%2Fb/0", "é/1".replace("é", "%C3%A9"))) {
            put(path, GIF + path);
        }
        assertThat(listed("")).containsExactly("a 1", "a/b 0", "b -1", "b 2", "b 10", "é 1");
        assertThat(listed("?name=b")).containsExactly("b -1", "b 2", "b 10");
        assertThat(listed("?name=b&stepFrom=0&stepTo=5")).containsExactly("b 2");
        assertThat(listed("?name=c")).isEmpty();
        List<Object> all = new ArrayList<>();
        String token = "";
        do {
            Answer page = api.get(images + "?pageSize=2" + (token.isEmpty() ? "" : "&pageToken=" + token));
            JsonTree.list(page.at("data")).forEach(image -> all.add(JsonTree.at(image, "step")));
            token = (String) JsonTree.object(page.json()).getOrDefault("nextPageToken", "");
        } while (!token.isEmpty());
        assertThat(all).containsExactly(1L, 0L, -1L, 2L, 10L, 1L);
        assertFails(api.get(images + "?stepFrom=x"), 400, "InvalidArgument");
        assertFails(api.get(images + "?pageToken=x"), 400, "InvalidPageToken");
    }

    @Test
    void areFilesAsMlflowsClientsKeepThem() {
        String path = put("val%2Fmask/7", GIF).text("path");
        assertThat(path).matches("images/val~mask\\+step\\+7\\+timestamp\\+[0-9]{13}\\+[0-9a-f-]{36}\\.gif");
        assertThat(api.get(experiment + "/files/" + path).body()).isEqualTo(GIF);
    }

    @ParameterizedTest
    @CsvSource({
        "images/val~mask+step+3+timestamp+1764000000000+0a1b-2c.png, val/mask 3",
        "images/val%23mask%25step%253%25timestamp%251764000000000%250a1b.png, val/mask 3",
        "images/a+step+1+b+step+2+timestamp+1+x.jpg, a+step+1+b 2",
    })
    void showsWhatMlflowsClientsLogged(String path, String image) {
        api.as("PUT", experiment + "/files/" + path).body("image/png", GIF).send();
        assertThat(listed("")).containsExactly(image);
        assertThat(api.get(images + "/" + image.split(" ", -1)[0].replace("/", "%2F") + "/" + image.split(" ", -1)[1])
                        .body())
                .isEqualTo(GIF);
    }

    @Test
    void showsTheOneThatCameLastWhereThereAreMany() {
        for (String uuid : List.of("b", "a")) {
            api.as("PUT", experiment + "/files/images/m+step+0+timestamp+1+" + uuid + ".png")
                    .body("text/html", "<script>" + uuid)
                    .send();
        }
        assertThat(listed("")).containsExactly("m 0", "m 0");
        Answer got = api.get(images + "/m/0");
        assertThat(got.header("Content-Disposition")).startsWith("attachment; ");
        api.as("DELETE", images + "/m/0").send();
        assertThat(listed("")).isEmpty();
    }

    /// MLflow's clients put one beside each of theirs.
    @ParameterizedTest
    @ValueSource(strings = {"+", "%25"})
    void areDeletedWithTheirSmallCopies(String between) {
        String path = "images/m+step+0+timestamp+1+x".replace("+", between);
        for (String file : List.of(path + ".png", path + between + "compressed.webp", "images/other.webp")) {
            api.as("PUT", experiment + "/files/" + file).body("image/png", GIF).send();
        }
        assertThat(api.as("DELETE", images + "/m/0").send().status()).isEqualTo(204);
        assertThat(JsonTree.list(api.get(experiment + "/files?path=images").at("data")))
                .extracting(file -> JsonTree.at(file, "path"))
                .containsExactly("images/other.webp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images/m+step+0+timestamp+1+x+compressed.webp",
                "images/m+step+0.png",
                "images/deeper/m+step+0+timestamp+1+x.png",
                "images/m+step+99999999999999999999+timestamp+1+x.png",
                "other/m+step+0+timestamp+1+x.png"
            })
    void passesOverFilesThatAreNone(String path) {
        assertThat(api.as("PUT", experiment + "/files/" + path)
                        .body("image/webp", GIF)
                        .send()
                        .status())
                .isEqualTo(201);
        assertThat(listed("")).isEmpty();
    }

    @Test
    void areDeleted() {
        put("a/1", GIF);
        assertThat(api.asWriter("DELETE", images + "/a/1").send().status()).isEqualTo(204);
        assertFails(api.get(images + "/a/1"), 404, "ImageNotFound");
        assertFails(api.asWriter("DELETE", images + "/a/1").send(), 404, "ImageNotFound");
    }

    @Test
    void refusesAnImageThatIsTooLarge() {
        byte[] large = new byte[(64 << 20) + 1];
        System.arraycopy(GIF.getBytes(StandardCharsets.US_ASCII), 0, large, 0, GIF.length());
        assertFails(
                api.as("PUT", images + "/a/1")
                        .body("image/gif", BodyPublishers.ofByteArray(large))
                        .send(),
                413,
                "RequestTooLarge");
    }

    @Test
    void refusesAStepOrANameThatIsNone() {
        assertFails(put("a/x", GIF), 400, "InvalidArgument");
        assertFails(put("a/9223372036854775808", GIF), 400, "InvalidArgument");
        assertFails(put("a%0Ab/1", GIF), 400, "InvalidArgument");
        assertFails(put("a".repeat(251) + "/1", GIF), 400, "InvalidArgument");
        assertFails(put("a/1?caption=" + "x".repeat(8_001), GIF), 400, "InvalidArgument");
    }
}
