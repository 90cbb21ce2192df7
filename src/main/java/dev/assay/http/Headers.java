package dev.assay.http;

import dev.assay.domain.Faults;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Headers of a request.
public final class Headers {

    private Headers() {}

    /// A header that has one value or is not there. Throws `InvalidArgument` where it comes more than once.
    public static Optional<String> findOnly(Context context, String name) {
        List<String> values = Collections.list(context.req().getHeaders(name));
        if (values.size() > 1) {
            throw Faults.invalid(name, "comes more than once");
        }
        return values.stream().findFirst();
    }
}
