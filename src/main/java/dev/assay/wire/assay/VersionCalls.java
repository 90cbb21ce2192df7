package dev.assay.wire.assay;

import dev.assay.app.FileContent;
import dev.assay.app.Versions;
import dev.assay.domain.Caller;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import io.javalin.http.Context;

/// What Foundry's API has no word for in a model's version: its file comes in there, and goes out here.
final class VersionCalls {

    private final Versions versions;

    VersionCalls(Versions versions) {
        this.versions = versions;
    }

    /// As it came, to be downloaded: nobody here knows what is in it.
    void getFile(Context context) {
        Caller caller = Requests.caller(context, Scope.MODELS_READ);
        Rid model = Requests.model(context).rid();
        Rid version = Requests.rid(context, "modelVersionRid");
        FileContent content = versions.file(caller, model, version, context.pathParam("name"));
        FileContents.write(context, content, false);
    }
}
