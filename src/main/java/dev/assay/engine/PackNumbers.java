package dev.assay.engine;

import dev.assay.meta.Counters;

/// Gives out numbers of packs. They are taken in blocks that are committed before the first is used, so that
/// a pack that was not written costs a number and no more. Thread-safe.
final class PackNumbers {

    private static final long BLOCK = 1_024;

    private final Writer writer;
    private long next;
    private long end;

    PackNumbers(Writer writer) {
        this.writer = writer;
    }

    synchronized long take() {
        if (next == end) {
            next = writer.write(work -> Counters.take(work.changesOnly().context(), Counters.Name.PACK, BLOCK));
            end = next + BLOCK;
        }
        return next++;
    }
}
