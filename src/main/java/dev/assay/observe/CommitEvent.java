package dev.assay.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A transaction of the writer, for the flight recorder; `FlightEvents` makes it.
@Name("dev.assay.Commit")
@Label("Commit")
@Description("A transaction of the writer, from its begin to the end of its commit.")
@Category("Assay")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
public final class CommitEvent extends Event {

    @Label("Units")
    @Description("Writes that shared the commit.")
    private int units;

    @Label("Bytes")
    @Description("Frames that went to the log.")
    @DataAmount
    private long bytes;

    @Label("Points")
    private long points;

    static CommitEvent start() {
        CommitEvent event = new CommitEvent();
        event.begin();
        return event;
    }

    /// Ends its time, and records it.
    public void finish(int unitsCommitted, long bytesCommitted, long pointsCommitted) {
        end();
        if (shouldCommit()) {
            units = unitsCommitted;
            bytes = bytesCommitted;
            points = pointsCommitted;
            commit();
        }
    }
}
