package dev.assay.app;

import dev.assay.series.Bucket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Cuts series into buckets in a thread beside the one that takes them, which meanwhile writes those that are there:
/// half of what a long answer takes is its text. Where no thread is free, all are cut at once, as they are
/// without it.
final class CutAhead implements AutoCloseable {

    private final Map<Long, CompletableFuture<List<Bucket>>> cut = new HashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean closed;

    private CutAhead(Set<Long> series) {
        series.forEach(id -> cut.put(id, new CompletableFuture<>()));
    }

    /// @param cutting hands over each of `series` that has points in the grid; not used by the caller until this is
    ///     closed
    static CutAhead begin(Executor beside, Set<Long> series, Consumer<BiConsumer<Long, List<Bucket>>> cutting) {
        CutAhead ahead = new CutAhead(series);
        try {
            beside.execute(() -> ahead.run(cutting));
        } catch (RejectedExecutionException _) {
            ahead.run(cutting);
        }
        return ahead;
    }

    /// Empty where the series has no points in the grid. Throws what the cutting threw.
    List<Bucket> take(long series) {
        try {
            return of(series).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<List<Bucket>> of(long series) {
        return Objects.requireNonNull(cut.get(series));
    }

    private void run(Consumer<BiConsumer<Long, List<Bucket>>> cutting) {
        try {
            cutting.accept(this::put);
            cut.values().forEach(future -> future.complete(List.of()));
        } catch (RuntimeException | Error e) {
            cut.values().forEach(future -> future.completeExceptionally(e));
        } finally {
            ended.complete(null);
        }
    }

    private void put(long series, List<Bucket> buckets) {
        if (closed) {
            throw new CancellationException("nobody takes them");
        }
        of(series).complete(buckets);
    }

    /// Returns once nothing is cut any more.
    @Override
    public void close() {
        closed = true;
        ended.join();
    }
}
