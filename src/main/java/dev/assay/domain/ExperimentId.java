package dev.assay.domain;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names one experiment: the locator of its RID. We mint UUIDs, and take what others minted.
public record ExperimentId(String locator) {

    private static final String RID_PREFIX = "ri.models.main.experiment.";
    private static final Pattern LOCATOR = Pattern.compile("[a-zA-Z0-9._-]{1,255}");

    public ExperimentId {
        if (!LOCATOR.matcher(locator).matches()) {
            throw Faults.invalid("experimentRid", "its locator is not 1 to 255 of a-z A-Z 0-9 . _ -");
        }
    }

    public static ExperimentId of(UUID minted) {
        return new ExperimentId(minted.toString());
    }

    /// Reads a whole RID; one of another service or type is as malformed as none.
    public static ExperimentId parse(String rid) {
        if (!rid.startsWith(RID_PREFIX)) {
            throw Faults.invalid("experimentRid", "not a RID of the form " + RID_PREFIX + "<locator>");
        }
        return new ExperimentId(rid.substring(RID_PREFIX.length()));
    }

    /// Empty for a RID that can name no experiment: of another service or type, or with a locator that is too long.
    public static Optional<ExperimentId> find(Rid rid) {
        return Optional.of(rid.text())
                .filter(text -> text.startsWith(RID_PREFIX))
                .map(text -> text.substring(RID_PREFIX.length()))
                .filter(locator -> LOCATOR.matcher(locator).matches())
                .map(ExperimentId::new);
    }

    public Rid rid() {
        return new Rid(RID_PREFIX + locator);
    }
}
