package dev.assay.parquet;

import dev.assay.bytes.ByteSource;
import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Faults;
import dev.assay.parquet.Shape.RowGroup;
import java.io.IOException;
import java.util.Optional;

/// Reads every page of every column once, so that what is read of the file later can be read.
final class Inspection {

    private final ByteSource file;
    private final Shape shape;
    private final Unpacking unpacking;
    private final Slot slot = new Slot();

    Inspection(ByteSource file, Shape shape, Unpacking unpacking) {
        this.file = file;
        this.shape = shape;
        this.unpacking = unpacking;
    }

    /// Throws `MalformedBody` with the column and the group of rows, counted from 1.
    void run() throws IOException {
        for (int group = 0; group < shape.groups().size(); group++) {
            Structure structure = new Structure();
            for (Node field : shape.fields()) {
                for (Leaf leaf : field.leaves()) {
                    try {
                        inspect(field, leaf, shape.groups().get(group), structure);
                    } catch (Broken | DamagedBytes e) {
                        String where = leaf.path() + ", group of rows " + (group + 1);
                        throw Faults.malformedBody(where, String.valueOf(e.getMessage()));
                    }
                }
            }
        }
    }

    private void inspect(Node field, Leaf leaf, RowGroup group, Structure structure) throws IOException {
        Chunk chunk = group.chunks().get(leaf.index());
        Pages pages = new Pages(file, leaf, chunk, unpacking);
        Structure.Column levels = structure.new Column(field, leaf);
        long rows = 0;
        Optional<PageHead> head = pages.next();
        while (head.isPresent()) {
            Page page = pages.read(head.get());
            boolean begins = rows == 0 || head.get().rows() >= 0;
            long found = levels.isPlain() ? inspectPlain(leaf, page) : inspectNested(leaf, page, levels, begins);
            if (head.get().rows() >= 0 && head.get().rows() != found) {
                throw new Broken("a page of " + found + " rows that claims another number");
            }
            rows += found;
            head = pages.next();
        }
        levels.end();
        if (rows != group.rows()) {
            throw new Broken(rows + " rows where the group has " + group.rows());
        }
    }

    /// Returns how many rows there are.
    private long inspectPlain(Leaf leaf, Page page) {
        long values = leaf.maxDefinition() == 0
                ? page.count()
                : page.definitions().countMax(page.count(), leaf.maxDefinition());
        inspectValues(leaf, page, values);
        return page.count();
    }

    /// @param begins whether a row must begin where the page does
    private long inspectNested(Leaf leaf, Page page, Structure.Column levels, boolean begins) {
        long rows = 0;
        long values = 0;
        for (int i = 0; i < page.count(); i++) {
            int repetition = leaf.maxRepetition() == 0 ? 0 : page.repetitions().nextLevel(leaf.maxRepetition());
            int definition = leaf.maxDefinition() == 0 ? 0 : page.definitions().nextLevel(leaf.maxDefinition());
            if (repetition > 0 && begins && i == 0) {
                throw new Broken("a row that does not begin");
            }
            levels.add(repetition, definition);
            rows += repetition == 0 ? 1 : 0;
            values += definition == leaf.maxDefinition() ? 1 : 0;
        }
        inspectValues(leaf, page, values);
        return rows;
    }

    /// Those of a dictionary were looked at there.
    private void inspectValues(Leaf leaf, Page page, long values) {
        if (page.values() instanceof Values.Places || !LeafValues.isParticular(leaf)) {
            page.values().skip(values, slot);
            return;
        }
        for (long i = 0; i < values; i++) {
            page.values().next(slot);
            LeafValues.require(leaf, slot);
        }
    }
}
