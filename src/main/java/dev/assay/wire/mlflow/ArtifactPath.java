package dev.assay.wire.mlflow;

import dev.assay.app.Files;
import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A path below `mlflow-artifacts/artifacts`, as a client makes it of a run's `artifact_uri`.
///
/// @param path among the files of the run; empty for all of them
record ArtifactPath(String runId, String path) {

    private static final Pattern OF_RUN = Pattern.compile("(.*?/([0-9a-f]{32})/artifacts)(?:/(.*))?", Pattern.DOTALL);

    /// Throws `RunNotFound` where the run's artifacts do not lie there, and `InvalidArgument` where no run's do.
    static ArtifactPath parse(Files files, Caller caller, Scope scope, String text) {
        caller.require(scope);
        Matcher ofRun = OF_RUN.matcher(text);
        if (!ofRun.matches()) {
            throw Faults.invalid("path", "no path of a run's artifacts, <experiment_id>/<run_id>/artifacts/…");
        }
        String runId = ofRun.group(2);
        String root = ArtifactUris.ofRun(ArtifactUris.ofExperiment(files.getModel(caller, scope, runId)), runId);
        if (!ArtifactUris.servedPath(root).equals(ofRun.group(1))) {
            throw Faults.runNotFound(runId);
        }
        return new ArtifactPath(runId, ofRun.group(3) == null ? "" : ofRun.group(3));
    }
}
