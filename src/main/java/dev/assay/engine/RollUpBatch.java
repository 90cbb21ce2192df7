package dev.assay.engine;

import dev.assay.domain.Fault;
import dev.assay.series.PackStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tails that are encoded and wait to be written together, with one sync for all of them. Small enough that the writer
/// is soon free again. Used by one thread.
final class RollUpBatch {

    private static final Logger LOG = LoggerFactory.getLogger(RollUpBatch.class);

    private static final long BYTES_MAX = RollUp.PACK_BYTES;
    private static final Duration PAUSE_MAX = Duration.ofMinutes(1);

    private final Writer writer;
    private final PackStore store;
    private final BiConsumer<Tails.Tail, TailPack> written;
    private final List<Waiting> waiting = new ArrayList<>();
    private long bytes;

    private record Waiting(Tails.Tail tail, TailPack pack, RollUpFigures.Step step) {}

    /// @param written told of each that was written
    RollUpBatch(Writer writer, PackStore store, BiConsumer<Tails.Tail, TailPack> written) {
        this.writer = writer;
        this.store = store;
        this.written = written;
    }

    void add(Tails.Tail tail, TailPack pack, RollUpFigures.Step step) {
        waiting.add(new Waiting(tail, pack, step));
        bytes += pack.bytes();
        if (bytes >= BYTES_MAX) {
            flush();
        }
    }

    /// Writes what waits. Where that fails because of one of them, the others are written without it. Throws a fault
    /// where the store takes nothing; then all of them count as failed.
    void flush() {
        List<Waiting> batch = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        if (batch.isEmpty()) {
            return;
        }
        try {
            write(batch);
        } catch (Fault fault) {
            batch.forEach(one -> retry(one.tail()));
            throw fault;
        } catch (RuntimeException e) {
            batch.forEach(one -> writeAlone(one, e));
        }
    }

    /// What went wrong with one experiment is logged the first time, and tried again later and later.
    void fail(Tails.Tail tail, RuntimeException e) {
        if (tail.failures() == 0) {
            LOG.error("the log of experiment {} cannot be rolled up; its points stay in the log", tail.experiment(), e);
        }
        retry(tail);
    }

    void retry(Tails.Tail tail) {
        long seconds = Math.min(PAUSE_MAX.toSeconds(), 1L << Math.min(tail.failures(), 10));
        writer.tails().failed(tail, Duration.ofSeconds(seconds));
    }

    private void writeAlone(Waiting one, RuntimeException before) {
        try {
            write(List.of(one));
        } catch (RuntimeException e) {
            e.addSuppressed(before);
            fail(one.tail(), e);
        }
    }

    private void write(List<Waiting> batch) {
        long weight = batch.stream().mapToLong(one -> one.pack().bytes()).sum();
        List<Waiting> first =
                writer.write(weight, work -> write(work.changesOnly().context(), batch));
        first.forEach(one -> one.step().written(one.pack()));
        first.forEach(one -> written.accept(one.tail(), one.pack()));
        batch.stream()
                .filter(one -> !first.contains(one))
                .forEach(one -> writer.tails().putBack(one.tail()));
    }

    /// Those that no other server had rolled up before. Two servers take the rows in the same order, so that neither
    /// waits for the other in vain.
    private List<Waiting> write(DSLContext transaction, List<Waiting> batch) {
        return batch.stream()
                .sorted(Comparator.comparingLong(one -> one.pack().experiment()))
                .filter(one -> one.pack().write(transaction, store))
                .toList();
    }
}
