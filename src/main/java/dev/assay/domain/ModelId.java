package dev.assay.domain;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names one model: the locator of its RID. We mint UUIDs, and take what others minted.
public record ModelId(String locator) {

    private static final String RID_PREFIX = "ri.models.main.model.";
    private static final Pattern LOCATOR = Pattern.compile("[a-zA-Z0-9._-]{1,255}");

    public ModelId {
        if (!LOCATOR.matcher(locator).matches()) {
            throw Faults.invalid("modelRid", "its locator is not 1 to 255 of a-z A-Z 0-9 . _ -");
        }
    }

    public static ModelId of(UUID minted) {
        return new ModelId(minted.toString());
    }

    /// Reads a whole RID; one of another service or type is as malformed as none.
    public static ModelId parse(String rid) {
        if (!rid.startsWith(RID_PREFIX)) {
            throw Faults.invalid("modelRid", "not a RID of the form " + RID_PREFIX + "<locator>");
        }
        return new ModelId(rid.substring(RID_PREFIX.length()));
    }

    /// Empty for a RID that can name no model: of another service or type, or with a locator that is too long.
    public static Optional<ModelId> find(Rid rid) {
        return Optional.of(rid.text())
                .filter(text -> text.startsWith(RID_PREFIX))
                .map(text -> text.substring(RID_PREFIX.length()))
                .filter(locator -> LOCATOR.matcher(locator).matches())
                .map(ModelId::new);
    }

    public Rid rid() {
        return new Rid(RID_PREFIX + locator);
    }
}
