package dev.assay.parquet;

import dev.assay.table.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The levels and values of a column in some rows, which are read one after the other.
final class Triplets {

    private static final int CAPACITY = 128;

    private byte[] repetitions = new byte[CAPACITY];
    private byte[] definitions = new byte[CAPACITY];
    private final List<Cell> cells = new ArrayList<>();
    private int count;
    private int at;

    void add(int repetition, int definition, Cell cell) {
        if (count == repetitions.length) {
            repetitions = Arrays.copyOf(repetitions, 2 * count);
            definitions = Arrays.copyOf(definitions, 2 * count);
        }
        repetitions[count] = (byte) repetition;
        definitions[count] = (byte) definition;
        cells.add(cell);
        count++;
    }

    /// Whether the next triplet continues a list of this level.
    boolean repeats(int repetition) {
        return at < count && repetitions[at] == repetition;
    }

    boolean beginsRow() {
        return at == count || repetitions[at] == 0;
    }

    int definition() {
        if (at == count) {
            throw new Broken("columns that do not go together");
        }
        return definitions[at];
    }

    Cell take() {
        if (at == count) {
            throw new Broken("columns that do not go together");
        }
        return cells.get(at++);
    }
}
