package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StepSetTest {

    private static final int SEEDS = 200;

    @Test
    void holdsWhatWasAddedAndForgetsFromBelow() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int apart = 1 + random.nextInt(200);
            StepSet steps = new StepSet();
            TreeSet<Long> model = new TreeSet<>();
            for (int i = 0; i < 1_000; i++) {
                long step = step(random, i, apart);
                steps.add(step);
                model.add(step);
                if (random.nextInt(300) == 0) {
                    long dropped = steps.dropLowerHalf();
                    model.headSet(dropped, true).clear();
                }
                long asked = step(random, i, apart);
                assertThat(steps.contains(step)).isEqualTo(model.contains(step));
                assertThat(steps.contains(asked))
                        .as("seed %s, step %s", seed, asked)
                        .isEqualTo(model.contains(asked));
            }
            assertThat(steps.words()).isEqualTo((int) model.stream()
                    .mapToLong(step -> Math.floorDiv(step, 64))
                    .distinct()
                    .count());
        }
    }

    /// Mostly one after another, some before, some at the edges.
    private static long step(Random random, int i, int apart) {
        return switch (random.nextInt(20)) {
            case 0 -> Long.MIN_VALUE + random.nextInt(100);
            case 1 -> Long.MAX_VALUE - random.nextInt(100);
            case 2, 3, 4 -> random.nextInt(1_000 * apart) - 100L * apart;
            default -> (long) i * apart;
        };
    }

    @Test
    void takesOneWordForStepsThatAreNeighbours() {
        StepSet steps = new StepSet();
        for (int step = -64; step < 6_400; step++) {
            steps.add(step);
        }
        assertThat(steps.words()).isEqualTo(101);
        assertThat(steps.dropLowerHalf()).isEqualTo(64 * 50 - 1);
        assertThat(steps.words()).isEqualTo(50);
        steps.clear();
        assertThat(steps.heldBytes()).isZero();
        assertThat(steps.contains(6_000)).isFalse();
    }
}
