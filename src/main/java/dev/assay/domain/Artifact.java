package dev.assay.domain;

import java.util.Optional;

/// A named thing of an experiment that is no number: its bytes lie in the artifact store under `digest`. The name is
/// data, never a path.
public record Artifact(String name, Optional<String> description, long sizeBytes, Digest digest, Details details) {

    public Artifact {
        Texts.requireName("artifact name", name);
        description.ifPresent(text -> {
            if (!text.isEmpty()) {
                Texts.requireName("artifact description", text, Texts.DESCRIPTION_CHARS_MAX);
            }
        });
    }

    public sealed interface Details {}

    /// Rows under named columns, in the format that it came in.
    public record Table(TableFormat format, long rowCount) implements Details {}

    /// Bytes of which we know nothing.
    public record File(String contentType) implements Details {}

    /// The formats that a table is stored in.
    public enum TableFormat {
        CSV,
        JSON_LINES
    }
}
