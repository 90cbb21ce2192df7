package dev.assay.engine;

import dev.assay.meta.Counters;
import dev.assay.meta.LogTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/// Writes the frames of a commit: one row for each experiment. Used by the writer's thread alone.
final class LogAppender {

    /// Row numbers are taken in blocks, so that servers seldom meet at the counter.
    private static final long BLOCK = 65_536;

    private long next;
    private long end;

    void write(DSLContext transaction, List<UnitOfWork.Append> appends) {
        List<LogTable.Row> rows = new ArrayList<>();
        byExperiment(appends)
                .forEach((experiment, frames) -> rows.add(new LogTable.Row(experiment, take(transaction), frames)));
        if (!rows.isEmpty()) {
            LogTable.insert(transaction, rows);
        }
    }

    private long take(DSLContext transaction) {
        if (next == end) {
            next = Counters.take(transaction, Counters.Name.LOG, BLOCK);
            end = next + BLOCK;
        }
        return next++;
    }

    /// After a transaction that failed, the block that it may have taken belongs to nobody.
    void forget() {
        next = 0;
        end = 0;
    }

    private static Map<Long, byte[]> byExperiment(List<UnitOfWork.Append> appends) {
        Map<Long, List<byte[]>> grouped = new LinkedHashMap<>();
        for (UnitOfWork.Append append : appends) {
            grouped.computeIfAbsent(append.experiment(), _ -> new ArrayList<>()).add(append.frame());
        }
        Map<Long, byte[]> joined = new LinkedHashMap<>();
        grouped.forEach((experiment, frames) -> joined.put(experiment, join(frames)));
        return joined;
    }

    private static byte[] join(List<byte[]> frames) {
        if (frames.size() == 1) {
            return frames.getFirst();
        }
        byte[] all = new byte[frames.stream().mapToInt(frame -> frame.length).sum()];
        int at = 0;
        for (byte[] frame : frames) {
            System.arraycopy(frame, 0, all, at, frame.length);
            at += frame.length;
        }
        return all;
    }
}
