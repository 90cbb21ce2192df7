package dev.assay.parquet;

import java.util.List;

/// A field of the schema. Levels are those of Dremel: a value is there from `definition` on, and `repetition` is how
/// many
/// lists it is in, itself counted.
sealed interface Node {

    String name();

    Occurrence occurrence();

    int definition();

    int repetition();

    /// Its columns, one or more, in their order.
    List<Leaf> leaves();

    enum Occurrence {
        REQUIRED,
        OPTIONAL,
        REPEATED
    }

    record Value(String name, Occurrence occurrence, int definition, int repetition, Leaf leaf) implements Node {

        @Override
        public List<Leaf> leaves() {
            return List.of(leaf);
        }
    }

    record Group(
            String name,
            Occurrence occurrence,
            int definition,
            int repetition,
            Form form,
            List<Node> children,
            List<Leaf> leaves)
            implements Node {}

    /// What a group stands for.
    enum Form {
        STRUCT,
        LIST,
        MAP
    }

    default boolean isPlain() {
        return this instanceof Value && occurrence() != Occurrence.REPEATED;
    }
}
