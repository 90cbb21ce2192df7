package dev.assay.wire.mlflow;

import dev.assay.app.Changes;
import dev.assay.app.ExperimentRef;
import dev.assay.app.Experiments;
import dev.assay.domain.ExperimentId;
import dev.assay.http.PromptCall;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A change that is answered once it is on stable storage, without a thread that waits for that where it is points
/// alone.
record PromptChange(Experiments experiments, ExperimentRef run, Changes changes) {

    void apply(PromptCall call) {
        apply(call, () -> {});
    }

    /// @param afterwards what is to be done before the answer, where points are not all that changed
    void apply(PromptCall call, Runnable afterwards) {
        Optional<CompletableFuture<ExperimentId>> begun = changes.isPointsAlone()
                ? changes.points().flatMap(batch -> experiments.tryAdd(call.caller(), run, batch))
                : Optional.empty();
        begun.ifPresentOrElse(
                future -> answerLater(future, call),
                () -> call.inBackground(() -> {
                    experiments.change(call.caller(), Optional.empty(), run, changes);
                    afterwards.run();
                    call.answerEmpty();
                }));
    }

    private static void answerLater(CompletableFuture<ExperimentId> future, PromptCall call) {
        var _ = future.whenComplete((_, failure) -> {
            if (failure == null) {
                call.answerEmpty();
            } else {
                call.fail(failure);
            }
        });
    }
}
