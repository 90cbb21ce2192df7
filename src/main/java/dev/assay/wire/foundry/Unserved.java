package dev.assay.wire.foundry;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Rid;
import dev.assay.domain.Scope;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.function.Function;

/// What Foundry's Models API has and we do not serve: model studios, live deployments and functions of models. Each
/// call
/// is held to what every other is, and then answered with Foundry's own words for that there is no such thing, or that
/// none can be made. (Two lists without an error of their own are paths at which nothing is served.)
final class Unserved {

    private static final String MODELS = "/api/v2/models/";
    private static final String DEPLOYMENTS = MODELS + "liveDeployments";
    private static final String DEPLOYMENT = DEPLOYMENTS + "/{liveDeploymentRid}";
    private static final String STUDIOS = MODELS + "modelStudios";
    private static final String STUDIO = STUDIOS + "/{modelStudioRid}";
    private static final String TRAINERS = MODELS + "modelStudioTrainers";
    private static final String FUNCTION = MODELS + "{modelRid}/function";

    private record Call(HandlerType method, String path, Function<Context, Fault> fault) {}

    private static final List<Call> CALLS = List.of(
            new Call(HandlerType.POST, DEPLOYMENTS, _ -> Faults.createLiveDeploymentDenied()),
            new Call(HandlerType.GET, DEPLOYMENTS, context -> Faults.noSuchRoute(context.path())),
            new Call(HandlerType.GET, DEPLOYMENT, Unserved::noDeployment),
            new Call(HandlerType.PUT, DEPLOYMENT, Unserved::noDeployment),
            new Call(HandlerType.POST, DEPLOYMENT + "/disable", Unserved::noDeployment),
            new Call(HandlerType.POST, DEPLOYMENT + "/start", Unserved::noDeployment),
            new Call(HandlerType.POST, DEPLOYMENT + "/transformJson", Unserved::noDeployment),
            new Call(HandlerType.POST, STUDIOS, _ -> Faults.createModelStudioDenied()),
            new Call(HandlerType.GET, STUDIO, Unserved::noStudio),
            new Call(HandlerType.POST, STUDIO + "/launch", Unserved::noStudio),
            new Call(HandlerType.POST, STUDIO + "/configVersions", Unserved::noStudio),
            new Call(HandlerType.GET, STUDIO + "/configVersions", Unserved::noStudio),
            new Call(HandlerType.GET, STUDIO + "/configVersions/{modelStudioConfigVersionVersion}", Unserved::noStudio),
            new Call(HandlerType.GET, STUDIO + "/runs", Unserved::noStudio),
            new Call(HandlerType.GET, TRAINERS, context -> Faults.noSuchRoute(context.path())),
            new Call(HandlerType.GET, TRAINERS + "/{trainerId}", Unserved::noTrainer),
            new Call(HandlerType.POST, FUNCTION, context -> Faults.createModelFunctionDenied(model(context))),
            new Call(HandlerType.GET, FUNCTION, context -> Faults.modelFunctionNotFound(model(context))),
            new Call(HandlerType.PUT, FUNCTION, context -> Faults.modelFunctionNotFound(model(context))));

    private Unserved() {}

    /// To be called before models are, of whose RIDs some of these words could be.
    static void add(JavalinConfig config) {
        CALLS.forEach(call -> config.routes.addHttpHandler(call.method(), call.path(), context -> {
            Requests.caller(context, call.method().equals(HandlerType.GET) ? Scope.MODELS_READ : Scope.MODELS_WRITE);
            throw call.fault().apply(context);
        }));
    }

    private static Fault noDeployment(Context context) {
        return Faults.liveDeploymentNotFound(Requests.rid(context, "liveDeploymentRid"));
    }

    private static Fault noStudio(Context context) {
        return Faults.modelStudioNotFound(Requests.rid(context, "modelStudioRid"));
    }

    private static Fault noTrainer(Context context) {
        return Faults.modelStudioTrainerNotFound(context.pathParam("trainerId"));
    }

    private static Rid model(Context context) {
        return Requests.rid(context, "modelRid");
    }
}
