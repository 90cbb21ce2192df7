package dev.assay.observe;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A roll-up of an experiment, for the flight recorder; `FlightEvents` makes it.
@Name("dev.assay.RollUp")
@Label("Roll-up")
@Description("Points of an experiment go from the log into a pack.")
@Category("Assay")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The flight recorder reads the fields.
public final class RollUpEvent extends Event {

    @Label("Frames")
    @Description("Rows of the log that were rolled up.")
    private int units;

    @Label("Bytes")
    @Description("The pack's.")
    @DataAmount
    private long bytes;

    @Label("Points")
    private long points;

    static RollUpEvent start() {
        RollUpEvent event = new RollUpEvent();
        event.begin();
        return event;
    }

    /// Ends its time, and records it.
    public void finish(int rowsRolledUp, long bytesPacked, long pointsPacked) {
        end();
        if (shouldCommit()) {
            units = rowsRolledUp;
            bytes = bytesPacked;
            points = pointsPacked;
            commit();
        }
    }
}
