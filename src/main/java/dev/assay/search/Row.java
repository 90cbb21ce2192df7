package dev.assay.search;

import dev.assay.meta.SearchRows.Base;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An experiment as it is searched. Never changes: a changed experiment is another row, so whoever
/// remembers something of one remembers what is still so as long as the row is the same object.
final class Row {

    private final Base base;
    private final @Nullable Object[] cells;

    private Row(Base base, @Nullable Object[] cells) {
        this.base = base;
        this.cells = cells;
    }

    static Row empty(Base base, int columns) {
        return new Row(base, new @Nullable Object[columns]);
    }

    Base base() {
        return base;
    }

    long key() {
        return base.key();
    }

    @Nullable
    Object cell(int column) {
        return cells[column];
    }

    /// The same row with room for more columns at the end; whoever fills them does so before anybody else
    /// sees it.
    Row widened(int columns) {
        return new Row(base, Arrays.copyOf(cells, columns));
    }

    void fill(int column, @Nullable Object cell) {
        cells[column] = cell;
    }
}
