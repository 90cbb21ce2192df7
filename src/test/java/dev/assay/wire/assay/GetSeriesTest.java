package dev.assay.wire.assay;

import static dev.assay.wire.assay.Native.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.Native.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetSeriesTest {

    @TempDir
    private Path folder;

    private Native api;
    private String model;

    @BeforeEach
    void open() {
        api = Native.open(folder);
        model = api.model("series");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String experiment() {
        return api.post("/models/" + model + "/experiments", "{\"name\": \"run\"}")
                .text("rid");
    }

    private void log(String experiment, String series, String steps, String values) {
        String body = "{\"series\": {\"%s\": {\"steps\": [%s], \"values\": [%s]}}}".formatted(series, steps, values);
        assertThat(api.post("/experiments/" + experiment + "/log", body).status())
                .isEqualTo(200);
    }

    private Answer series(String name) {
        return api.get("/models/" + model + "/series?name=" + name);
    }

    private static Map<String, Object> row(String experiment, long length, Object last, Object min, Object max) {
        return Map.of("experimentRid", experiment, "length", length, "last", last, "min", min, "max", max);
    }

    @Test
    void isExactForWhatIsStoredAndForWhatTheLogAdds() {
        String stored = experiment();
        String both = experiment();
        experiment();
        String logged = experiment();
        log(stored, "loss", "0, 1", "3, 1.5");
        log(stored, "other", "0", "7");
        log(both, "loss", "0, 5", "\"Infinity\", 2");
        api.store().store().rollUpAll();
        log(both, "loss", "1, 6", "-4, 0.5");
        log(logged, "loss", "0", "-0.0");
        log(logged, "other", "0", "7");
        List<Object> expected = List.of(
                row(logged, 1, -0.0, -0.0, -0.0), row(both, 4, 0.5, -4.0, "Infinity"), row(stored, 2, 1.5, 1.5, 3.0));
        assertThat(series("loss").at("data")).isEqualTo(expected);
        api.store().store().rollUpAll();
        assertThat(series("loss").at("data")).isEqualTo(expected);
    }

    @Test
    void hasNoExtremesWhereAllIsNan() {
        String experiment = experiment();
        log(experiment, "loss", "0, 1", "\"NaN\", \"NaN\"");
        String body = "{\"data\":[{\"experimentRid\":\"" + experiment + "\",\"length\":2,\"last\":\"NaN\"}]}";
        assertThat(series("loss").body()).isEqualTo(body);
        api.store().store().rollUpAll();
        assertThat(series("loss").body()).isEqualTo(body);
    }

    @Test
    void leavesOutWhatIsDeletedOrOfAnotherModel() {
        String kept = experiment();
        String deletedStored = experiment();
        String deletedLogged = experiment();
        log(kept, "loss", "0", "1");
        log(deletedStored, "loss", "0", "1");
        api.store().store().rollUpAll();
        log(deletedLogged, "loss", "0", "1");
        log(api.experiment().substring("/experiments/".length()), "loss", "0", "1");
        api.as("DELETE", "/experiments/" + deletedStored).send();
        api.as("DELETE", "/experiments/" + deletedLogged).send();
        assertThat(series("loss").at("data")).isEqualTo(List.of(row(kept, 1, 1.0, 1.0, 1.0)));
        assertThat(series("none").body()).isEqualTo("{\"data\":[]}");
    }

    @Test
    void refusesWhatCannotBe() {
        assertFails(api.get("/models/" + model + "/series"), 400, "InvalidArgument");
        assertFails(api.get("/models/" + model + "/series?name=a&page=1"), 400, "InvalidArgument");
        assertFails(api.get("/models/ri.models.main.model.unknown/series?name=a"), 404, "ModelNotFound");
        api.as("DELETE", "/models/" + model).send();
        assertFails(series("loss"), 404, "ModelNotFound");
    }

    @Test
    void wantsTheScopeToRead() {
        String path = "/models/" + model + "/series?name=loss";
        assertFails(api.asWriter("GET", path).send(), 403, "ApiUsageDenied");
        assertThat(api.asReader("GET", path).send().status()).isEqualTo(200);
        assertFails(api.anonymous("GET", path).send(), 401, "MissingCredentials");
    }
}
