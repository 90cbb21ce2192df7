package dev.assay.series.codec;

import dev.assay.bytes.ByteReader;

/// Goes through the points of a frame's run, decoding each as it comes to it.
final class FrameRunPoints implements Points {

    private final FrameRun run;
    private final ByteReader steps;
    private final ByteReader times;
    private final ByteReader values;
    private int passed;
    private long step;
    private long stepDelta;
    private long timeMs;
    private long timeDelta;
    private double value;

    FrameRunPoints(FrameRun run, ByteReader steps, ByteReader times, ByteReader values) {
        this.run = run;
        this.steps = steps;
        this.times = times;
        this.values = values;
    }

    @Override
    public boolean next() {
        if (passed == run.count()) {
            return false;
        }
        passed++;
        if (passed == 1) {
            moveToFirst();
        } else if (passed == run.count()) {
            moveToLast();
        } else {
            decode();
        }
        return true;
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

    private void moveToFirst() {
        step = run.firstStep();
        timeMs = run.firstTimeMs();
        value = run.firstValue();
    }

    private void moveToLast() {
        steps.requireEnd();
        times.requireEnd();
        step = run.lastStep();
        timeMs = run.lastTimeMs();
        value = run.lastValue();
    }

    private void decode() {
        stepDelta += steps.readZigzag();
        step += stepDelta;
        timeDelta += times.readZigzag();
        timeMs += timeDelta;
        value = run.readValue(values);
    }
}
