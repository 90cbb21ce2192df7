package dev.assay.wire.assay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.wire.assay.OpenApi.Operation;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Holds answers, and the JSON bodies that were taken, to the description of all that is served, and notes which
/// operations have succeeded.
public final class Described {

    private static final OpenApi OPEN_API = OpenApi.ofTheJar();
    private static final int CHECKED_CHARS_MAX = 1 << 20;

    private final Set<Operation> succeeded = new TreeSet<>();

    /// The operations below the path that are described.
    public static Set<Operation> below(String path) {
        return OPEN_API.operationsBelow(path);
    }

    /// Those that succeeded so far.
    public Set<Operation> succeeded() {
        return succeeded;
    }

    /// Of a path that is not described nothing is said.
    public void checkAnswer(String method, String target, int status, String contentType, String body) {
        Optional<Operation> found = OPEN_API.find(method, target.split("\\?", -1)[0]);
        if (found.isEmpty() || body.length() > CHECKED_CHARS_MAX) {
            return;
        }
        assertThat(OPEN_API.checkAnswer(found.get(), status, contentType, body))
                .as(method + " " + target + " answered " + status + " " + body)
                .isEmpty();
        if (status < 300) {
            succeeded.add(found.get());
        }
    }

    /// To be called where the request succeeded.
    public void checkRequest(String method, String target, String json) {
        OPEN_API.find(method, target.split("\\?", -1)[0])
                .filter(OPEN_API::takesJson)
                .filter(_ -> !json.isEmpty() && json.length() < CHECKED_CHARS_MAX)
                .ifPresent(operation -> assertThat(OPEN_API.checkRequest(operation, json))
                        .as(json)
                        .isEmpty());
    }
}
