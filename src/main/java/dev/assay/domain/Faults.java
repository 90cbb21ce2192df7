package dev.assay.domain;

import dev.assay.domain.Fault.Kind;
import java.util.Map;

/// Every failure we name, on one page; the error reference is tested against it.
public final class Faults {

    /// What is shown of a text that a caller sent: enough to find it, never a flood.
    private static final int SHOWN_CHARS_MAX = 200;

    /// Its challenge names another scheme than that of a token.
    public static final String INVALID_CLIENT = "InvalidClient";

    private Faults() {}

    public static Fault modelNotFound(Rid model) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelNotFound",
                Map.of("modelRid", model.text()),
                "There is no model " + model.text() + ".");
    }

    /// The version is unknown, or the model is, or hidden.
    public static Fault modelVersionNotFound(Rid model, Rid version) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelVersionNotFound",
                Map.of("modelRid", model.text(), "modelVersionRid", version.text()),
                "The given ModelVersion could not be found.");
    }

    /// Live deployments are not ours: there is none, and none can be made.
    public static Fault liveDeploymentNotFound(Rid deployment) {
        return new Fault(
                Kind.NOT_FOUND,
                "LiveDeploymentNotFound",
                Map.of("liveDeploymentRid", deployment.text()),
                "The specified live deployment was not found: this server has none.");
    }

    public static Fault createLiveDeploymentDenied() {
        return new Fault(
                Kind.FORBIDDEN,
                "CreateLiveDeploymentPermissionDenied",
                Map.of(),
                "Could not create the LiveDeployment: this server has none.");
    }

    /// Nor are model studios and their trainers.
    public static Fault modelStudioNotFound(Rid studio) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelStudioNotFound",
                Map.of("studioRid", studio.text()),
                "The requested Model Studio was not found: this server has none.");
    }

    public static Fault createModelStudioDenied() {
        return new Fault(
                Kind.FORBIDDEN,
                "CreateModelStudioPermissionDenied",
                Map.of(),
                "Permission denied to create a Model Studio: this server has none.");
    }

    public static Fault modelStudioTrainerNotFound(String trainer) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelStudioTrainerNotFound",
                Map.of("modelStudioTrainerTrainerId", shown(trainer)),
                "The given ModelStudioTrainer could not be found: this server has none.");
    }

    /// Nor are functions of models.
    public static Fault modelFunctionNotFound(Rid model) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelFunctionNotFound",
                Map.of("modelRid", model.text()),
                "The given ModelFunction could not be found: this server has none.");
    }

    public static Fault createModelFunctionDenied(Rid model) {
        return new Fault(
                Kind.FORBIDDEN,
                "CreateModelFunctionPermissionDenied",
                Map.of("modelRid", model.text()),
                "Could not create the ModelFunction: this server has none.");
    }

    /// The API of a model's version is none.
    ///
    /// @param errorType what kind of mistake it is
    public static Fault invalidModelApi(String errorType, String message) {
        return new Fault(
                Kind.INVALID,
                "InvalidModelApi",
                Map.of("errorType", errorType, "message", message),
                "The model API is invalid: " + message);
    }

    /// The model is unknown or hidden.
    public static Fault modelExperimentNotFound(Rid model, Rid experiment) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelExperimentNotFound",
                Map.of("modelRid", model.text(), "experimentRid", experiment.text()),
                "The requested experiment was not found or the user lacks permission to access it.");
    }

    /// The model is visible and has no such experiment, whether or not another has.
    public static Fault experimentNotFound(Rid model, Rid experiment) {
        return new Fault(
                Kind.NOT_FOUND,
                "ExperimentNotFound",
                Map.of("modelRid", model.text(), "experimentRid", experiment.text()),
                "The given Experiment could not be found.");
    }

    /// The same where the path names no model.
    public static Fault experimentNotFound(Rid experiment) {
        return new Fault(
                Kind.NOT_FOUND,
                "ExperimentNotFound",
                Map.of("experimentRid", experiment.text()),
                "The given Experiment could not be found.");
    }

    /// The experiment has no points of a series of this name.
    public static Fault experimentSeriesNotFound(Rid model, Rid experiment, String series) {
        return new Fault(
                Kind.NOT_FOUND,
                "ExperimentSeriesNotFound",
                Map.of("modelRid", model.text(), "experimentRid", experiment.text(), "seriesName", shown(series)),
                "The experiment has no series " + shown(series) + ".");
    }

    /// The experiment has no table of this name.
    public static Fault experimentArtifactNotFound(Rid model, Rid experiment, String artifact) {
        return new Fault(
                Kind.NOT_FOUND,
                "ExperimentArtifactNotFound",
                Map.of("modelRid", model.text(), "experimentRid", experiment.text(), "artifactName", shown(artifact)),
                "The experiment has no table " + shown(artifact) + ".");
    }

    public static Fault runNotFound(String runId) {
        return new Fault(
                Kind.NOT_FOUND,
                "RunNotFound",
                Map.of("runId", shown(runId)),
                "Run with id=" + shown(runId) + " not found");
    }

    public static Fault modelNameTaken(Rid folder, String name) {
        return new Fault(
                Kind.CONFLICT,
                "ResourceNameAlreadyExists",
                Map.of("parentFolderRid", folder.text(), "displayName", shown(name)),
                "A model of this name already exists in the folder, or did and was deleted.");
    }

    public static Fault ridTaken(Rid rid) {
        return new Fault(
                Kind.CONFLICT, "RidAlreadyExists", Map.of("rid", rid.text()), "The RID " + rid.text() + " is taken.");
    }

    public static Fault invalidDisplayName(String name) {
        return new Fault(
                Kind.INVALID,
                "InvalidDisplayName",
                Map.of("displayName", shown(name)),
                "A model's name has 1 to 700 characters, is neither . nor .., and has no / outside the default folder.");
    }

    /// A field, a path segment or a query parameter that cannot be what it is called.
    public static Fault invalid(String what, String reason) {
        return new Fault(
                Kind.INVALID,
                "InvalidArgument",
                Map.of("argument", shown(what), "reason", reason),
                what + ": " + reason);
    }

    /// A body that is not what its content type says, with the place where that shows.
    public static Fault malformedBody(String where, String reason) {
        return new Fault(
                Kind.INVALID,
                "MalformedBody",
                Map.of("where", shown(where), "reason", reason),
                "The body is malformed" + (where.isEmpty() ? ": " : " at " + shown(where) + ": ") + reason);
    }

    public static Fault missingBody() {
        return new Fault(Kind.INVALID, "MissingPostBody", Map.of(), "The request has no body.");
    }

    public static Fault malformedRequest(String reason) {
        return new Fault(Kind.INVALID, "MalformedRequest", Map.of("reason", reason), "Malformed request: " + reason);
    }

    public static Fault previewOnly() {
        return new Fault(
                Kind.INVALID,
                "ApiFeaturePreviewUsageOnly",
                Map.of(),
                "This endpoint is in preview: add preview=true to the query.");
    }

    public static Fault invalidPageSize(String pageSize) {
        return new Fault(
                Kind.INVALID, "InvalidPageSize", Map.of("pageSize", shown(pageSize)), "A page size is 1 or more.");
    }

    public static Fault invalidOffset(String offset) {
        return new Fault(Kind.INVALID, "InvalidOffset", Map.of("offset", shown(offset)), "An offset is 0 or more.");
    }

    public static Fault invalidPageToken(String pageToken) {
        return new Fault(
                Kind.INVALID,
                "InvalidPageToken",
                Map.of("pageToken", shown(pageToken)),
                "The page token was not made by this query.");
    }

    /// A filter or an order in the language for people.
    ///
    /// @param what `filter` or `order`
    /// @param position of the first character that is wrong, from 1
    public static Fault invalidFilter(String what, long position, String reason) {
        return new Fault(
                Kind.INVALID,
                "InvalidFilter",
                Map.of("what", what, "position", Long.toString(position), "reason", reason),
                "The " + what + " is wrong at character " + position + ": " + reason + ".");
    }

    /// A filter in Foundry's JSON.
    public static Fault invalidSearchFilter(String reason) {
        return new Fault(
                Kind.INVALID,
                "InvalidExperimentSearchFilter",
                Map.of("reason", reason),
                "The search filter is invalid: " + reason);
    }

    public static Fault missingCredentials() {
        return new Fault(Kind.UNAUTHENTICATED, "MissingCredentials", Map.of(), "The request carries no token.");
    }

    public static Fault invalidCredentials() {
        return new Fault(
                Kind.UNAUTHENTICATED, "InvalidCredentials", Map.of(), "The token is unknown, expired or revoked.");
    }

    public static Fault missingScope(Scope scope) {
        return new Fault(
                Kind.FORBIDDEN,
                "ApiUsageDenied",
                Map.of("missingScope", scope.text()),
                "The token lacks the scope " + scope.text() + ".");
    }

    /// The caller's role does not let it, whatever the token's scopes are.
    public static Fault permissionDenied(Role required) {
        return new Fault(
                Kind.FORBIDDEN,
                "PermissionDenied",
                Map.of("requiredRole", required.text()),
                "This takes the role " + required.text() + ".");
    }

    /// The same in Foundry's words for what was asked for.
    public static Fault createModelDenied() {
        return new Fault(Kind.FORBIDDEN, "CreateModelPermissionDenied", Map.of(), "Could not create the Model.");
    }

    public static Fault createModelVersionDenied(Rid model) {
        return new Fault(
                Kind.FORBIDDEN,
                "CreateModelVersionPermissionDenied",
                Map.of("modelRid", model.text()),
                "Could not create the ModelVersion.");
    }

    public static Fault promoteVersionDenied(Rid model) {
        return new Fault(
                Kind.FORBIDDEN,
                "PromoteVersionModelPermissionDenied",
                Map.of("modelRid", model.text()),
                "Could not promoteVersion the Model.");
    }

    public static Fault clientNotFound(String id) {
        return new Fault(
                Kind.NOT_FOUND,
                "ClientNotFound",
                Map.of("clientId", shown(id)),
                "There is no client " + shown(id) + ".");
    }

    /// An application did not say, or not rightly, who it is.
    public static Fault invalidClient() {
        return new Fault(
                Kind.UNAUTHENTICATED,
                INVALID_CLIENT,
                Map.of(),
                "The client is unknown or revoked, or its secret is another.");
    }

    public static Fault unsupportedGrantType(String given) {
        return new Fault(
                Kind.INVALID,
                "UnsupportedGrantType",
                Map.of("grantType", shown(given)),
                "The grant type is " + shown(given) + "; this server takes client_credentials.");
    }

    /// One that nobody knows, or that the client was not made with.
    public static Fault invalidScope(String given) {
        return new Fault(
                Kind.INVALID,
                "InvalidScope",
                Map.of("scope", shown(given)),
                "The client may not ask for the scope " + shown(given) + ".");
    }

    public static Fault noSuchRoute(String path) {
        return new Fault(
                Kind.NOT_FOUND,
                "ApiNotFound",
                Map.of("path", shown(path)),
                "Nothing is served at " + shown(path) + ".");
    }

    public static Fault methodNotAllowed(String method, String path) {
        return new Fault(
                Kind.METHOD_NOT_ALLOWED,
                "MethodNotAllowed",
                Map.of("method", shown(method), "path", shown(path)),
                shown(path) + " does not take " + shown(method) + ".");
    }

    public static Fault tooLarge(String what, long max) {
        return new Fault(
                Kind.TOO_LARGE,
                "RequestTooLarge",
                Map.of("what", what, "max", Long.toString(max)),
                what + " is larger than " + max + ".");
    }

    public static Fault headersTooLarge() {
        return new Fault(Kind.HEADERS_TOO_LARGE, "HeadersTooLarge", Map.of(), "The request's headers are too large.");
    }

    public static Fault unsupportedMediaType(String given, String wanted) {
        return new Fault(
                Kind.UNSUPPORTED_MEDIA_TYPE,
                "UnsupportedMediaType",
                Map.of("given", shown(given), "wanted", wanted),
                "The content is " + shown(given) + "; this route takes " + wanted + ".");
    }

    /// The answer cannot be had in what `Accept` asks for.
    public static Fault notAcceptable(String accepted, String offered) {
        return new Fault(
                Kind.NOT_ACCEPTABLE,
                "NotAcceptable",
                Map.of("accepted", shown(accepted), "offered", offered),
                "This route answers " + offered + ", and the request accepts " + shown(accepted) + ".");
    }

    public static Fault hostNotServed(String host) {
        return new Fault(
                Kind.MISDIRECTED,
                "HostNotServed",
                Map.of("host", shown(host)),
                "This server does not serve the host " + shown(host) + "; see the setting http.hosts.");
    }

    /// The name already holds an artifact of another kind.
    public static Fault artifactKindMismatch(String name) {
        return new Fault(
                Kind.CONFLICT,
                "ArtifactKindMismatch",
                Map.of("artifactName", shown(name)),
                "An artifact of another kind has the name " + shown(name) + ".");
    }

    public static Fault fileNotFound(String path) {
        return new Fault(
                Kind.NOT_FOUND,
                "FileNotFound",
                Map.of("path", shown(path)),
                "The experiment has no file " + shown(path) + ".");
    }

    /// A file lies where the path has a folder, or a folder where it has a file.
    public static Fault filePathTaken(String path, String by) {
        return new Fault(
                Kind.CONFLICT,
                "FilePathTaken",
                Map.of("path", shown(path), "by", shown(by)),
                "There can be no file " + shown(path) + " beside " + shown(by) + ".");
    }

    public static Fault imageNotFound(String name, long step) {
        return new Fault(
                Kind.NOT_FOUND,
                "ImageNotFound",
                Map.of("imageName", shown(name), "step", Long.toString(step)),
                "The experiment has no image " + shown(name) + " at step " + step + ".");
    }

    /// Nobody wrote one.
    public static Fault noteNotFound(Rid rid) {
        return new Fault(Kind.NOT_FOUND, "NoteNotFound", Map.of("rid", rid.text()), rid.text() + " has no note.");
    }

    /// All that is asked for lies past the end.
    public static Fault rangeNotSatisfiable(long sizeBytes) {
        return new Fault(
                Kind.RANGE_NOT_SATISFIABLE,
                "RangeNotSatisfiable",
                Map.of("sizeBytes", Long.toString(sizeBytes)),
                "The range begins past the last of " + sizeBytes + " bytes.");
    }

    /// MLflow's rule: a parameter that was logged keeps its text.
    public static Fault parameterChanged(String parameter, String kept, String given) {
        return new Fault(
                Kind.CONFLICT,
                "ParameterChanged",
                Map.of("parameter", shown(parameter), "kept", shown(kept), "given", shown(given)),
                "The parameter " + shown(parameter) + " already has the value '" + shown(kept)
                        + "' and cannot take the value '" + shown(given) + "'.");
    }

    /// A write to what is deleted; it may be restored.
    public static Fault deleted(String what, String rid) {
        return new Fault(
                Kind.CONFLICT, "Deleted", Map.of("what", what, "rid", rid), "The " + what + " " + rid + " is deleted.");
    }

    public static Fault idempotencyKeyReused(String key) {
        return new Fault(
                Kind.CONFLICT,
                "IdempotencyKeyReused",
                Map.of("key", shown(key)),
                "This Idempotency-Key came with another request less than 24 hours ago.");
    }

    public static Fault limitReached(String what, long max) {
        return new Fault(
                Kind.INVALID,
                "LimitReached",
                Map.of("what", what, "max", Long.toString(max)),
                "There can be at most " + max + " " + what + ".");
    }

    public static Fault tokenNotFound(String id) {
        return new Fault(
                Kind.NOT_FOUND, "TokenNotFound", Map.of("tokenId", shown(id)), "There is no token " + shown(id) + ".");
    }

    public static Fault busy(String what) {
        return new Fault(
                Kind.BUSY, "TooManyRequests", Map.of("what", what), "The server is busy: " + what + ". Try again.");
    }

    /// The store cannot take or give anything now, and nothing of the request was kept.
    public static Fault unavailable(String what, Throwable cause) {
        return new Fault(
                Kind.UNAVAILABLE,
                "Unavailable",
                Map.of("what", what),
                "The store is unavailable: " + what + ".",
                cause);
    }

    /// The disk has no room for what the request writes; nothing of it was kept.
    public static Fault diskFull(Throwable cause) {
        return new Fault(
                Kind.UNAVAILABLE,
                "DiskFull",
                Map.of(),
                "The disk is full, so nothing of the request was kept. Once there is space again, writes go on by"
                        + " themselves.",
                cause);
    }

    /// The disk did not confirm a write, so the request is not acknowledged. What it has kept of it
    /// nobody knows.
    public static Fault diskFailed(Throwable cause) {
        return new Fault(
                Kind.UNAVAILABLE,
                "DiskFailed",
                Map.of(),
                "The disk failed to confirm a write, so the request is not acknowledged, though it may have been kept."
                        + " The store takes no writes until it has recovered.",
                cause);
    }

    /// A newer version of the program has changed the store into what this one cannot read.
    public static Fault storeIsNewer(long version, long newestKnown) {
        return new Fault(
                Kind.UNAVAILABLE,
                "StoreIsNewer",
                Map.of("version", Long.toString(version), "newestKnown", Long.toString(newestKnown)),
                "The store has version " + version + ", and this program knows versions up to " + newestKnown
                        + ": run the newer Assay that wrote it.");
    }

    /// The server takes nothing new any more; another try finds the next one, or none.
    public static Fault stopping() {
        return new Fault(Kind.UNAVAILABLE, "Unavailable", Map.of("what", "stopping"), "The server is stopping.");
    }

    /// Our mistake: the cause and the instance id go to the log, the caller sees the id alone.
    public static Fault internal(Throwable cause) {
        return new Fault(Kind.INTERNAL, "Internal", Map.of(), "Something went wrong inside the server.", cause);
    }

    /// By the number that is MLflow's experiment id.
    public static Fault modelNumberNotFound(String number) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelNotFound",
                Map.of("experimentId", shown(number)),
                "There is no experiment with the id " + shown(number) + ".");
    }

    /// By the name that is MLflow's experiment name.
    public static Fault modelNameNotFound(String name) {
        return new Fault(
                Kind.NOT_FOUND,
                "ModelNotFound",
                Map.of("experimentName", shown(name)),
                "There is no experiment with the name '" + shown(name) + "'.");
    }

    public static Fault tagNotFound(String key) {
        return new Fault(
                Kind.NOT_FOUND, "TagNotFound", Map.of("tag", shown(key)), "There is no tag " + shown(key) + ".");
    }

    private static String shown(String text) {
        if (text.length() <= SHOWN_CHARS_MAX) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN_CHARS_MAX - 1)) ? SHOWN_CHARS_MAX - 1 : SHOWN_CHARS_MAX;
        return text.substring(0, end) + "…";
    }
}
