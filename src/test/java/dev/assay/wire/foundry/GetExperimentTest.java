package dev.assay.wire.foundry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.IdempotencyKey;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Scope;
import dev.assay.domain.Tag;
import dev.assay.series.Batch;
import dev.assay.wire.foundry.FoundryServer.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is asked again and again is right every time, and costs no body while nothing has changed.
class GetExperimentTest {

    private static final Optional<IdempotencyKey> NO_KEY = Optional.empty();
    private static final ExperimentRef BARE = new ExperimentRef.ById(new ExperimentId("bare"));
    private static final String PATH = "/api/v2/models/" + KnownExperiments.MODEL.rid()
            + "/experiments/ri.models.main.experiment.bare?preview=true";

    @TempDir
    private Path folder;

    private FoundryServer server;
    private String reader;
    private Caller admin;

    @BeforeEach
    void open() {
        server = FoundryServer.open(folder);
        KnownExperiments.addTo(server.testStore());
        reader = server.token(Scope.MODELS_READ);
        admin = server.testStore().admin();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Answer get(String... headers) {
        StringBuilder head = new StringBuilder("GET " + PATH + " HTTP/1.1\nAuthorization: Bearer " + reader);
        for (String header : headers) {
            head.append('\n').append(header);
        }
        return server.ask(head.toString());
    }

    private static String tag(Answer answer) {
        return answer.headers().getOrDefault("etag", "");
    }

    private void log(long step, double value) {
        Batch batch = new Batch();
        batch.add("loss", step, step, value);
        server.store().experiments().change(admin, NO_KEY, BARE, Changes.NONE.withPoints(batch));
    }

    @Test
    void showsEveryPointAtOnceHoweverOftenItWasAskedBefore() {
        for (int step = 1; step <= 50; step++) {
            log(step, 1.0 / step);
            for (int again = 0; again < 3; again++) {
                assertThat(get().body()).contains("\"length\":" + step, "\"last\":" + 1.0 / step);
            }
            if (step % 20 == 0) {
                server.store().rollUpAll();
            }
        }
    }

    @Test
    void answers304WhileNothingHasChanged() {
        log(1, 0.5);
        Answer whole = get();
        assertThat(tag(whole)).matches("W/\"[0-9a-f]{32}\"");
        Answer unchanged = get("If-None-Match: " + tag(whole));
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(tag(unchanged)).isEqualTo(tag(whole));
        assertThat(unchanged.headers()).containsEntry("vary", "Accept-Encoding");

        server.store().rollUpAll();
        assertThat(get("If-None-Match: " + tag(whole)).status()).isEqualTo(304);
        Changes tagged = Changes.NONE.withTags(List.of(Tag.text("new")));
        server.store().experiments().change(admin, NO_KEY, BARE, tagged);
        Answer changed = get("If-None-Match: " + tag(whole));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).contains("\"new\"");
        assertThat(tag(changed)).isNotEqualTo(tag(whole));
    }

    @Test
    void hasTheSameTagForTheSameAfterAStart() {
        log(1, 0.5);
        String before = tag(get());
        server.close();
        server = FoundryServer.open(folder);
        assertThat(get("If-None-Match: " + before).status()).isEqualTo(304);
    }

    @Test
    void hidesAtOnceWhatWasDeleted() {
        String before = tag(get());
        assertThat(get().status()).isEqualTo(200);
        server.store().experiments().delete(admin, NO_KEY, BARE);
        assertThat(get().status()).isEqualTo(404);
        assertThat(get("If-None-Match: " + before).status()).isEqualTo(404);
        server.store().experiments().restore(admin, NO_KEY, BARE);
        assertThat(get("If-None-Match: " + before).status()).isEqualTo(304);
        server.store().models().delete(admin, NO_KEY, KnownExperiments.MODEL);
        assertThat(get("If-None-Match: " + before).body()).contains("ModelExperimentNotFound");
    }

    @Test
    void refusesARevokedTokenAtOnce() {
        assertThat(get().status()).isEqualTo(200);
        server.store()
                .tokens()
                .list(admin)
                .forEach(token -> server.store().tokens().revoke(admin, NO_KEY, token.id()));
        assertThat(get().status()).isEqualTo(401);
    }
}
