package dev.assay.search;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/// Rows below those that they are nested in, otherwise in the order that they were in; whoever is nested in a
/// row that is not there, or in itself by a detour, stands for itself. What is below a folded row is left out. Never
/// changes.
final class Nesting {

    static final Nesting NONE = new Nesting(new int[0], new int[0], new int[0]);

    private static final int NOBODY = -1;

    private final int[] from;
    private final int[] depths;
    private final int[] children;

    private Nesting(int[] from, int[] depths, int[] children) {
        this.from = from;
        this.depths = depths;
        this.children = children;
    }

    static Nesting of(
            int size, IntFunction<String> runId, IntFunction<Optional<String>> parentRunId, IntPredicate folded) {
        Map<String, Integer> byRunId = new HashMap<>();
        for (int i = 0; i < size; i++) {
            byRunId.put(runId.apply(i), i);
        }
        int[] parents = new int[size];
        for (int i = 0; i < size; i++) {
            parents[i] = parentRunId.apply(i).map(byRunId::get).orElse(NOBODY);
        }
        return new Walk(parents, folded).walk();
    }

    /// Rows that are not left out.
    int size() {
        return from.length;
    }

    /// Where the row that stands here stood before.
    int from(int at) {
        return from[at];
    }

    int depth(int at) {
        return depths.length == 0 ? 0 : depths[at];
    }

    int children(int at) {
        return children.length == 0 ? 0 : children[at];
    }

    long bytes() {
        return 3L * Integer.BYTES * from.length;
    }

    /// Goes down from every row that is nested in none, and then from those that are nested in each other.
    private static final class Walk {

        private final int[] parents;
        private final IntPredicate folded;
        private final int[] firstChild;
        private final int[] nextSibling;
        private final int[] childCount;
        private final boolean[] seen;
        private final int[] from;
        private final int[] depths;
        private final int[] children;
        private int at;

        Walk(int[] parents, IntPredicate folded) {
            int size = parents.length;
            this.parents = parents;
            this.folded = folded;
            this.firstChild = new int[size];
            this.nextSibling = new int[size];
            this.childCount = new int[size];
            this.seen = new boolean[size];
            this.from = new int[size];
            this.depths = new int[size];
            this.children = new int[size];
        }

        Nesting walk() {
            Arrays.fill(firstChild, NOBODY);
            breakCircles();
            for (int i = parents.length - 1; i >= 0; i--) {
                int parent = parents[i];
                nextSibling[i] = parent == NOBODY ? NOBODY : firstChild[parent];
                if (parent != NOBODY) {
                    firstChild[parent] = i;
                    childCount[parent]++;
                }
            }
            for (int i = 0; i < parents.length; i++) {
                if (parents[i] == NOBODY) {
                    down(i);
                }
            }
            return new Nesting(Arrays.copyOf(from, at), Arrays.copyOf(depths, at), Arrays.copyOf(children, at));
        }

        /// Of those that are nested in each other the first stands for itself.
        private void breakCircles() {
            int[] visitedFrom = new int[parents.length];
            Arrays.fill(visitedFrom, NOBODY);
            for (int i = 0; i < parents.length; i++) {
                int row = i;
                while (row != NOBODY && visitedFrom[row] == NOBODY) {
                    visitedFrom[row] = i;
                    row = parents[row];
                }
                if (row != NOBODY && visitedFrom[row] == i) {
                    parents[firstOfCircle(row)] = NOBODY;
                }
            }
        }

        private int firstOfCircle(int start) {
            int first = start;
            for (int row = parents[start]; row != start; row = parents[row]) {
                first = Math.min(first, row);
            }
            return first;
        }

        private void down(int root) {
            int row = root;
            int depth = 0;
            while (row != NOBODY) {
                if (!seen[row]) {
                    seen[row] = true;
                    from[at] = row;
                    depths[at] = depth;
                    children[at] = childCount[row];
                    at++;
                    if (firstChild[row] != NOBODY && !folded.test(row)) {
                        row = firstChild[row];
                        depth++;
                        continue;
                    }
                }
                if (row == root) {
                    return;
                }
                if (nextSibling[row] != NOBODY) {
                    row = nextSibling[row];
                } else {
                    row = parents[row];
                    depth--;
                    // Its children are done: go on with what follows it.
                }
            }
        }
    }
}
