package dev.assay.wire.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.NewToken;
import dev.assay.domain.Scope;
import dev.assay.sql.Database;
import dev.assay.sql.TestPostgres;
import dev.assay.wire.ui.Page.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is said of changes while a page is open.
@Timeout(60)
class EventCallsTest {

    private static final String OWN = "/api/assay/v1";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Page page;
    private String[] admin;
    private String model;
    private String experiment;

    @BeforeEach
    void open() {
        page = Page.open(folder);
        admin = new String[] {"Authorization", "Bearer " + page.token(Scope.values())};
        model = rid(page.send("POST", OWN + "/models", "{\"name\":\"m\"}", admin));
        experiment = rid(page.send("POST", OWN + "/models/" + model + "/experiments", "{\"name\":\"e\"}", admin));
    }

    @AfterEach
    void close() {
        client.shutdownNow();
        page.close();
    }

    private static String rid(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return (String) Objects.requireNonNull(answer.json().get("rid"));
    }

    private HttpResponse<InputStream> listen(String about, String authorization) {
        return listen(page, about, authorization);
    }

    private HttpResponse<InputStream> listen(Page to, String about, String authorization) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + to.port() + "/ui/api/events?" + about))
                .header("Accept", "text/event-stream")
                .header("Authorization", authorization)
                .build();
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The version that the next event has.
    private static String next(InputStream events) throws IOException {
        assertThat(line(events)).isEqualTo("event: change");
        String data = line(events);
        assertThat(data).startsWith("data: {\"version\":\"");
        assertThat(line(events)).isEmpty();
        return data;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = in.read();
        }
        return line.toString();
    }

    private void log(int step) {
        Answer answer = page.send(
                "POST",
                OWN + "/experiments/" + experiment + "/log",
                "{\"series\":{\"loss\":{\"steps\":[" + step + "],\"values\":[1]}}}",
                admin);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void sayThatAModelHasChanged() throws IOException {
        HttpResponse<InputStream> response = listen("model=" + model, admin[1]);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        try (InputStream events = response.body()) {
            String first = next(events);
            log(1);
            String second = next(events);
            assertThat(second).isNotEqualTo(first);
            log(2);
            assertThat(next(events)).isNotEqualTo(second);
        }
    }

    @Test
    void sayThatAnExperimentHasChangedAndEndWithIt() throws IOException {
        try (InputStream events = listen("experiment=" + experiment, admin[1]).body()) {
            String first = next(events);
            log(1);
            assertThat(next(events)).isNotEqualTo(first);
            page.send("DELETE", OWN + "/experiments/" + experiment, "", admin);
            assertThat(new String(events.readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("data");
        }
    }

    @Test
    void sayWhatAnotherServerHasWritten() throws IOException {
        String url = TestPostgres.newUrl();
        try (Page one = Page.open(Database.postgres(url), folder(1));
                Page another = Page.open(Database.postgres(url), folder(2))) {
            String[] token = {"Authorization", "Bearer " + one.token(Scope.values())};
            String rid = rid(one.send("POST", OWN + "/models", "{\"name\":\"m\"}", token));
            try (InputStream events = listen(another, "model=" + rid, token[1]).body()) {
                String first = next(events);
                rid(one.send("POST", OWN + "/models/" + rid + "/experiments", "{\"name\":\"e\"}", token));
                assertThat(next(events)).isNotEqualTo(first);
                assertThat(one.send("DELETE", OWN + "/models/" + rid, "", token).status())
                        .isBetween(200, 204);
                assertThat(events.readAllBytes()).isEmpty();
            }
        }
    }

    private Path folder(int number) throws IOException {
        return Files.createDirectory(folder.resolve("of-" + number));
    }

    @Test
    void saysTheVersionThatTheTableHas() {
        Answer version = page.send("GET", "/ui/api/events?model=" + model, "", admin);
        Answer rows = page.send("POST", "/ui/api/models/" + model + "/rows", "{}", admin);
        assertThat(version.json().get("version")).isEqualTo(rows.json().get("version"));
    }

    @Test
    void endWithTheToken() throws IOException {
        var minted = page.store
                .store()
                .tokens()
                .create(page.store.admin(), new NewToken("t", EnumSet.of(Scope.MODELS_READ), Optional.empty()));
        try (InputStream events =
                listen("model=" + model, "Bearer " + minted.text().text()).body()) {
            next(events);
            page.send("DELETE", OWN + "/tokens/" + minted.token().id(), "", admin);
            assertThat(events.readAllBytes()).isEmpty();
        }
    }

    @Test
    void endWhenTheServerStops() throws IOException {
        try (InputStream events = listen("model=" + model, admin[1]).body()) {
            next(events);
            long start = System.nanoTime();
            page.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(events.readAllBytes()).isEmpty();
        } finally {
            page = Page.open(folder(1));
        }
    }

    @Test
    void areNotForEverybody() {
        assertThat(page.send("GET", "/ui/api/events?model=" + model, "").status())
                .isEqualTo(401);
        assertThat(page.send("GET", "/ui/api/events", "", admin).status()).isEqualTo(400);
        assertThat(page.send("GET", "/ui/api/events?model=ri.models.main.model.nobody", "", admin)
                        .status())
                .isEqualTo(404);
        assertThat(listen("model=ri.models.main.model.nobody", admin[1]).statusCode())
                .isEqualTo(404);
        String[] writer = {"Authorization", "Bearer " + page.token(Scope.MODELS_WRITE)};
        assertThat(page.send("GET", "/ui/api/events?model=" + model, "", writer).status())
                .isEqualTo(403);
    }

    @Test
    void areForSoManyPagesAtATime() throws IOException {
        try (InputStream events = listen("model=" + model, admin[1]).body()) {
            next(events);
            for (int i = 1; i < EventCalls.LISTENERS_MAX; i++) {
                assertThat(listen("model=" + model, admin[1]).statusCode()).isEqualTo(200);
            }
            assertThat(listen("model=" + model, admin[1]).statusCode()).isEqualTo(429);
        }
    }
}
