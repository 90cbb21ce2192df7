package dev.assay.engine;

/// The process ends here: nobody catches it on the way.
final class Crash extends Error {

    Crash() {
        super("crash", null, false, false);
    }
}
