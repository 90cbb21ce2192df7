package dev.assay.domain;

import java.util.Optional;

/// What an image is shown under.
public record ImageLabel(String name, long step, Optional<String> caption) {

    public ImageLabel {
        requireName(name);
        caption.ifPresent(Artifact::requireDescription);
    }

    /// A name becomes part of a path.
    public static void requireName(String name) {
        Texts.requireKey("image name", name);
        FilePaths.requirePlain("image name", name);
    }
}
