package dev.assay.series.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.bytes.ByteWriter;
import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Point;
import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.SeriesAggregates.Extreme;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredAggregatesTest {

    /// The example of docs/format/aggregates.md: whoever changes one changes the other.
    @Test
    void isLaidOutAsItsPageDrawsIt() {
        assertThat(HexFormat.ofDelimiter(" ").formatHex(StoredAggregates.encode(AggregatesSamples.example())))
                .isEqualTo(AggregatesSamples.EXAMPLE_HEX);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsWhatWasWritten(long seed) {
        SortedMap<Long, SeriesAggregates> aggregates = AggregatesSamples.random(seed, 200);
        StoredAggregates stored = StoredAggregates.open(StoredAggregates.encode(aggregates));
        assertThat(stored.size()).isEqualTo(aggregates.size());
        assertThat(AggregatesSamples.text(stored.toMap())).isEqualTo(AggregatesSamples.text(aggregates));
        aggregates.forEach((id, series) -> {
            assertThat(stored.find(id)).contains(series);
            if (!aggregates.containsKey(id + 1)) {
                assertThat(stored.find(id + 1)).isEmpty();
            }
        });
    }

    @Test
    void holdsNothingWhereNothingWasAdded() {
        StoredAggregates stored = StoredAggregates.open(StoredAggregates.encode(new TreeMap<>()));
        assertThat(stored.toMap()).isEmpty();
        assertThat(stored.find(0)).isEmpty();
    }

    @Test
    void takesThirtyBytesForASeriesOfDoubles() {
        Random random = new Random(1);
        SortedMap<Long, SeriesAggregates> aggregates = new TreeMap<>();
        for (long id = 0; id < 1_500; id++) {
            aggregates.put(
                    id,
                    new SeriesAggregates(
                            20,
                            0,
                            Optional.of(new Extreme(random.nextGaussian(), 10 + random.nextInt(10))),
                            Optional.of(new Extreme(1 + random.nextGaussian(), random.nextInt(4))),
                            new Point(19, 1_790_000_000_000L, random.nextGaussian())));
        }
        assertThat(StoredAggregates.encode(aggregates).length).isLessThan(30 * 1_500);
    }

    @Test
    void noticesEveryByteThatIsAnotherAndEveryCut() {
        byte[] bytes = StoredAggregates.encode(AggregatesSamples.random(1, 40));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 + i % 255);
            assertThatThrownBy(() -> StoredAggregates.open(damaged)).isInstanceOf(DamagedBytes.class);
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> StoredAggregates.open(cut)).isInstanceOf(DamagedBytes.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void endsWhateverABodyWithARightChecksumHolds(long seed) {
        Random random = new Random(seed);
        byte[] whole = StoredAggregates.encode(AggregatesSamples.random(seed, 12));
        for (int i = 0; i < 10_000; i++) {
            byte[] spoiled = Arrays.copyOf(whole, whole.length - Integer.BYTES);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                spoiled[1 + random.nextInt(spoiled.length - 1)] = (byte) random.nextInt();
            }
            ByteWriter resealed = new ByteWriter();
            resealed.writeBytes(spoiled);
            resealed.writeChecksum();
            try {
                StoredAggregates.open(resealed.toBytes()).toMap();
            } catch (DamagedBytes expected) {
                assertThat(expected.what()).isEqualTo("stored aggregates");
            }
        }
    }
}
