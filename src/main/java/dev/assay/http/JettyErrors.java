package dev.assay.http;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Words what Jetty refuses before Javalin sees it: requests that cannot be parsed, above all.
final class JettyErrors extends ErrorHandler {

    private final Failures failures;

    JettyErrors(Failures failures) {
        this.failures = failures;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String requestId = RequestIds.choose(request.getHeaders().get(RequestIds.HEADER));
        String path = ServingConnection.findUnparsedPath(request).orElseGet(() -> Reception.path(request));
        Reception.headers(requestId).forEach(response.getHeaders()::put);
        // After what it could not parse Jetty closes, and the client should hear so before its next request.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        Fault fault = fault(request, response.getStatus(), path);
        Reception.send(failures.word(fault, request.getMethod(), path, requestId), response, callback);
        return true;
    }

    private static Fault fault(Request request, int status, String path) {
        Object cause = request.getAttribute(ERROR_EXCEPTION);
        if (cause instanceof HttpException http) {
            return Failures.fault(http.getCode(), path, String.valueOf(http.getReason()));
        }
        if (cause instanceof Throwable bug && status >= 500 && status != 503) {
            return Faults.internal(bug);
        }
        return Failures.fault(status, path, String.valueOf(request.getAttribute(ERROR_MESSAGE)));
    }
}
