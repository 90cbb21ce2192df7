package dev.assay.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Answers again what is kept, in the thread that waits for requests, to callers that are known without asking.
/// Whatever else a request may be about has its route of Javalin's.
final class PromptGets extends Handler.Wrapper {

    private static final String ADMITTED = "dev.assay.http.kept";

    private final KeptAnswers kept;
    private final Callers callers;

    private record Admitted(KeptAnswer answer, String encoding) {}

    PromptGets(KeptAnswers kept, Callers callers) {
        this.kept = kept;
        this.callers = callers;
    }

    /// Whether the request will be answered here, without waiting for anything.
    boolean admit(Request request) {
        if (!isPlain(request)) {
            return false;
        }
        KeptAnswer answer = kept.find(KeptAnswers.target(request)).orElse(null);
        if (answer == null || !mayHave(request, answer)) {
            return false;
        }
        String encoding = kept.encoding(answer, request.getHeaders());
        if (!answer.has(encoding)) {
            return false;
        }
        request.setAttribute(ADMITTED, new Admitted(answer, encoding));
        Measured.route(request, answer.route());
        return true;
    }

    private static boolean isPlain(Request request) {
        HttpFields headers = request.getHeaders();
        return HttpMethod.GET.is(request.getMethod())
                && request.getLength() <= 0
                && !headers.contains(HttpHeader.TRANSFER_ENCODING)
                && !headers.contains(HttpHeader.EXPECT);
    }

    private boolean mayHave(Request request, KeptAnswer answer) {
        return callers.recall(request.getHeaders())
                .filter(caller -> caller.scopes().contains(answer.scope()))
                .isPresent();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!(request.getAttribute(ADMITTED) instanceof Admitted admitted)) {
            return super.handle(request, response, callback);
        }
        KeptAnswer.Reply reply = admitted.answer().reply(request.getHeaders(), admitted.encoding());
        response.setStatus(reply.status());
        reply.fields().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
        return true;
    }
}
