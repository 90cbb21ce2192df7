package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Fault;
import dev.assay.engine.LastChanges.Touched;
import dev.assay.sql.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastChangesTest {

    private static final long ONE = 1;
    private static final long OTHER = 2;

    @TempDir
    private Path folder;

    private static Touched only(long experiment) {
        return new Touched(Set.of(experiment), false);
    }

    private static Touched any() {
        return new Touched(Set.of(), true);
    }

    @Test
    void saysThatWhatNobodyTouchedIsUnchanged() {
        LastChanges changes = new LastChanges(false);
        long since = changes.now();
        changes.begin(only(OTHER));
        assertThat(changes.isUnchanged(ONE, since)).isTrue();
        changes.end(only(OTHER));
        assertThat(changes.isUnchanged(ONE, since)).isTrue();
        assertThat(changes.isUnchanged(OTHER, since)).isFalse();
        assertThat(changes.isUnchanged(OTHER, changes.now())).isTrue();
    }

    @Test
    void saysOfNothingThatChangesNowThatItIsUnchanged() {
        LastChanges changes = new LastChanges(false);
        changes.begin(only(ONE));
        long meanwhile = changes.now();
        assertThat(changes.isUnchanged(ONE, meanwhile)).isFalse();
        changes.end(only(ONE));
        assertThat(changes.isUnchanged(ONE, meanwhile)).isFalse();
    }

    @Test
    void saysOfNothingThatItIsUnchangedWhereAnyMayHaveChanged() {
        LastChanges changes = new LastChanges(false);
        long since = changes.now();
        changes.begin(any());
        assertThat(changes.isUnchanged(ONE, since)).isFalse();
        changes.end(any());
        assertThat(changes.isUnchanged(ONE, since)).isFalse();
        assertThat(changes.isUnchanged(ONE, changes.now())).isTrue();
    }

    @Test
    void trustsNothingAfterAFailureUntilTheNextCommit() {
        LastChanges changes = new LastChanges(false);
        changes.begin(only(OTHER));
        changes.end(only(OTHER));
        changes.doubt();
        long since = changes.now();
        assertThat(changes.isUnchanged(ONE, since)).isFalse();
        changes.begin(Touched.NOTHING);
        changes.end(Touched.NOTHING);
        assertThat(changes.isUnchanged(ONE, since)).isFalse();
        assertThat(changes.isUnchanged(ONE, changes.now())).isTrue();
    }

    @Test
    void knowsNothingOfADatabaseThatOthersWriteTo() {
        LastChanges changes = new LastChanges(true);
        changes.begin(only(OTHER));
        changes.end(only(OTHER));
        assertThat(changes.isUnchanged(ONE, changes.now())).isFalse();
    }

    @Test
    void hearsOfEveryUnitOfTheWriter() {
        try (Database database = Database.sqlite(folder.resolve("assay.db"));
                Writer writer = new Writer(database, 1 << 20, Duration.ofMinutes(1))) {
            LastChanges changes = writer.lastChanges();
            long begun = changes.now();
            writer.write(work -> {
                work.append(ONE, new byte[] {1});
                return true;
            });
            assertThat(changes.isUnchanged(ONE, begun)).isFalse();
            assertThat(changes.isUnchanged(OTHER, begun)).isTrue();

            writer.write(work -> work.changesOnly(ONE).context().fetchCount(DSL.selectOne()));
            assertThat(changes.isUnchanged(OTHER, begun)).isTrue();

            long before = changes.now();
            assertThatThrownBy(() -> writer.write(work -> {
                        work.append(ONE, new byte[] {1});
                        return work.context().fetchCount(DSL.table("nothing"));
                    }))
                    .isInstanceOf(Fault.class);
            assertThat(changes.isUnchanged(ONE, before)).isTrue();

            writer.write(work -> work.context().fetchCount(DSL.selectOne()));
            assertThat(changes.isUnchanged(ONE, before)).isFalse();
            assertThat(changes.isUnchanged(OTHER, begun)).isFalse();
        }
    }
}
