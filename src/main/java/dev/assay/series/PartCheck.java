package dev.assay.series;

import dev.assay.bytes.DamagedBytes;
import dev.assay.domain.Point;
import dev.assay.series.codec.Part;
import dev.assay.series.codec.Points;
import dev.assay.series.codec.Run;
import dev.assay.series.codec.Sum;
import dev.assay.series.codec.Tally;
import dev.assay.series.codec.TimeSpan;

/// Decodes every point of a part and compares the points with all that the part says of them.
public final class PartCheck {

    private final String what;
    private long points;
    private long id;
    private boolean started;
    private long step;
    private long timeMs;
    private double value;

    private PartCheck(String what) {
        this.what = what;
    }

    /// Returns how many points there are. Throws `DamagedBytes` at the first thing that is wrong.
    ///
    /// @param what the part, as the message is to call it
    public static long check(String what, Part part) {
        PartCheck check = new PartCheck(what);
        part.forEachRun(_ -> true, check::add);
        return check.points;
    }

    private void add(Run run) {
        require(!started || run.id() >= id, "the series are not in order", run);
        started &= run.id() == id;
        id = run.id();
        Tally tally = new Tally();
        Sum sum = new Sum();
        long count = 0;
        long timeFirst = Long.MAX_VALUE;
        long timeLast = Long.MIN_VALUE;
        Points decoded = run.points();
        while (decoded.next()) {
            require(isNext(decoded), "the points are not in order", run);
            step = decoded.step();
            timeMs = decoded.timeMs();
            value = decoded.value();
            require(
                    count > 0
                            || Point.compare(run.firstStep(), run.firstTimeMs(), run.firstValue(), step, timeMs, value)
                                    == 0,
                    "the first point is another",
                    run);
            started = true;
            tally.add(step, value);
            sum.add(value);
            timeFirst = Math.min(timeFirst, timeMs);
            timeLast = Math.max(timeLast, timeMs);
            count++;
        }
        require(count == run.count() && count > 0, "the number of points is another", run);
        require(
                Point.compare(run.lastStep(), run.lastTimeMs(), run.lastValue(), step, timeMs, value) == 0,
                "the last point is another",
                run);
        requireDescribed(run, tally, sum);
        TimeSpan span = new TimeSpan(timeFirst, timeLast);
        require(run.timeSpan().filter(described -> !described.equals(span)).isEmpty(), "the times are others", run);
        points += count;
    }

    private boolean isNext(Points decoded) {
        return !started || Point.compare(step, timeMs, value, decoded.step(), decoded.timeMs(), decoded.value()) < 0;
    }

    private void requireDescribed(Run run, Tally tally, Sum sum) {
        Tally described = new Tally();
        run.addTo(described);
        require(equal(described, tally), "the aggregates are others", run);
        Sum describedSum = new Sum();
        run.addTo(describedSum);
        require(
                Double.compare(describedSum.high(), sum.high()) == 0
                        && Double.compare(describedSum.low(), sum.low()) == 0,
                "the sum is another",
                run);
    }

    private static boolean equal(Tally a, Tally b) {
        boolean counts = a.count() == b.count() && a.nanCount() == b.nanCount() && a.hasExtremes() == b.hasExtremes();
        return counts
                && (!a.hasExtremes()
                        || (Double.compare(a.min(), b.min()) == 0
                                && a.minStep() == b.minStep()
                                && Double.compare(a.max(), b.max()) == 0
                                && a.maxStep() == b.maxStep()));
    }

    private void require(boolean right, String reason, Run run) {
        if (!right) {
            throw new DamagedBytes(what, 0, reason + " (series " + run.id() + ")");
        }
    }
}
