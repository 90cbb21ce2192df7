package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.meta.PackEntry;
import dev.assay.series.Batch;
import dev.assay.series.Frames;
import dev.assay.series.PackCutter;
import dev.assay.series.PackKey;
import dev.assay.series.PackStore;
import dev.assay.series.Parts;
import dev.assay.series.codec.Pack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

class StoredPacksTest {

    private static final long EXPERIMENT = 3;
    private static final DSLContext TRANSACTION = DSL.using(SQLDialect.SQLITE);

    private final List<Long> opened = new ArrayList<>();
    private final byte[] bytes = pack();
    private final StoredPacks packs = new StoredPacks(new OnePackOfEachNumber());

    @Test
    void readADirectoryOnce() {
        open(packs.open(TRANSACTION, EXPERIMENT, entries(1, 2)));
        open(packs.open(TRANSACTION, EXPERIMENT, entries(1, 2)));
        assertThat(opened).containsExactly(1L, 2L);
    }

    @Test
    void forgetWhatIsDeleted() {
        open(packs.open(TRANSACTION, EXPERIMENT, entries(1, 2)));
        packs.forget(EXPERIMENT, List.of(1L, 7L));
        open(packs.open(TRANSACTION, EXPERIMENT, entries(1, 2)));
        assertThat(opened).containsExactly(1L, 2L, 1L);
    }

    /// A steady load merges packs all the time: what is remembered of them would only ever grow.
    @Test
    void rememberNothingOfWhatIsReadOnce() {
        open(packs.openOnce(TRANSACTION, EXPERIMENT, entries(1)));
        open(packs.openOnce(TRANSACTION, EXPERIMENT, entries(1)));
        open(packs.open(TRANSACTION, EXPERIMENT, entries(1)));
        open(packs.openOnce(TRANSACTION, EXPERIMENT, entries(1)));
        assertThat(opened).containsExactly(1L, 1L, 1L);
    }

    private static void open(List<Pack> found) {
        assertThat(Parts.of(found).ids()).containsExactly(7L);
    }

    private List<PackEntry> entries(long... numbers) {
        return Arrays.stream(numbers)
                .mapToObj(number -> new PackEntry(number, number, bytes.length, 1))
                .toList();
    }

    private static byte[] pack() {
        Batch batch = new Batch();
        batch.add("loss", 1, 2, 0.5);
        List<byte[]> made = new ArrayList<>();
        try (PackCutter cutter = new PackCutter(1 << 20, packed -> made.add(packed.bytes()))) {
            Parts.read(List.of(Frames.encode(batch, new long[] {7}))).forEachSeries(cutter::add);
            cutter.finish();
        }
        return made.getFirst();
    }

    /// Notes whenever one is read from its beginning.
    private final class OnePackOfEachNumber implements PackStore {

        @Override
        public byte[] read(DSLContext transaction, PackKey key, long offset, int length) {
            if (offset == 0) {
                opened.add(key.number());
            }
            return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
        }

        @Override
        public void put(DSLContext transaction, PackKey key, byte[] pack) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong findSize(DSLContext transaction, PackKey key) {
            return OptionalLong.of(bytes.length);
        }

        @Override
        public List<Long> list(DSLContext transaction, long experiment) {
            return List.of();
        }

        @Override
        public boolean delete(DSLContext transaction, PackKey key) {
            return false;
        }
    }
}
