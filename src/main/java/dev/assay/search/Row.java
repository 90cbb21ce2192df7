package dev.assay.search;

import dev.assay.meta.Facts;
import dev.assay.meta.SearchRows.Base;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An experiment as it is searched. Never changes: a changed experiment is another row, so whoever
/// remembers something of one remembers what is still so as long as the row is the same object.
final class Row {

    private final Base base;
    private final Facts facts;
    private final @Nullable SeriesNumbers[] series;
    /// Filled in by whoever is the first to need it; all would find the same.
    private volatile @Nullable LastLogged lastLogged;

    private Row(Base base, Facts facts, @Nullable SeriesNumbers[] series, @Nullable LastLogged lastLogged) {
        this.base = base;
        this.facts = facts;
        this.series = series;
        this.lastLogged = lastLogged;
    }

    static Row empty(Base base, Facts facts, int series) {
        return new Row(base, facts, new @Nullable SeriesNumbers[series], null);
    }

    Base base() {
        return base;
    }

    Facts facts() {
        return facts;
    }

    long key() {
        return base.key();
    }

    @Nullable
    SeriesNumbers series(int slot) {
        return series[slot];
    }

    /// Of the points that are in packs; null where nobody has asked yet.
    @Nullable
    LastLogged lastLogged() {
        return lastLogged;
    }

    void fill(LastLogged found) {
        lastLogged = found;
    }

    /// The same row with room for more series at the end; whoever fills them does so before anybody else
    /// sees it.
    Row widened(int slots) {
        return new Row(base, facts, Arrays.copyOf(series, slots), lastLogged);
    }

    /// The same row without series.
    Row narrowed() {
        return new Row(base, facts, new @Nullable SeriesNumbers[0], lastLogged);
    }

    void fill(int slot, SeriesNumbers numbers) {
        series[slot] = numbers;
    }
}
