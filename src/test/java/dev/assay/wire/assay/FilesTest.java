package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Digests;
import dev.assay.wire.assay.Native.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTest {

    private static final String TEXT = "0123456789";

    @TempDir
    private Path folder;

    private Native api;
    private String experiment;
    private String files;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        experiment = api.experiment();
        files = experiment + "/files";
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer put(String path, String content) {
        return api.asWriter("PUT", files + "/" + path)
                .body("text/plain", content)
                .send();
    }

    private Answer get(String path) {
        return api.asReader("GET", files + "/" + path).send();
    }

    private List<Object> paths(String query) {
        List<Object> paths = new ArrayList<>();
        JsonTree.list(api.get(files + query).at("data"))
                .forEach(entry -> paths.add(JsonTree.at(entry, "type") + " " + JsonTree.at(entry, "path")));
        return paths;
    }

    @Test
    void keepsAnyBytesUnderAPath() {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Answer put = api.asWriter("PUT", files + "/a/b/weights.bin")
                .body("application/x-weights; v=1", BodyPublishers.ofByteArray(bytes))
                .send();
        assertThat(put.status()).isEqualTo(201);
        assertThat(JsonTree.object(put.json()))
                .containsEntry("type", "file")
                .containsEntry("path", "a/b/weights.bin")
                .containsEntry("contentType", "application/x-weights; v=1")
                .containsEntry("sizeBytes", 300_000L)
                .containsEntry("sha256", Digests.of(bytes).hex())
                .containsKey("createdTime");
        Answer got = get("a/b/weights.bin");
        assertThat(got.bytes()).isEqualTo(bytes);
        assertThat(got.header("Content-Type")).isEqualTo("application/x-weights; v=1");
        assertThat(got.header("Content-Length")).isEqualTo("300000");
        assertThat(get("a%2Fb%2Fweights.bin").bytes()).isEqualTo(bytes);
    }

    @Test
    void keepsAnEmptyFileAndOneWithoutAType() {
        assertThat(api.asWriter("PUT", files + "/empty").send().status()).isEqualTo(201);
        Answer got = get("empty");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.bytes()).isEmpty();
        assertThat(got.header("Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void replacesAFileAndFreesWhatItWas() {
        put("a", "one");
        put("b", "one");
        long shared = bytes();
        put("a", "other");
        assertThat(get("a").body()).isEqualTo("other");
        assertThat(get("b").body()).isEqualTo("one");
        assertThat(bytes()).isEqualTo(shared + 5);
        put("b", "other");
        assertThat(bytes()).isEqualTo(5);
    }

    private long bytes() {
        return (Long) api.get(experiment + "/bytes").at("artifacts");
    }

    @Test
    void keepsAContentThatATableHasToo() {
        api.as("PUT", experiment + "/tables/t").body("text/csv", "a\n1\n").send();
        put("t.csv", "a\n1\n");
        assertThat(bytes()).isEqualTo(4);
        api.as("DELETE", files + "/t.csv").send();
        assertThat(bytes()).isEqualTo(4);
        put("t.csv", "a\n1\n");
        api.as("PUT", experiment + "/tables/t").body("text/csv", "a\n22\n").send();
        assertThat(bytes()).isEqualTo(9);
        assertThat(get("t.csv").body()).isEqualTo("a\n1\n");
    }

    @Test
    void deletesAFile() {
        put("a/b", TEXT);
        assertThat(api.asWriter("DELETE", files + "/a/b").send().status()).isEqualTo(204);
        assertFails(get("a/b"), 404, "FileNotFound");
        assertFails(api.asWriter("DELETE", files + "/a/b").send(), 404, "FileNotFound");
        assertThat(paths("")).isEmpty();
    }

    @Test
    void listsAFolderInPages() {
        for (String path : List.of("z", "a/1", "a/2/x", "a/2/y", "a.txt", "é", "a0")) {
            put(path.replace("é", "%C3%A9"), path);
        }
        assertThat(paths("")).containsExactly("file a.txt", "folder a", "file a0", "file z", "file é");
        assertThat(paths("?path=a")).containsExactly("file a/1", "folder a/2");
        assertThat(paths("?path=a/2")).containsExactly("file a/2/x", "file a/2/y");
        assertThat(paths("?path=nothing")).isEmpty();
        assertThat(paths("?path=a/1")).isEmpty();
        List<Object> all = new ArrayList<>();
        String token = "";
        int pages = 0;
        do {
            Answer page = api.get(files + "?pageSize=1" + (token.isEmpty() ? "" : "&pageToken=" + token));
            JsonTree.list(page.at("data")).forEach(entry -> all.add(JsonTree.at(entry, "path")));
            token = (String) JsonTree.object(page.json()).getOrDefault("nextPageToken", "");
            pages++;
        } while (!token.isEmpty());
        assertThat(all).containsExactly("a.txt", "a", "a0", "z", "é");
        assertThat(pages).isEqualTo(5);
        assertFails(api.get(files + "?pageToken=no"), 400, "InvalidPageToken");
        assertFails(api.get(files + "?path=a&path=b"), 400, "InvalidArgument");
        assertFails(api.get(files + "?path=../a"), 400, "InvalidArgument");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2F%2Fb", "%2Fa", "a%2F", "..", "a%2F..%2Fb", ".", "a%0Ab", "a%7F", "assay%2Fx"})
    void refusesAPathThatCouldBeMistaken(String path) {
        Answer put = put(path.replace("..", "%2E%2E").replace("/.", "/%2E"), TEXT);
        assertThat(put.status()).isIn(400, 404, 405);
        assertThat(paths("")).isEmpty();
    }

    @Test
    void refusesALongPath() {
        put("x".repeat(1_024), TEXT);
        assertThat(get("x".repeat(1_024)).body()).isEqualTo(TEXT);
        assertFails(put("x".repeat(1_025), TEXT), 400, "InvalidArgument");
        assertFails(put("%C3%A9".repeat(513), TEXT), 400, "InvalidArgument");
    }

    @Test
    void neverMixesFilesAndFolders() {
        put("a/b", TEXT);
        assertFails(put("a", TEXT), 409, "FilePathTaken");
        assertFails(put("a/b/c", TEXT), 409, "FilePathTaken");
        assertFails(put("a/b/c/d", TEXT), 409, "FilePathTaken");
        assertThat(put("a/c", TEXT).status()).isEqualTo(201);
        assertThat(put("a/bc", TEXT).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3 | 206 | 0123 | bytes 0-3/10",
                "bytes=7- | 206 | 789 | bytes 7-9/10",
                "bytes=7-99 | 206 | 789 | bytes 7-9/10",
                "bytes=-3 | 206 | 789 | bytes 7-9/10",
                "bytes=-99 | 206 | 0123456789 | bytes 0-9/10",
                "bytes=0-0 | 206 | 0 | bytes 0-0/10",
                "bytes=0-1,3-4 | 200 | 0123456789 | ''",
                "bytes=5-3 | 200 | 0123456789 | ''",
                "rows=0-3 | 200 | 0123456789 | ''",
                "bytes=x | 200 | 0123456789 | ''"
            })
    void answersARange(String range, int status, String body, String contentRange) {
        put("f", TEXT);
        Answer answer = api.asReader("GET", files + "/f").header("Range", range).send();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Content-Range")).isEqualTo(contentRange);
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void refusesARangePastTheEnd(String range) {
        put("f", TEXT);
        Answer answer = api.asReader("GET", files + "/f").header("Range", range).send();
        assertFails(answer, 416, "RangeNotSatisfiable");
        assertThat(answer.header("Content-Range")).isEqualTo("bytes */10");
    }

    @Test
    void saysByItsETagWhetherAFileIsStillTheSame() {
        String digest = put("f", TEXT).text("sha256");
        String etag = get("f").header("ETag");
        assertThat(etag).isEqualTo('"' + digest + '"');
        Answer known = api.asReader("GET", files + "/f")
                .header("If-None-Match", "\"x\", " + etag)
                .send();
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.bytes()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo(etag);
        assertThat(part(etag).status()).isEqualTo(206);
        put("f", "abcdefghij");
        assertThat(part(etag).body()).isEqualTo("abcdefghij");
    }

    private Answer part(String etag) {
        return api.asReader("GET", files + "/f")
                .header("Range", "bytes=0-1")
                .header("If-Range", etag)
                .send();
    }

    @Test
    void tellsOfAFileWithoutItsBytes() {
        put("f", TEXT);
        Answer head = api.asReader("HEAD", files + "/f").send();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo("10");
        assertThat(head.header("ETag")).isEqualTo(get("f").header("ETag"));
        assertThat(api.asReader("HEAD", files + "/none").send().status()).isEqualTo(404);
    }

    @Test
    void letsABrowserRunNothingOfIt() {
        api.as("PUT", files + "/evil%22%0d.html".replace("%0d", ""))
                .body("text/html", "<script>alert(1)</script>")
                .send();
        Answer got = get("evil%22.html");
        assertThat(got.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"evil_.html\"; filename*=UTF-8''evil%22.html");
        assertThat(got.header("Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
        assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(got.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }

    @Test
    void isNeverCompressed() {
        put("f", "a".repeat(100_000));
        Answer got = api.asReader("GET", files + "/f")
                .header("Accept-Encoding", "gzip, zstd")
                .send();
        assertThat(got.bytes()).hasSize(100_000);
        assertThat(got.header("Content-Encoding")).isEmpty();
    }

    @Test
    void takesAKeyOnce() {
        Answer first = api.asWriter("PUT", files + "/f")
                .key("k")
                .body("text/plain", TEXT)
                .send();
        put("f", "newer");
        Answer again = api.asWriter("PUT", files + "/f")
                .key("k")
                .body("text/plain", TEXT)
                .send();
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(get("f").body()).isEqualTo("newer");
        assertFails(
                api.asWriter("PUT", files + "/f")
                        .key("k")
                        .body("text/plain", "else")
                        .send(),
                409,
                "IdempotencyKeyReused");
    }

    @Test
    void wantsItsScopes() {
        put("f", TEXT);
        assertFails(api.asReader("PUT", files + "/f").body("text/plain", TEXT).send(), 403, "ApiUsageDenied");
        assertFails(api.asWriter("GET", files + "/f").send(), 403, "ApiUsageDenied");
        assertFails(api.asWriter("GET", files).send(), 403, "ApiUsageDenied");
        assertFails(api.asReader("DELETE", files + "/f").send(), 403, "ApiUsageDenied");
        assertFails(api.anonymous("GET", files + "/f").send(), 401, "MissingCredentials");
    }

    @Test
    void areHiddenWithTheirExperiment() {
        put("f", TEXT);
        api.as("DELETE", experiment).send();
        assertFails(get("f"), 404, "ExperimentNotFound");
        assertFails(put("f", TEXT), 404, "ExperimentNotFound");
        assertFails(api.get(files), 404, "ExperimentNotFound");
        api.as("POST", experiment + "/restore").send();
        assertThat(get("f").body()).isEqualTo(TEXT);
    }

    @Test
    void showTheWholeOfALongStatusMessage() {
        String message = "trace ".repeat(2_000);
        api.post(experiment + "/finish", "{\"status\": \"FAILED\", \"statusMessage\": \"" + message + "\"}");
        assertThat(get("assay/status-message.txt").body()).isEqualTo(message);
    }

    @Test
    void refusesAContentTypeThatIsNone() {
        assertFails(api.as("PUT", files + "/f").body("x".repeat(251), TEXT).send(), 400, "InvalidArgument");
        assertThat(Map.of("data", List.of())).isEqualTo(api.get(files).json());
    }

    @Test
    void breaksOffWhereTheContentIsDamaged() throws Exception {
        String digest = put("f", TEXT).text("sha256");
        Path content =
                folder.resolve("artifacts").resolve(digest.substring(0, 2)).resolve(digest);
        java.nio.file.Files.writeString(content, "0123456780", StandardCharsets.UTF_8);
        Answer damaged = get("f");
        assertFails(damaged, 503, "Unavailable");
        java.nio.file.Files.delete(content);
        assertFails(get("f"), 503, "Unavailable");
    }
}
