package dev.assay.engine;

import dev.assay.meta.PackEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which runs of an experiment are worth being made one. While it runs: those of a size class, once there are four, so
/// that a point is written again once for each class and runs stay few. Once, when it has ended: all that are small
/// together.
final class MergePlan {

    /// Each class reaches to four times the one below: with packs of 4 MB to 16 KB, 64 KB, 256 KB, 1 MB, 4 MB and 16
    /// MB.
    private static final int CLASSES = 6;

    private static final int CLASS_FACTOR_BITS = 2;
    private static final int LEAST_OF_PACK_BITS = 8;
    private static final int RUNS_OF_CLASS = 4;

    /// What is merged at the end becomes no longer: 32 MB.
    private static final int RUN_PACKS_MAX = 8;

    private MergePlan() {}

    /// The runs that are to become one; none where all can stay.
    static Set<Long> choose(List<PackEntry> packs, boolean all, int packBytes) {
        Map<Long, Long> bytesOfRuns = new LinkedHashMap<>();
        packs.forEach(pack -> bytesOfRuns.merge(pack.run(), pack.bytes(), Long::sum));
        List<Map.Entry<Long, Long>> runs = new ArrayList<>(bytesOfRuns.entrySet());
        runs.sort(Map.Entry.comparingByValue(Comparator.naturalOrder()));
        return all ? smallOnes(runs, packBytes) : ofOneClass(runs, packBytes);
    }

    private static Set<Long> smallOnes(List<Map.Entry<Long, Long>> runs, int packBytes) {
        Set<Long> chosen = new HashSet<>();
        long left = (long) RUN_PACKS_MAX * packBytes;
        for (Map.Entry<Long, Long> run : runs) {
            left -= run.getValue();
            if (left < 0) {
                break;
            }
            chosen.add(run.getKey());
        }
        return chosen.size() > 1 ? chosen : Set.of();
    }

    private static Set<Long> ofOneClass(List<Map.Entry<Long, Long>> runs, int packBytes) {
        for (int sizeClass = 0; sizeClass < CLASSES; sizeClass++) {
            Set<Long> chosen = new HashSet<>();
            for (Map.Entry<Long, Long> run : runs) {
                if (sizeClass(run.getValue(), packBytes) == sizeClass) {
                    chosen.add(run.getKey());
                }
            }
            if (chosen.size() >= RUNS_OF_CLASS) {
                return chosen;
            }
        }
        return Set.of();
    }

    private static int sizeClass(long bytes, int packBytes) {
        int sizeClass = 0;
        for (long max = Math.max(1, packBytes >> LEAST_OF_PACK_BITS); bytes > max; max <<= CLASS_FACTOR_BITS) {
            sizeClass++;
        }
        return sizeClass;
    }
}
