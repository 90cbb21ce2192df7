package dev.assay.app;

import java.util.List;

/// Takes points as they are read, series by series in the order of their names, each in the order of its points.
public interface PointSink {

    /// Called once, before the first point: the series that may come, in their order. Some may have no points.
    default void begin(List<String> series) {}

    void point(String series, long step, long timeMs, double value);
}
