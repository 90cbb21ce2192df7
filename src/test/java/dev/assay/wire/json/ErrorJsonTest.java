package dev.assay.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ErrorJsonTest {

    @Test
    void namesTheFailureAndItsInstance() {
        UUID instance = UUID.fromString("9f1a4e4e-0b5b-4c43-8d3f-0d8f6b0c5c0e");
        assertThat(Written.object(json ->
                        ErrorJson.write(Faults.modelNotFound(new Rid("ri.models.main.model.x")), instance, json)))
                .isEqualTo(Map.of(
                        "errorCode", "NOT_FOUND",
                        "errorName", "ModelNotFound",
                        "errorInstanceId", instance.toString(),
                        "errorDescription", "There is no model ri.models.main.model.x.",
                        "parameters", Map.of("modelRid", "ri.models.main.model.x")));
    }

    @Test
    void showsNoRidThatIsNone() {
        assertThat(parameters("0123456789abcdef")).isEqualTo(Map.of("what", "run"));
        assertThat(parameters("ri.models.main.experiment.x"))
                .isEqualTo(Map.of("what", "run", "rid", "ri.models.main.experiment.x"));
    }

    @Test
    void saysNothingOfWhatOnlyWeMaySee() {
        Map<String, Object> written = Written.object(
                json -> ErrorJson.write(Faults.internal(new IllegalStateException("SECRET")), UUID.randomUUID(), json));
        assertThat(written.toString()).doesNotContain("SECRET");
        assertThat(written).containsEntry("parameters", Map.of());
    }

    private static Object parameters(String rid) {
        return Written.object(json -> ErrorJson.write(Faults.deleted("run", rid), UUID.randomUUID(), json))
                .getOrDefault("parameters", "none");
    }
}
