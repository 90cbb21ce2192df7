package dev.assay.parquet;

import dev.assay.bytes.ByteSource;
import dev.assay.table.Cell;
import java.io.IOException;
import java.util.Optional;

/// Reads a column in some rows of a group. Pages before them are passed over by what their heads say, where they say
/// enough.
final class LeafRows {

    private final Leaf leaf;
    private final Pages pages;
    private final long from;
    private final long to;
    private final Budget budget;
    private final Slot slot = new Slot();
    private final Triplets found = new Triplets();
    /// Rows that began so far.
    private long row;

    private LeafRows(Leaf leaf, Pages pages, long from, long to, Budget budget) {
        this.leaf = leaf;
        this.pages = pages;
        this.from = from;
        this.to = to;
        this.budget = budget;
    }

    /// The rows from `from` to before `to`.
    static Triplets read(
            ByteSource file, Leaf leaf, Chunk chunk, Unpacking unpacking, long from, long to, Budget budget)
            throws IOException {
        LeafRows rows = new LeafRows(leaf, new Pages(file, leaf, chunk, unpacking), from, to, budget);
        rows.read();
        return rows.found;
    }

    private void read() throws IOException {
        Optional<PageHead> head = pages.next();
        while (head.isPresent() && row <= to) {
            long rows = rows(head.get());
            if (rows >= 0 && row + rows <= from) {
                pages.pass(head.get());
                row += rows;
            } else if (leaf.maxRepetition() == 0) {
                takePlain(pages.read(head.get()));
            } else {
                takeNested(pages.read(head.get()));
            }
            if (row == to && leaf.maxRepetition() == 0) {
                return;
            }
            head = pages.next();
        }
    }

    /// Of a page, negative where its head does not tell.
    private long rows(PageHead head) {
        return leaf.maxRepetition() == 0 ? head.count() : head.rows();
    }

    private void takePlain(Page page) {
        long before = Math.max(0, from - row);
        boolean optional = leaf.maxDefinition() > 0;
        page.values().skip(optional ? page.definitions().countMax(before, leaf.maxDefinition()) : before, slot);
        row += before;
        for (long i = before; i < page.count() && row < to; i++) {
            int definition = optional ? page.definitions().nextLevel(leaf.maxDefinition()) : 0;
            take(0, definition, page.values());
            row++;
        }
    }

    /// A row ends where the next one begins, which may be in a later page.
    private void takeNested(Page page) {
        long toSkip = 0;
        for (int i = 0; i < page.count(); i++) {
            int repetition = page.repetitions().nextLevel(leaf.maxRepetition());
            int definition = page.definitions().nextLevel(leaf.maxDefinition());
            row += repetition == 0 ? 1 : 0;
            if (row > to) {
                return;
            }
            if (row <= from) {
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
