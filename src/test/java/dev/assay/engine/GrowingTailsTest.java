package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.domain.SeriesAggregates;
import dev.assay.domain.Status;
import dev.assay.observe.Metrics;
import dev.assay.series.Batch;
import dev.assay.series.Frames;
import dev.assay.series.sql.SqlPackStore;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader that goes on where it stopped reads what one reads that begins anew.
class GrowingTailsTest {

    private static final long EXPERIMENT = 1;
    private static final int SERIES = 5;
    private static final long[] IDS = {11, 12, 13, 14, 15};

    /// Of a batch: five of them make a tail that it goes on from.
    private static final int STEPS = 400;

    @TempDir
    private Path folder;

    private Database database;
    private Writer writer;
    private StoredPacks packs;
    private RollUp rollUp;
    private GrowingTails tails;
    private SeriesReader growing;
    private SeriesReader plain;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder.resolve("assay.db"));
        RollUpContract.insertModel(database);
        RollUpContract.insertExperiment(database, EXPERIMENT, Status.Word.RUNNING);
        writer = new Writer(database, 64 << 20, Duration.ofMinutes(1));
        packs = new StoredPacks(new SqlPackStore());
        rollUp = new RollUp(database, writer, packs, InstantSource.system(), RollUp.Bounds.DEFAULT, new Metrics());
        plain = new SeriesReader(new SeriesDictionary(), packs);
        growBy(new GrowingTails(packs));
    }

    private void growBy(GrowingTails growing) {
        tails = growing;
        this.growing = new SeriesReader(new SeriesDictionary(), packs, Optional.of(tails));
    }

    @AfterEach
    void close() {
        writer.close();
        database.close();
    }

    private void log(long step, int count) {
        log(LongStream.range(step, step + count));
    }

    private void log(LongStream steps) {
        Batch batch = new Batch();
        steps.forEach(i -> {
            for (int series = 0; series < SERIES; series++) {
                batch.add("series " + series, i, 1_000 + i, Math.sin((double) i * (series + 1)));
            }
        });
        byte[] frame = Frames.encode(batch, IDS);
        writer.write(work -> {
            work.append(EXPERIMENT, frame);
            return true;
        });
    }

    private void requireTheSame(DSLContext transaction, Object when) {
        Map<Long, SeriesAggregates> read = growing.aggregatesById(transaction, EXPERIMENT);
        assertThat(read).as("%s", when).isEqualTo(plain.aggregatesById(transaction, EXPERIMENT));
    }

    private void requireTheSame(Object when) {
        database.read(transaction -> {
            requireTheSame(transaction, when);
            return true;
        });
    }

    private boolean goesOn() {
        return database.read(transaction -> tails.find(transaction, EXPERIMENT).isPresent());
    }

    @Test
    void readsTheSameWhateverComesAndIsRolledUpMeanwhile() {
        Random random = new Random(1);
        int wentOn = 0;
        long next = 0;
        for (int i = 0; i < 300; i++) {
            int count = 1 + random.nextInt(STEPS);
            boolean late = random.nextInt(10) == 0;
            log(late ? random.nextLong(next + 1) : Math.max(0, next - random.nextInt(50)), count);
            next = late ? next : next + count;
            if (random.nextInt(3) > 0) {
                wentOn += goesOn() ? 1 : 0;
                requireTheSame(i);
            }
            if (random.nextInt(30) == 0) {
                rollUp.rollAll();
                requireTheSame("after roll-up " + i);
            }
        }
        assertThat(wentOn).isGreaterThan(20);
    }

    /// Eight of them, of which each has every eighth step, until they are some packs apart; one says now and then what
    /// it
    /// said before.
    @Test
    void goesOnWhereWritersHaveDriftedApart() {
        growBy(new GrowingTails(packs, 1));
        Random random = new Random(2);
        long[] next = new long[8];
        int reads = 0;
        int wentOn = 0;
        for (int i = 0; i < 1_500; i++) {
            int writer = random.nextInt(1 + random.nextInt(next.length));
            long from = next[writer];
            next[writer] += 1 + random.nextInt(20);
            logEvery(next.length, writer, from, next[writer]);
            if (random.nextInt(300) == 0) {
                logEvery(next.length, writer, from, next[writer] + 5);
            }
            if (i > 1_000 && random.nextInt(3) == 0) {
                reads++;
                wentOn += goesOn() ? 1 : 0;
                requireTheSame(i);
            }
            if (i % 200 == 199) {
                rollUp.rollAll();
            }
        }
        assertThat(wentOn).isGreaterThan(reads * 9 / 10);
    }

    private void logEvery(int apart, int first, long from, long to) {
        log(LongStream.range(from, to).map(i -> i * apart + first));
    }

    @Test
    void goesOnAsLongAsTheLastRowThatItSawIsThere() {
        for (int i = 0; i < 10; i++) {
            log((long) i * STEPS, STEPS);
        }
        assertThat(goesOn()).isFalse();
        requireTheSame("begun");
        log(10 * STEPS, STEPS);
        assertThat(goesOn()).isTrue();
        requireTheSame("gone on");
        rollUp.rollAll();
        assertThat(goesOn()).isFalse();
        requireTheSame("rolled up");
    }

    @Test
    void showsAnOlderTransactionNothingThatCameLater() {
        for (int i = 0; i < 10; i++) {
            log((long) i * STEPS, STEPS);
        }
        requireTheSame("begun");
        database.read(older -> {
            requireTheSame(older, "before");
            log(10 * STEPS, STEPS);
            requireTheSame("newer");
            requireTheSame(older, "after");
            return true;
        });
        assertThat(goesOn()).isTrue();
    }
}
