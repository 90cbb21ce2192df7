package dev.assay.config;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The name that somebody who mistyped it most likely meant.
final class Nearest {

    private Nearest() {}

    /// The candidate fewest edits away, if those are few for its length.
    static Optional<String> find(String given, Stream<String> candidates) {
        return candidates
                .filter(candidate -> distance(given, candidate) <= Math.max(2, candidate.length() / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(given, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /// How many single characters must be added, dropped or replaced to make one text the other (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
