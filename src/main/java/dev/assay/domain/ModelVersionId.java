package dev.assay.domain;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names one version of a model: the locator of its RID.
public record ModelVersionId(String locator) {

    private static final String RID_PREFIX = "ri.models.main.model-version.";
    private static final Pattern LOCATOR = Pattern.compile("[a-zA-Z0-9._-]{1,255}");

    public ModelVersionId {
        if (!LOCATOR.matcher(locator).matches()) {
            throw Faults.invalid("modelVersionRid", "its locator is not 1 to 255 of a-z A-Z 0-9 . _ -");
        }
    }

    public static ModelVersionId of(UUID minted) {
        return new ModelVersionId(minted.toString());
    }

    /// Empty for a RID that can name no version: of another service or type, or with a locator that is too long.
    public static Optional<ModelVersionId> find(Rid rid) {
        return Optional.of(rid.text())
                .filter(text -> text.startsWith(RID_PREFIX))
                .map(text -> text.substring(RID_PREFIX.length()))
                .filter(locator -> LOCATOR.matcher(locator).matches())
                .map(ModelVersionId::new);
    }

    public Rid rid() {
        return new Rid(RID_PREFIX + locator);
    }
}
