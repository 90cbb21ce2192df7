package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.series.codec.PackSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadAheadTest {

    private static final int PART = 256 * 1024;

    private final byte[] bytes = new byte[3 * PART + 77];
    private final List<Integer> lengths = new ArrayList<>();
    private final ReadAhead ahead = new ReadAhead(counting());

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void readsWhatIsThere(long seed) {
        Random random = new Random(seed);
        random.nextBytes(bytes);
        int offset = 0;
        for (int i = 0; i < 100; i++) {
            offset = random.nextInt(5) == 0 ? random.nextInt(bytes.length) : offset + random.nextInt(40_000);
            int length = random.nextInt(random.nextInt(10) == 0 ? PART + 5_000 : 20_000);
            offset = Math.min(offset, bytes.length);
            length = Math.min(length, bytes.length - offset);
            assertThat(ahead.read(offset, length)).isEqualTo(Arrays.copyOfRange(bytes, offset, offset + length));
            offset += length;
        }
        assertThat(ahead.size()).isEqualTo(bytes.length);
    }

    @Test
    void readsNoMoreThanOnePlaceThatIsAskedFor() {
        ahead.read(100_000, 10);
        ahead.read(300_000, 10);
        ahead.read(0, 10);
        assertThat(lengths).containsExactly(10, 10, 10);
    }

    @Test
    void readsToTheEndsOfPartsOnceItGoesOn() {
        for (int offset = 0; offset + 1_000 <= bytes.length; offset += 1_000) {
            ahead.read(offset, 1_000);
        }
        assertThat(lengths).containsExactly(1_000, PART - 1_000, PART, PART);
    }

    @Test
    void goesOnBeforeWhatItHolds() {
        new Random(7).nextBytes(bytes);
        ahead.read(400_000, 10);
        ahead.read(400_010, 10);
        ahead.read(0, 10);
        assertThat(ahead.read(10, 1_000)).isEqualTo(Arrays.copyOfRange(bytes, 10, 1_010));
    }

    private PackSource counting() {
        return new PackSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) {
                lengths.add(length);
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }
        };
    }
}
