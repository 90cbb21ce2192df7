package dev.assay.wire.assay;

import dev.assay.app.ExperimentRef;
import dev.assay.domain.Caller;
import dev.assay.domain.ExperimentId;
import dev.assay.domain.Fault;
import dev.assay.domain.ModelId;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import dev.assay.http.Bodies;
import dev.assay.http.Callers;
import dev.assay.http.Queries;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import io.javalin.http.Context;

/// What every request of this API is held to, in this order: the scope, the query's names, the path, the body. That
/// there is such a route, and the token, come before, in `http`.
final class Requests {

    private static final byte[] NO_BODY = {};

    private Requests() {}

    /// Whoever sent the request, once it is known that the token has the scope and that the query holds nothing but
    /// what the route knows: a slip in a name must not vanish.
    static Caller caller(Context context, Scope scope, String... queryNames) {
        Caller caller = Callers.of(context);
        caller.require(scope);
        Queries.requireKnown(context, queryNames);
        return caller;
    }

    static ModelId model(Context context) {
        return ModelId.parse(context.pathParam("modelRid"));
    }

    /// Any RID will do: one of another service or type names nothing here, and is not found.
    static Rid rid(Context context, String name) {
        return Rid.parse(name, context.pathParam(name));
    }

    static ExperimentId experiment(Context context) {
        return ExperimentId.parse(context.pathParam("experimentRid"));
    }

    static ExperimentRef.ById ref(Context context) {
        return new ExperimentRef.ById(experiment(context));
    }

    /// The body of a route that wants none: absent, or an object without fields.
    static byte[] noBody(Context context) {
        if (!Bodies.comesWith(context)) {
            return NO_BODY;
        }
        byte[] body = Bodies.json(context);
        return Json.read(body, reader -> {
            reader.object(_ -> {
                throw unknownField(reader);
            });
            return body;
        });
    }

    /// What a reader of an object throws at a name that it does not know.
    static Fault unknownField(JsonReader reader) {
        return reader.malformed("unknown field");
    }
}
