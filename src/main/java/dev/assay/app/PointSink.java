package dev.assay.app;

/// Takes points as they are read, series by series in the order of their names, each in the order of its points.
public interface PointSink {

    void point(String series, long step, long timeMs, double value);
}
