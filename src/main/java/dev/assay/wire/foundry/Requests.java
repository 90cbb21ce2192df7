package dev.assay.wire.foundry;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.http.Callers;
import dev.assay.http.JsonAnswer;
import dev.assay.http.Queries;
import io.javalin.config.Key;
import io.javalin.http.Context;

/// What every request of this API is held to, in Foundry's order: the preview flag, the scope, then the arguments. The
/// path and the token come before, in `http`; the role comes last, in `app`.
final class Requests {

    /// What Foundry calls a body that its clients hand over as it is.
    static final String BYTES = "application/octet-stream";

    /// Whether integers of 64 bits are always texts in answers: Palantir's types for TypeScript call them so.
    static final Key<Boolean> LONGS_AS_TEXTS = new Key<>("dev.assay.wire.foundry.longsAsTexts");

    private Requests() {}

    static Caller reader(Context context) {
        return caller(context, Scope.MODELS_READ);
    }

    static Caller writer(Context context) {
        return caller(context, Scope.MODELS_WRITE);
    }

    static Caller caller(Context context, Scope scope) {
        if (!Queries.flag(context, "preview")) {
            throw Faults.previewOnly();
        }
        Caller caller = Callers.of(context);
        caller.requireScope(scope);
        if (context.appData(LONGS_AS_TEXTS)) {
            JsonAnswer.writeLongsAsTexts(context);
        }
        return caller;
    }

    /// Any RID will do: one of another service or type names nothing here, and is not found.
    static Rid rid(Context context, String name) {
        return Rid.parse(name, context.pathParam(name));
    }
}
