package dev.assay.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// What experiments belong to. `number` is MLflow's `experiment_id`; `artifactLocation` is what an MLflow client gave,
/// if it did.
public record Model(
        ModelId id,
        long number,
        Rid parentFolder,
        String name,
        List<Tag> tags,
        UUID createdBy,
        Instant createdTime,
        Instant updatedTime,
        Optional<String> artifactLocation,
        OptionalInt retentionDays,
        Optional<Instant> deletedTime) {

    /// Where MLflow's names live, `/` and all; what comes without a folder goes here.
    public static final Rid DEFAULT_FOLDER = new Rid("ri.compass.main.folder.00000000-0000-0000-0000-000000000000");

    public static final int NAME_CHARS_MAX = 700;
    /// A hundred years.
    public static final int RETENTION_DAYS_MAX = 36_500;

    public Model {
        tags = List.copyOf(tags);
    }

    /// Throws `InvalidDisplayName`.
    public static void requireName(Rid folder, String name) {
        boolean fits = !name.isEmpty()
                && name.codePointCount(0, name.length()) <= NAME_CHARS_MAX
                && name.indexOf('\0') < 0
                && !name.equals(".")
                && !name.equals("..")
                && (folder.equals(DEFAULT_FOLDER) || name.indexOf('/') < 0);
        if (!fits) {
            throw Faults.invalidDisplayName(name);
        }
    }

    /// Throws `InvalidDisplayName` for what Foundry takes in no folder.
    public static void requireDisplayName(String name) {
        if (name.indexOf('/') >= 0) {
            throw Faults.invalidDisplayName(name);
        }
    }

    /// How the model is called where there are no folders.
    public String pathName() {
        return parentFolder.equals(DEFAULT_FOLDER) ? name : parentFolder.text() + "/" + name;
    }
}
