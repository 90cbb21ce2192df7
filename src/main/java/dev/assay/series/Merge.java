package dev.assay.series;

import dev.assay.domain.Point;
import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.SlicePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Goes through the points of overlapping runs in order, each once. A run is opened when the merge comes to its first
/// point and dropped after its last, so that only those are held that overlap where the merge stands.
final class Merge implements Points {

    private final List<Run> runs;
    private int opened;
    /// A heap by where each cursor stands.
    private final List<Points> heap = new ArrayList<>();

    private boolean started;
    private long step;
    private long timeMs;
    private double value;

    /// `runs` stand in the order of their first points.
    Merge(List<Run> runs) {
        this.runs = runs;
    }

    @Override
    public boolean next() {
        while (open()) {
            Points least = heap.getFirst();
            boolean isNew = !started || compareToCurrent(least) != 0;
            started = true;
            step = least.step();
            timeMs = least.timeMs();
            value = least.value();
            advance(least);
            if (isNew) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public long timeMs() {
        return timeMs;
    }

    @Override
    public double value() {
        return value;
    }

    /// The next run, where all of its points come before all others that are left: it needs no merging, and counts as
    /// gone through.
    Optional<Run> takeAlone() {
        if (opened == runs.size()) {
            return Optional.empty();
        }
        Run run = runs.get(opened);
        boolean beforeOpened = heap.isEmpty() || isBefore(run, heap.getFirst());
        boolean alone = beforeOpened && (opened + 1 == runs.size() || Groups.isBefore(run, runs.get(opened + 1)));
        if (!alone) {
            return Optional.empty();
        }
        opened++;
        return Optional.of(run);
    }

    /// Hands over the next points as far as one run alone has them, before any that another has, without looking at
    /// each. False where there are none, or where only `next` can tell.
    boolean takeStretch(Run.Stretch action) {
        if (!open() || !(heap.getFirst() instanceof SlicePoints least)) {
            return false;
        }
        if (started && compareToCurrent(least) == 0) {
            return false;
        }
        int end = least.end();
        for (int child = 1; child <= 2 && child < heap.size(); child++) {
            Points other = heap.get(child);
            end = least.endBefore(end, other.step(), other.timeMs(), other.value());
        }
        if (opened < runs.size()) {
            Run run = runs.get(opened);
            end = least.endBefore(end, run.firstStep(), run.firstTimeMs(), run.firstValue());
        }
        if (end == least.at()) {
            return false;
        }
        action.accept(least.block(), least.at(), end);
        least.moveTo(end - 1);
        started = true;
        step = least.step();
        timeMs = least.timeMs();
        value = least.value();
        advance(least);
        return true;
    }

    /// Opens every run that may hold the next point; false when nothing is left.
    private boolean open() {
        while (opened < runs.size() && (heap.isEmpty() || isAtOrBefore(runs.get(opened), heap.getFirst()))) {
            Points cursor = runs.get(opened++).points();
            cursor.next();
            heap.add(cursor);
            siftUp(heap.size() - 1);
        }
        return !heap.isEmpty();
    }

    private void advance(Points least) {
        if (!least.next()) {
            Points moved = heap.removeLast();
            if (heap.isEmpty()) {
                return;
            }
            heap.set(0, moved);
        }
        siftDown();
    }

    private void siftUp(int place) {
        int child = place;
        while (child > 0 && isBefore(heap.get(child), heap.get((child - 1) / 2))) {
            swap(child, (child - 1) / 2);
            child = (child - 1) / 2;
        }
    }

    private void siftDown() {
        int parent = 0;
        while (2 * parent + 1 < heap.size()) {
            int child = 2 * parent + 1;
            if (child + 1 < heap.size() && isBefore(heap.get(child + 1), heap.get(child))) {
                child++;
            }
            if (!isBefore(heap.get(child), heap.get(parent))) {
                return;
            }
            swap(child, parent);
            parent = child;
        }
    }

    private void swap(int a, int b) {
        Points swapped = heap.get(a);
        heap.set(a, heap.get(b));
        heap.set(b, swapped);
    }

    private int compareToCurrent(Points cursor) {
        return Point.compare(cursor.step(), cursor.timeMs(), cursor.value(), step, timeMs, value);
    }

    private static boolean isBefore(Points a, Points b) {
        return Point.compare(a.step(), a.timeMs(), a.value(), b.step(), b.timeMs(), b.value()) < 0;
    }

    private static boolean isBefore(Run run, Points cursor) {
        return Point.compare(
                        run.lastStep(),
                        run.lastTimeMs(),
                        run.lastValue(),
                        cursor.step(),
                        cursor.timeMs(),
                        cursor.value())
                < 0;
    }

    private static boolean isAtOrBefore(Run run, Points cursor) {
        return Point.compare(
                        run.firstStep(),
                        run.firstTimeMs(),
                        run.firstValue(),
                        cursor.step(),
                        cursor.timeMs(),
                        cursor.value())
                <= 0;
    }
}
