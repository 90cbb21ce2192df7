package dev.assay.wire.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.Scope;
import dev.assay.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;

/// Every failure under MLflow's paths is told in MLflow's words.
final class MlflowErrorsTest {

    @TempDir
    Path folder;

    private Tracking tracking;

    @BeforeEach
    void start() {
        tracking = new Tracking(folder);
    }

    @AfterEach
    void stop() {
        tracking.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/2.0/mlflow/nothing",
                "/api/2.0/mlflow/registered-models/search",
                "/api/3.0/mlflow/server-info",
                "/ajax-api/3.0/mlflow/traces",
                "/api/2.0/mlflow-artifacts/mpu/create/0/x"
            })
    void doesNotKnowThePath(String path) {
        Tracking.Answer answer = tracking.send("GET", path, new byte[0], "", "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ENDPOINT_NOT_FOUND");
        assertThat(answer.text("message")).contains(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/2.0/mlflow/runs/create", "/ajax-api/2.0/mlflow/runs/create"})
    void doesNotTakeTheMethod(String path) {
        Tracking.Answer answer = tracking.send("GET", path, new byte[0], "", tracking.token());
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    }

    @Test
    void wantsAToken() {
        Tracking.Answer none =
                tracking.send("GET", Tracking.API + "experiments/get?experiment_id=0", new byte[0], "", "");
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(tracking.send("GET", Tracking.API + "experiments/get?experiment_id=0", new byte[0], "", "wrong")
                        .code())
                .isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void servesThePagesPathsToo() {
        String path = "/ajax-api/2.0/mlflow/experiments/get?experiment_id=0";
        assertThat(tracking.send("GET", path, new byte[0], "", tracking.token()).text("experiment.name"))
                .isEqualTo("Default");
    }

    @Test
    void saysThatABodyIsTooLarge() {
        byte[] body = new byte[17 * 1024 * 1024];
        Tracking.Answer answer =
                tracking.send("POST", Tracking.API + "runs/log-batch", body, "application/json", tracking.token());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("INVALID_PARAMETER_VALUE");
    }

    @Test
    void hasACodeForEveryKindThatNeedsAnAdminOrABadDayToSee() {
        assertWorded(Faults.missingScope(Scope.MODELS_WRITE), 403, "PERMISSION_DENIED");
        assertWorded(Faults.busy("many writes"), 429, "REQUEST_LIMIT_EXCEEDED");
        assertWorded(Faults.unavailable("the disk", new IllegalStateException()), 503, "TEMPORARILY_UNAVAILABLE");
        assertWorded(Faults.internal(new IllegalStateException("secret")), 500, "INTERNAL_ERROR");
        assertWorded(Faults.hostNotServed("evil"), 421, "BAD_REQUEST");
        assertWorded(Faults.headersTooLarge(), 431, "BAD_REQUEST");
        assertWorded(Faults.modelNameTaken(Model.DEFAULT_FOLDER, "x"), 400, "RESOURCE_ALREADY_EXISTS");
        assertWorded(Faults.parameterChanged("p", "1", "2"), 400, "INVALID_PARAMETER_VALUE");
    }

    @Test
    void namesTheInstanceOfOurMistakesAndNothingElseOfThem() {
        String body = worded(Faults.internal(new IllegalStateException("secret")));
        assertThat(body).contains(new UUID(1, 2).toString()).doesNotContain("secret");
    }

    private static void assertWorded(Fault fault, int status, String code) {
        assertThat(MlflowErrors.status(fault)).isEqualTo(status);
        assertThat(worded(fault)).contains("\"error_code\":\"" + code + "\"");
    }

    private static String worded(Fault fault) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer(out)) {
            MlflowErrors.write(fault, new UUID(1, 2), json);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
