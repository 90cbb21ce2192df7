package dev.assay.series.codec;

/// What is known of a run without its points: how many there are, the first and the last, and what they count for.
public sealed interface RunHead permits Run {

    long id();

    int count();

    long firstStep();

    long firstTimeMs();

    double firstValue();

    long lastStep();

    long lastTimeMs();

    double lastValue();

    /// Counts these points in, decoding them only where nothing describes them.
    void addTo(Tally tally);
}
