package dev.assay.search;

import java.util.Set;

/// Which rows hide those that are nested in them.
///
/// @param all whether all do but for the others, or none but the others
/// @param others by the locators of their RIDs
public record Folds(boolean all, Set<String> others) {

    public static final Folds NONE = new Folds(false, Set.of());

    public Folds {
        others = Set.copyOf(others);
    }

    public boolean folded(String locator) {
        return all != others.contains(locator);
    }
}
