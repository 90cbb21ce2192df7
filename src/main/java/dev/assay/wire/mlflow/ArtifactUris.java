package dev.assay.wire.mlflow;

import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.Texts;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where MLflow's clients keep artifacts: beside us, unless the experiment was created with a location of its own.
final class ArtifactUris {

    private static final int LOCATION_CHARS_MAX = 2_048;

    /// A host in it is us by another name: clients send all of it to where they found it.
    private static final Pattern SERVED = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/+([^?]*)(?:\\?.*)?");

    private ArtifactUris() {}

    static void requireLocation(String location) {
        Texts.requireName("artifact_location", location, LOCATION_CHARS_MAX);
        if (location.indexOf('#') >= 0) {
            throw Faults.invalid("artifact_location", "has a fragment");
        }
    }

    static String ofExperiment(Model model) {
        return model.artifactLocation().orElseGet(() -> "mlflow-artifacts:/" + model.number());
    }

    /// The path at which we serve what lies under such a URI; empty where we do not.
    static String servedPath(String uri) {
        Matcher served = SERVED.matcher(uri);
        return served.matches() ? served.group(1) : "";
    }

    /// A query of the location stays behind the path.
    static String ofRun(String experimentLocation, String runId) {
        int query = experimentLocation.indexOf('?');
        String path = query < 0 ? experimentLocation : experimentLocation.substring(0, query);
        String rest = query < 0 ? "" : experimentLocation.substring(query);
        String slash = path.endsWith("/") ? "" : "/";
        return path + slash + runId + "/artifacts" + rest;
    }
}
