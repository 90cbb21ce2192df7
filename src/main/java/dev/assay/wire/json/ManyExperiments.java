package dev.assay.wire.json;

import dev.assay.domain.ExperimentId;
import dev.assay.domain.Faults;
import dev.assay.json.JsonReader;
import java.util.ArrayList;
import java.util.List;

/// What the bodies that name many experiments have in common.
public final class ManyExperiments {

    private ManyExperiments() {}

    /// An array of RIDs. Throws `LimitReached` as soon as there are too many.
    public static List<ExperimentId> readIds(JsonReader reader, int max) {
        List<ExperimentId> ids = new ArrayList<>();
        reader.array(() -> {
            requireRoom("experiments in a request", ids.size(), max);
            ids.add(ExperimentId.parse(reader.text()));
        });
        return ids;
    }

    /// An array of names. Throws `LimitReached` as soon as there are too many.
    public static List<String> readSeries(JsonReader reader, int max) {
        List<String> names = new ArrayList<>();
        reader.array(() -> {
            requireRoom("series in a request", names.size(), max);
            names.add(reader.text());
        });
        return names;
    }

    private static void requireRoom(String what, int read, int max) {
        if (read == max) {
            throw Faults.limitReached(what, max);
        }
    }
}
