package dev.assay.engine;

import dev.assay.meta.LogTable;
import dev.assay.series.Parts;
import java.util.List;

/// All that the log has of an experiment, opened once: what came last by itself.
///
/// @param bytes of both
/// @param lastSeq the number of the last row
record TailRows(Parts earlier, Parts latest, long bytes, long lastSeq) {

    private static final long LATEST_BYTES = 128 << 10;

    /// @param rows one at least, in their order
    static TailRows open(List<LogTable.Row> rows) {
        int latest = rows.size();
        for (long left = LATEST_BYTES; latest > 0 && left > 0; latest--) {
            left -= rows.get(latest - 1).frames().length;
        }
        return new TailRows(
                parts(rows.subList(0, latest)),
                parts(rows.subList(latest, rows.size())),
                rows.stream().mapToLong(row -> row.frames().length).sum(),
                rows.getLast().seq());
    }

    static Parts parts(List<LogTable.Row> rows) {
        return Parts.read(rows.stream().map(LogTable.Row::frames).toList());
    }

    Parts parts() {
        return earlier.and(latest);
    }
}
