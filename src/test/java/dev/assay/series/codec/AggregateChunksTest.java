package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.SeriesAggregates;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateChunksTest {

    /// docs/format/aggregates.md says so: whoever changes one changes the other.
    @Test
    void cutsAtMultiplesOf64() {
        assertThat(AggregateChunks.chunk(0)).isZero();
        assertThat(AggregateChunks.chunk(63)).isZero();
        assertThat(AggregateChunks.chunk(64)).isEqualTo(1);
        assertThat(AggregateChunks.chunk(-1)).isEqualTo(-1);
        assertThat(AggregateChunks.chunk(-64)).isEqualTo(-1);
        assertThat(AggregateChunks.chunk(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE / 64);
        assertThat(AggregateChunks.chunk(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE / 64);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsWhatWasWrittenAndWritesWhatHasChanged(long seed) {
        NavigableMap<Long, SeriesAggregates> all = spread(seed);
        SortedMap<Long, byte[]> chunks = AggregateChunks.encode(all, all.keySet());
        assertThat(text(chunks)).isEqualTo(AggregatesSamples.text(all));
        chunks.forEach((number, chunk) -> StoredAggregates.open(chunk)
                .forEachId(id -> assertThat(AggregateChunks.chunk(id)).isEqualTo(number)));

        NavigableMap<Long, SeriesAggregates> later = new TreeMap<>(all);
        Set<Long> changed = changed(seed, all);
        changed.forEach(id ->
                later.put(id, AggregatesSamples.example().values().iterator().next()));
        SortedMap<Long, byte[]> rewritten = AggregateChunks.encode(later, changed);
        assertThat(rewritten.keySet())
                .isEqualTo(changed.stream().map(AggregateChunks::chunk).collect(Collectors.toSet()));
        chunks.putAll(rewritten);
        assertThat(text(chunks)).isEqualTo(AggregatesSamples.text(later));
    }

    private static String text(SortedMap<Long, byte[]> chunks) {
        return AggregatesSamples.text(AggregateChunks.decode(chunks.values()));
    }

    /// Ids side by side, at the ends of chunks, and at those of int64.
    private static NavigableMap<Long, SeriesAggregates> spread(long seed) {
        Random random = new Random(seed);
        List<SeriesAggregates> samples =
                new ArrayList<>(AggregatesSamples.random(seed, 200).values());
        NavigableMap<Long, SeriesAggregates> spread = new TreeMap<>();
        for (long base : new long[] {Long.MIN_VALUE, -64, 0, 128, random.nextInt(), Long.MAX_VALUE - 70}) {
            for (int i = 0; i < 70; i++) {
                if (random.nextInt(3) > 0) {
                    spread.put(base + i, samples.get(random.nextInt(samples.size())));
                }
            }
        }
        return spread;
    }

    private static Set<Long> changed(long seed, NavigableMap<Long, SeriesAggregates> all) {
        Random random = new Random(seed);
        Set<Long> changed = new TreeSet<>();
        all.keySet().stream().filter(_ -> random.nextInt(40) == 0).forEach(changed::add);
        changed.add(all.lastKey() - random.nextInt(300));
        return changed;
    }
}
