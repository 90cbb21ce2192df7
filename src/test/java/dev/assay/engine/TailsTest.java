package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TailsTest {

    private static final Duration AGE = Duration.ofSeconds(5);
    private static final long BYTES = 100;

    private long now = Long.MAX_VALUE - 1;
    private final Tails tails = new Tails(() -> now);

    @Test
    void givesOutWhatIsLongOrOldOrHasEnded() {
        write(1, 99);
        write(2, 100);
        write(3, 60);
        write(3, 60);
        assertThat(take()).containsExactlyInAnyOrder(2L, 3L);
        tails.ended(List.of(1L, 4L));
        assertThat(take()).containsExactlyInAnyOrder(1L, 4L);
        write(5, 1);
        pass(AGE.minusNanos(1));
        write(6, 1);
        assertThat(take()).isEmpty();
        pass(Duration.ofNanos(1));
        assertThat(take()).containsExactly(5L);
        assertThat(tails.isEmpty()).isFalse();
        pass(AGE);
        assertThat(take()).containsExactly(6L);
        assertThat(tails.isEmpty()).isTrue();
    }

    @Test
    void saysHowLongTheOldestHasWaited() {
        assertThat(tails.lag(Optional.empty())).isZero();
        write(1, 1_000);
        pass(Duration.ofSeconds(3));
        write(2, 1);
        assertThat(tails.lag(Optional.empty())).isEqualTo(Duration.ofSeconds(3));
        Tails.Tail inHand = tails.take(BYTES, AGE, 1).getFirst();
        assertThat(tails.lag(Optional.of(inHand))).isEqualTo(Duration.ofSeconds(3));
        pass(Duration.ofSeconds(1));
        assertThat(tails.lag(Optional.empty())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void givesOutTheOldestFirst() {
        for (long experiment = 9; experiment > 0; experiment--) {
            write(experiment, 1_000);
            pass(Duration.ofSeconds(1));
        }
        assertThat(tails.take(BYTES, AGE, 2)).extracting(Tails.Tail::experiment).containsExactly(9L, 8L);
        assertThat(take()).hasSize(7);
    }

    @Test
    void waitsLongerAfterAFailureWhateverIsWrittenMeanwhile() {
        write(1, 1_000);
        Tails.Tail taken = tails.take(BYTES, AGE, 1).getFirst();
        write(1, 1_000);
        tails.failed(taken, Duration.ofSeconds(1));
        write(1, 1_000);
        assertThat(take()).isEmpty();
        pass(Duration.ofSeconds(1));
        Tails.Tail again = tails.take(BYTES, AGE, 1).getFirst();
        assertThat(again.failures()).isEqualTo(1);
        assertThat(again.bytes()).isEqualTo(3_000);
    }

    @Test
    void forgetsWhatIsTooManyAndSaysSo() {
        tails.found(LongStream.range(0, 100_000).boxed().toList());
        assertThat(tails.takeLost()).isFalse();
        write(200_000, 1);
        write(7, 1);
        assertThat(tails.takeLost()).isTrue();
        assertThat(tails.takeLost()).isFalse();
    }

    private void write(long experiment, int bytes) {
        tails.written(List.of(new UnitOfWork.Append(experiment, new byte[bytes])));
    }

    private void pass(Duration duration) {
        now += duration.toNanos();
    }

    private List<Long> take() {
        return tails.take(BYTES, AGE, 100).stream().map(Tails.Tail::experiment).toList();
    }
}
