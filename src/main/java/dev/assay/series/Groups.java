package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.series.codec.Run;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// The runs of one series in the smallest groups that have nothing to do with one another: all points of a group are
/// before all points of the next. A run that overlaps with none is a group alone and needs no decoding to be counted.
final class Groups implements Iterator<List<Run>> {

    private final List<Run> runs;
    private int at;

    /// `runs` stand in the order of their first points.
    Groups(List<Run> runs) {
        this.runs = runs;
    }

    @Override
    public boolean hasNext() {
        return at < runs.size();
    }

    @Override
    public List<Run> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int from = at;
        Run greatest = runs.get(at++);
        while (at < runs.size() && !isBefore(greatest, runs.get(at))) {
            Run next = runs.get(at++);
            greatest = isLastGreater(next, greatest) ? next : greatest;
        }
        return runs.subList(from, at);
    }

    /// Whether all of `a` comes before all of `b`. A point that both have is an overlap.
    static boolean isBefore(Run a, Run b) {
        return Point.compare(
                        a.lastStep(), a.lastTimeMs(), a.lastValue(), b.firstStep(), b.firstTimeMs(), b.firstValue())
                < 0;
    }

    static boolean isLastGreater(Run a, Run b) {
        return Point.compare(a.lastStep(), a.lastTimeMs(), a.lastValue(), b.lastStep(), b.lastTimeMs(), b.lastValue())
                > 0;
    }
}
