package dev.assay.observe;

/// Hears how far long work has come. Called by the thread that does the work, often; it is to return at once.
@FunctionalInterface
public interface Progress {

    Progress NONE = (_, _, _) -> {};

    /// Says where the work is now.
    ///
    /// @param what the step that is under way, as a person calls it
    /// @param done of `total`, which may grow while the work goes on
    void at(String what, long done, long total);
}
