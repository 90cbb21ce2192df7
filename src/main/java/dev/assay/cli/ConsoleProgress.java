package dev.assay.cli;

import dev.assay.observe.Progress;
import java.io.PrintStream;
import java.time.Duration;

/// Tells a person how far work has come: a line when a step begins, and now and then while it lasts.
final class ConsoleProgress implements Progress {

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final int MEGABYTE = 1_000_000;

    private final PrintStream err;
    private String step = "";
    private long toldNanos;

    ConsoleProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void at(String what, long done, long total) {
        boolean begins = !what.equals(step);
        if (begins || System.nanoTime() - toldNanos > BETWEEN.toNanos()) {
            step = what;
            toldNanos = System.nanoTime();
            err.println(what + ": "
                    + (total >= MEGABYTE ? done / MEGABYTE + " of " + total / MEGABYTE + " MB" : percent(done, total)));
        }
    }

    private static String percent(long done, long total) {
        return (total <= 0 ? 0 : Math.min(100, done * 100 / total)) + " %";
    }
}
