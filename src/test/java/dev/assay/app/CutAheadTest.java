package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.series.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CutAheadTest {

    private final ExecutorService beside = Executors.newSingleThreadExecutor();
    private final List<Bucket> some = new ArrayList<>();
    private final List<Bucket> others = new ArrayList<>();

    @AfterEach
    void stop() {
        beside.shutdownNow();
    }

    @Test
    void givesWhatIsCutInAnyOrderWhileTheRestIsCut() {
        CountDownLatch taken = new CountDownLatch(1);
        try (CutAhead ahead = CutAhead.begin(beside, Set.of(1L, 2L, 3L), action -> {
            action.accept(1L, some);
            await(taken);
            action.accept(3L, others);
        })) {
            assertThat(ahead.take(1)).isSameAs(some);
            taken.countDown();
            assertThat(ahead.take(3)).isSameAs(others);
            assertThat(ahead.take(2)).isEmpty();
        }
    }

    @Test
    void cutsAllAtOnceWhereNoThreadIsFree() {
        try (CutAhead ahead = CutAhead.begin(
                task -> {
                    throw new RejectedExecutionException();
                },
                Set.of(1L),
                action -> action.accept(1L, some))) {
            assertThat(ahead.take(1)).isSameAs(some);
        }
    }

    @Test
    void throwsWhatTheCuttingThrew() {
        Fault fault = Faults.busy("a test");
        try (CutAhead ahead = CutAhead.begin(beside, Set.of(1L, 2L), action -> {
            action.accept(1L, some);
            throw fault;
        })) {
            assertThat(ahead.take(1)).isSameAs(some);
            assertThatThrownBy(() -> ahead.take(2)).isSameAs(fault);
        }
    }

    @Test
    void cutsNoMoreOnceItIsClosed() {
        CountDownLatch closing = new CountDownLatch(1);
        List<Long> cut = new ArrayList<>();
        CutAhead ahead = CutAhead.begin(beside, Set.of(1L, 2L), action -> {
            await(closing);
            for (long id = 1; id <= 2; id++) {
                cut.add(id);
                action.accept(id, some);
            }
        });
        Thread closer = new Thread(ahead::close);
        closer.start();
        while (closer.getState() == Thread.State.NEW || closer.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        assertThat(closer.isAlive()).isTrue();
        closing.countDown();
        ahead.close();
        assertThat(cut).containsExactly(1L);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
