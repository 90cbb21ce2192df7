package dev.assay.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.table.Cell.Bool;
import dev.assay.table.Cell.Dbl;
import dev.assay.table.Cell.Int;
import dev.assay.table.Cell.Json;
import dev.assay.table.Cell.Num;
import dev.assay.table.Cell.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnKeysTest {

    private static List<Cell> sorted(boolean descending, Cell... cells) {
        return Arrays.stream(places(descending, cells))
                .mapToObj(place -> cells[place])
                .toList();
    }

    private static int[] places(boolean descending, Cell... cells) {
        ColumnKeys keys = ColumnKeys.of(cells.length);
        for (Cell cell : cells) {
            keys.add(cell);
        }
        return keys.sorted(descending);
    }

    /// Each of them twice, as they came first and the other way round.
    private static void assertOrder(Cell... ascending) {
        List<Cell> shuffled = new ArrayList<>(List.of(ascending)).reversed();
        assertThat(sorted(false, shuffled.toArray(Cell[]::new))).containsExactly(ascending);
        assertThat(sorted(true, ascending)).containsExactlyElementsOf(shuffled);
    }

    @Test
    void numbersStandByWhatTheyAreWorth() {
        assertOrder(
                new Dbl(Double.NEGATIVE_INFINITY),
                new Num("-1e99999999999999"),
                new Num("-2e999"),
                new Num("-1.5e999"),
                new Dbl(-Double.MAX_VALUE),
                new Num("-9223372036854775809"),
                new Int(Long.MIN_VALUE),
                new Int(-10),
                new Int(-9),
                new Dbl(-0.5),
                new Num("-0.25"),
                new Int(0),
                new Dbl(Double.MIN_VALUE),
                new Num("00.0999"),
                new Dbl(0.1),
                new Num("0.5"),
                new Int(1),
                new Dbl(1.5),
                new Int(10),
                new Dbl(0x1p53),
                new Int((1L << 53) + 1),
                new Dbl(0x1p53 + 2),
                new Int(Long.MAX_VALUE - 1),
                new Int(Long.MAX_VALUE),
                new Dbl(0x1p63),
                new Num("9223372036854775809"),
                new Num("18446744073709551614"),
                new Num("18446744073709551615"),
                new Dbl(1e300),
                new Num("1e999"),
                new Num("12e998"),
                new Num("1E+1000"),
                new Num("1e99999999999999"),
                new Dbl(Double.POSITIVE_INFINITY));
    }

    @Test
    void textsStandByCodePoints() {
        assertOrder(
                new Text(""),
                new Text("10"),
                new Text("9"),
                new Text("B"),
                new Text("a"),
                new Text("a\0"),
                new Text("aa"),
                new Text("é"),
                new Text("\uFFEE"),
                new Text("😀"));
        assertOrder(new Bool(false), new Bool(true));
        assertOrder(new Json("[1]"), new Json("[2]"), new Json("{\"a\":1}"));
    }

    @Test
    void noDirectionTurnsKindsRound() {
        Cell nan = new Dbl(Double.NaN);
        Cell[] cells = {
            Cell.NOTHING, nan, new Json("[]"), new Text("a"), new Bool(true), new Int(1), new Text("b"), new Dbl(2)
        };
        assertThat(sorted(false, cells))
                .containsExactly(
                        new Int(1),
                        new Dbl(2),
                        new Bool(true),
                        new Text("a"),
                        new Text("b"),
                        new Json("[]"),
                        nan,
                        Cell.NOTHING);
        assertThat(sorted(true, cells))
                .containsExactly(
                        new Dbl(2),
                        new Int(1),
                        new Bool(true),
                        new Text("b"),
                        new Text("a"),
                        new Json("[]"),
                        nan,
                        Cell.NOTHING);
    }

    @Test
    void whatIsEqualStaysAsItWas() {
        Cell[] equal = {new Int(0), new Dbl(-0.0), new Dbl(0.0), new Num("0.00"), new Num("-0"), new Int(0)};
        assertThat(places(false, equal)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(places(true, equal)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(places(true, new Text("x"), new Num("2.0"), new Int(2), new Dbl(2), new Num("20e-1"), new Int(3)))
                .containsExactly(5, 1, 2, 3, 4, 0);
        Cell[] absent = {Cell.NOTHING, new Dbl(Double.NaN), Cell.NOTHING, new Dbl(-Double.NaN)};
        assertThat(places(true, absent)).containsExactly(1, 3, 0, 2);
        assertThat(places(false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sortsAsTheJdkDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int count : new int[] {1, 2, 15, 16, 17, 33, 1_000, 4_097}) {
            BigDecimal[] values = new BigDecimal[count];
            Cell[] cells = new Cell[count];
            for (int i = 0; i < count; i++) {
                cells[i] = number(random);
                values[i] = value(cells[i]);
            }
            Comparator<Integer> order = Comparator.comparing(i -> values[i]);
            assertThat(places(false, cells))
                    .containsExactly(IntStream.range(0, count)
                            .boxed()
                            .sorted(order)
                            .mapToInt(i -> i)
                            .toArray());
            assertThat(places(true, cells))
                    .containsExactly(IntStream.range(0, count)
                            .boxed()
                            .sorted(order.reversed())
                            .mapToInt(i -> i)
                            .toArray());
        }
    }

    private static Cell number(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Int(random.nextInt(-5, 5));
            case 1 -> new Dbl(random.nextInt(-20, 20) / 4.0);
            case 2 -> new Num(random.nextInt(-500, 500) + "e-" + random.nextInt(4));
            default -> new Num((random.nextBoolean() ? "-" : "") + random.nextInt(5) + "." + random.nextInt(100));
        };
    }

    private static BigDecimal value(Cell cell) {
        return switch (cell) {
            case Int(long value) -> BigDecimal.valueOf(value);
            case Dbl(double value) -> new BigDecimal(value);
            case Num(String text) -> new BigDecimal(text);
            default -> throw new IllegalStateException("no number");
        };
    }

    @Test
    void limitsRowsAndTexts() {
        assertThatThrownBy(() -> ColumnKeys.of(ColumnKeys.ROWS_MAX + 1L))
                .hasMessageContaining("at most 1000000 rows in a table that is sorted");
        ColumnKeys keys = ColumnKeys.of(3, 5);
        keys.add(new Text("é"));
        keys.add(new Json("[1]"));
        assertThatThrownBy(() -> keys.add(new Text("a")))
                .hasMessageContaining("at most 5 bytes of text in a column that is sorted by");
        keys.add(new Int(1));
        assertThat(keys.sorted(false)).containsExactly(2, 0, 1);
        assertThatThrownBy(() -> keys.add(new Int(1))).hasMessageContaining("more rows than there were");
    }
}
