package dev.assay.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.Point;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentPointsTest {

    private static final int SEEDS = 200;

    /// Against a queue.
    @Test
    void holdsTheLastThatCameAndKnowsTheGreatestOfTheOthers() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomPoints points = new RandomPoints(seed);
            Random random = points.random();
            int most = 1 + random.nextInt(50);
            RecentPoints recent = new RecentPoints(most);
            Deque<Point> model = new ArrayDeque<>();
            Optional<Point> forgotten = Optional.empty();
            for (int i = 0; i < 500; i++) {
                Point point = points.next();
                assertThat(recent.contains(point.step(), point.timeMs(), point.value()))
                        .as("seed %s, %s", seed, point)
                        .isEqualTo(model.contains(point));
                assertThat(recent.isBeyondForgotten(point.step(), point.timeMs(), point.value()))
                        .as("seed %s, %s", seed, point)
                        .isEqualTo(forgotten.isEmpty() || point.compareTo(forgotten.get()) > 0);
                if (random.nextInt(50) == 0) {
                    recent.forget(point.step(), point.timeMs(), point.value());
                    forgotten = greater(forgotten, point);
                } else if (!model.contains(point)) {
                    recent.add(point.step(), point.timeMs(), point.value());
                    model.addLast(point);
                    if (model.size() > most) {
                        forgotten = greater(forgotten, model.removeFirst());
                    }
                }
            }
        }
    }

    private static Optional<Point> greater(Optional<Point> one, Point other) {
        return one.filter(point -> Comparator.<Point>naturalOrder().compare(point, other) > 0)
                .or(() -> Optional.of(other));
    }

    @Test
    void takesNothingBeforeThePointsCome() {
        RecentPoints recent = new RecentPoints(512);
        assertThat(recent.heldBytes()).isZero();
        for (int i = 0; i < 100_000; i++) {
            recent.add(i, i, i);
        }
        assertThat(recent.heldBytes()).isLessThan(512 * 64);
    }
}
