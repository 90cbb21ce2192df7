package dev.assay.http;

/// A route for what a server is called for most: it takes a small body and answers that there is nothing to tell.
/// It runs in a thread that many connections share, so it must not wait: see `PromptCall.inBackground`.
@FunctionalInterface
public interface PromptPost {

    /// Sees to it that the call is answered, now or later. What it throws is answered as a failure.
    void handle(PromptCall call);
}
