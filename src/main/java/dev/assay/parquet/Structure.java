package dev.assay.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares what the columns of a group of fields say of it: where it is there, and how often. It keeps a hash of each.
final class Structure {

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    private final Map<String, Long> hashes = new HashMap<>();

    /// What one column says.
    final class Column {

        private final List<String> paths = new ArrayList<>();
        private final int[] repetitions;
        private final int[] definitions;
        private final long[] found;
        /// By the level of a repetition, from what level on there is something to repeat.
        private final int[] repeatable;

        Column(Node field, Leaf leaf) {
            List<Node> way = way(field, leaf);
            repeatable = new int[leaf.maxRepetition() + 1];
            way.stream()
                    .filter(node -> node.occurrence() == Node.Occurrence.REPEATED)
                    .forEach(node -> repeatable[node.repetition()] = node.definition());
            List<Node> groups =
                    way.stream().filter(node -> node instanceof Node.Group).toList();
            repetitions = groups.stream().mapToInt(Node::repetition).toArray();
            definitions = groups.stream().mapToInt(Node::definition).toArray();
            found = new long[groups.size()];
            StringBuilder path = new StringBuilder();
            for (Node group : groups) {
                path.append(group.name().length()).append(':').append(group.name());
                paths.add(path.toString());
            }
        }

        boolean isPlain() {
            return paths.isEmpty() && repeatable.length == 1;
        }

        void add(int repetition, int definition) {
            if (definition < repeatable[repetition]) {
                throw new Broken("a repetition of nothing");
            }
            for (int i = 0; i < found.length; i++) {
                if (repetition <= repetitions[i]) {
                    found[i] = (found[i] ^ (repetition << Byte.SIZE | Math.min(definition, definitions[i]))) * FACTOR;
                    found[i] ^= found[i] >>> 29;
                }
            }
        }

        /// Throws where another column has said otherwise.
        void end() {
            for (int i = 0; i < found.length; i++) {
                Long other = hashes.putIfAbsent(paths.get(i), found[i]);
                if (other != null && other != found[i]) {
                    throw new Broken("columns that do not go together");
                }
            }
        }
    }

    /// From the field down to the leaf.
    private static List<Node> way(Node field, Leaf leaf) {
        List<Node> way = new ArrayList<>();
        Node at = field;
        way.add(at);
        while (at instanceof Node.Group group) {
            at = group.children().stream()
                    .filter(child -> child.leaves().getLast().index() >= leaf.index())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("BUG: a leaf that is not below"));
            way.add(at);
        }
        return way;
    }
}
