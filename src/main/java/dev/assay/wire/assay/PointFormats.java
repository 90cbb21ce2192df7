package dev.assay.wire.assay;

import dev.assay.columnar.ColumnarFormat;
import dev.assay.domain.Faults;
import dev.assay.http.Acceptance;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The forms that points are answered in; JSON where the client does not care.
final class PointFormats {

    private static final String JSON = "application/json";
    private static final List<String> OFFERED =
            List.of(JSON, ColumnarFormat.ARROW.mediaType(), ColumnarFormat.PARQUET.mediaType());

    private PointFormats() {}

    /// Empty for JSON. Throws `NotAcceptable`.
    static Optional<ColumnarFormat> choose(Context context) {
        String chosen = Acceptance.choose(context, OFFERED)
                .orElseThrow(() -> Faults.notAcceptable(Acceptance.text(context), String.join(", ", OFFERED)));
        return Arrays.stream(ColumnarFormat.values())
                .filter(format -> format.mediaType().equals(chosen))
                .findFirst();
    }
}
