package dev.assay.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.Artifact.TableFormat;
import dev.assay.domain.Digest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableOrdersTest {

    private static final Digest DIGEST = new Digest("0".repeat(64));

    private final TableOrders orders = new TableOrders();
    private final List<Integer> sorted = new ArrayList<>();

    private int[] get(int column, int rows) {
        return orders.get(new TableOrders.Key(DIGEST, TableFormat.CSV, column, false), () -> {
            sorted.add(column);
            return new int[rows];
        });
    }

    @Test
    void sortsOnce() {
        assertThat(get(1, 5)).isSameAs(get(1, 5));
        assertThat(sorted).containsExactly(1);
    }

    @Test
    void forgetsWhatWasAskedForLongAgo() {
        int rows = (int) (TableOrders.BYTES_MAX / Integer.BYTES / 3);
        get(1, rows);
        get(2, rows);
        get(1, rows);
        get(3, rows);
        get(1, rows);
        get(3, rows);
        assertThat(sorted).containsExactly(1, 2, 3);
        get(2, rows);
        assertThat(sorted).containsExactly(1, 2, 3, 2);
        assertThat(get(4, 3 * rows)).hasSize(3 * rows);
    }

    @Test
    void keepsNothingOfWhatFailed() {
        TableOrders.Key key = new TableOrders.Key(DIGEST, TableFormat.PARQUET, 0, true);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> orders.get(key, () -> {
                        throw new IllegalStateException("not sorted");
                    }))
                    .hasMessage("not sorted");
        }
        assertThat(orders.get(key, () -> new int[] {0})).containsExactly(0);
    }
}
