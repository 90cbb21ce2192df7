package dev.assay.parquet;

import dev.assay.bytes.ByteSource;
import dev.assay.table.Cell;
import dev.assay.table.Picks;
import java.io.IOException;
import java.util.Optional;

/// Reads a column in some rows of a group. Pages before them are passed over by what their heads say, where they say
/// enough.
final class LeafRows {

    private final Leaf leaf;
    private final Pages pages;
    private final Picks picks;
    private final Budget budget;
    private final Slot slot = new Slot();
    private final Triplets found = new Triplets();
    /// Rows of the table that began so far.
    private long row;
    /// The first of the rows that are not read yet, or not to their end.
    private long next;

    private LeafRows(Leaf leaf, Pages pages, long row, Picks picks, Budget budget) {
        this.leaf = leaf;
        this.pages = pages;
        this.row = row;
        this.picks = picks;
        this.budget = budget;
    }

    /// @param first row of the group in the table
    /// @param picks of the group's rows, one or more
    static Triplets read(
            ByteSource file, Leaf leaf, Chunk chunk, Unpacking unpacking, long first, Picks picks, Budget budget)
            throws IOException {
        LeafRows rows = new LeafRows(leaf, new Pages(file, leaf, chunk, unpacking), first, picks, budget);
        rows.read();
        return rows.found;
    }

    private void read() throws IOException {
        while (next < picks.count()) {
            Optional<PageHead> head = pages.next();
            if (head.isEmpty()) {
                return;
            }
            long rows = rows(head.get());
            if (rows >= 0 && row + rows <= picks.row(next)) {
                pages.pass(head.get());
                row += rows;
            } else if (leaf.maxRepetition() == 0) {
                takePlain(pages.read(head.get()));
            } else {
                takeNested(pages.read(head.get()));
            }
        }
    }

    /// Of a page, negative where its head does not tell.
    private long rows(PageHead head) {
        return leaf.maxRepetition() == 0 ? head.count() : head.rows();
    }

    private void takePlain(Page page) {
        boolean optional = leaf.maxDefinition() > 0;
        long end = row + page.count();
        while (next < picks.count() && picks.row(next) < end) {
            long before = picks.row(next) - row;
            if (before > 0) {
                page.values().skip(optional ? page.definitions().countMax(before, leaf.maxDefinition()) : before, slot);
            }
            take(0, optional ? page.definitions().nextLevel(leaf.maxDefinition()) : 0, page.values());
            row += before + 1;
            next++;
        }
        row = end;
    }

    /// A row ends where the next one begins, which may be in a later page.
    private void takeNested(Page page) {
        long toSkip = 0;
        for (int i = 0; i < page.count(); i++) {
            int repetition = page.repetitions().nextLevel(leaf.maxRepetition());
            int definition = page.definitions().nextLevel(leaf.maxDefinition());
            if (repetition == 0) {
                next += picks.row(next) == row - 1 ? 1 : 0;
                row++;
            }
            if (next == picks.count()) {
                return;
            }
            if (picks.row(next) >= row) {
                toSkip += definition == leaf.maxDefinition() ? 1 : 0;
            } else {
                page.values().skip(toSkip, slot);
                toSkip = 0;
                take(repetition, definition, page.values());
            }
        }
    }

    private void take(int repetition, int definition, Values values) {
        if (definition < leaf.maxDefinition()) {
            budget.take(0);
            found.add(repetition, definition, Cell.NOTHING);
            return;
        }
        values.next(slot);
        budget.take(leaf.physical().isNumber() ? Long.BYTES : slot.length);
        found.add(repetition, definition, LeafValues.cell(leaf, slot));
    }
}
