package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.meta.PackEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MergePlanTest {

    private static final int PACK_BYTES = 4 << 20;
    private static final long MB = 1L << 20;

    @Test
    void waitsForFourRunsOfASizeClass() {
        assertThat(choose(false, 1, 100, 10_000)).isEmpty();
        assertThat(choose(false, 1, 100, 20_000, 10_000)).isEmpty();
        assertThat(choose(false, 1, 100, 20_000, 10_000, 16_384)).containsExactlyInAnyOrder(0L, 1L, 3L, 4L);
        assertThat(choose(false, 2 * MB, 3 * MB, 4 * MB, 5 * MB, 2 * MB)).containsExactlyInAnyOrder(0L, 1L, 2L, 4L);
    }

    @Test
    void leavesWhatIsLargeWhileItRuns() {
        assertThat(choose(false, 17 * MB, 17 * MB, 17 * MB, 17 * MB, 17 * MB)).isEmpty();
    }

    @Test
    void makesOneRunOfAllThatAreSmallTogether() {
        assertThat(choose(true)).isEmpty();
        assertThat(choose(true, 10)).isEmpty();
        assertThat(choose(true, 10, 20 * MB, 1000)).containsExactlyInAnyOrder(0L, 1L, 2L);
        assertThat(choose(true, 20 * MB, 10 * MB, 10 * MB)).containsExactlyInAnyOrder(1L, 2L);
        assertThat(choose(true, 20 * MB, 20 * MB)).isEmpty();
    }

    /// However often something is added, there are few runs, and each point was written again few times.
    @Test
    void keepsRunsFewAndWritesLittleAgain() {
        List<PackEntry> packs = new ArrayList<>();
        long number = 0;
        long added = 0;
        long rewritten = 0;
        for (int i = 0; i < 10_000; i++) {
            long bytes = 3_000L + i % 7;
            added += bytes;
            packs.add(new PackEntry(number, number++, bytes, 1));
            for (Set<Long> runs = MergePlan.choose(packs, false, PACK_BYTES);
                    !runs.isEmpty();
                    runs = MergePlan.choose(packs, false, PACK_BYTES)) {
                Set<Long> merged = runs;
                long together = packs.stream()
                        .filter(pack -> merged.contains(pack.run()))
                        .mapToLong(PackEntry::bytes)
                        .sum();
                packs.removeIf(pack -> merged.contains(pack.run()));
                packs.add(new PackEntry(number, number++, together, 1));
                rewritten += together;
            }
            assertThat(packs).hasSizeLessThan(25);
        }
        assertThat(rewritten).isLessThan(7 * added);
    }

    private static Set<Long> choose(boolean all, long... bytesOfRuns) {
        List<PackEntry> packs = new ArrayList<>();
        for (long bytes : bytesOfRuns) {
            packs.add(new PackEntry(packs.size(), packs.size(), bytes, 1));
        }
        return MergePlan.choose(packs, all, PACK_BYTES);
    }
}
