package dev.assay.domain;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/// A way to look at the experiments of a model that somebody has given a name, for everyone who sees the model.
///
/// @param state what the page keeps in its address: filter, order, columns; kept as it came
/// @param isDefault whether the page begins with it; one of a model at most is
public record SavedView(String name, String state, boolean isDefault, UUID createdBy, Instant savedTime) {

    public static final int NAME_CHARS_MAX = 250;

    public static final int STATE_BYTES_MAX = 32 * 1024;

    /// Of one model.
    public static final int VIEWS_MAX = 200;

    public static void requireName(String name) {
        Texts.requireName("view", name, NAME_CHARS_MAX);
    }

    public static void requireState(String state) {
        if (state.getBytes(StandardCharsets.UTF_8).length > STATE_BYTES_MAX) {
            throw Faults.invalid("state", "more than " + STATE_BYTES_MAX + " bytes");
        }
        if (state.indexOf('\0') >= 0) {
            throw Faults.invalid("state", "has the character U+0000");
        }
    }
}
