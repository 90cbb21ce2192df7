package dev.assay.http;

import dev.assay.domain.Caller;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/// One request of a `PromptPost`: its body, whole, who sent it, and the way to answer it, once. Thread-safe
/// as far as one thread hands it to the next.
public final class PromptCall {

    private static final byte[] NONE = {};
    private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final HttpField EMPTY_TYPE = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField EMPTY_LENGTH =
            new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(EMPTY.length));

    /// Room made on the word of the header alone.
    private static final int BELIEVED_BYTES_MAX = 16 * 1024;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Failures failures;
    private final PromptPost post;
    private final Caller caller;
    private final String pathPart;
    private final int length;
    private final Runnable onArrival;
    private final long deadlineNanos;
    private final Invocable.Task onContent = Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::receive);
    private byte[] body;
    private int received;

    PromptCall(
            Request request,
            Response response,
            Callback callback,
            Failures failures,
            HttpSettings settings,
            PromptPosts.Admitted admitted,
            Runnable onArrival) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.failures = failures;
        this.post = admitted.post();
        this.caller = admitted.caller();
        this.pathPart = admitted.pathPart();
        this.length = admitted.length();
        this.onArrival = onArrival;
        this.deadlineNanos = System.nanoTime() + settings.bodyDeadline().toNanos();
        this.body = new byte[Math.min(length, BELIEVED_BYTES_MAX)];
    }

    /// Only while the call is being handled: one that waits for its answer holds no body.
    public byte[] body() {
        return body;
    }

    public Caller caller() {
        return caller;
    }

    /// What the path has in its variable place, empty where there is none.
    public String pathPart() {
        return pathPart;
    }

    /// Answers with an object without fields.
    public void answerEmpty() {
        ServingConnection.of(request).run(this::sendEmpty);
    }

    /// Answers as the dialect words the failure.
    public void fail(Throwable failure) {
        inBackground(() -> refuse(failure instanceof Fault fault ? fault : Faults.internal(failure)));
    }

    /// Goes on in a thread that may wait. What `work` throws is answered as a failure.
    public void inBackground(Runnable work) {
        request.getContext().execute(() -> {
            try {
                work.run();
            } catch (Fault fault) {
                refuse(fault);
            } catch (RuntimeException | Error failure) {
                refuse(Faults.internal(failure));
            }
        });
    }

    /// Takes what has arrived of the body, and comes back for the rest when there is more.
    void receive() {
        try {
            if (!receiveAll()) {
                return;
            }
            post.handle(this);
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
        body = NONE;
        onArrival.run();
    }

    private boolean receiveAll() {
        while (true) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw Faults.malformedRequest("the body did not arrive in time");
            }
            Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(onContent);
                return false;
            }
            if (Chunk.isFailure(chunk)) {
                throw Bodies.broken(chunk.getFailure());
            }
            keep(chunk.getByteBuffer());
            chunk.release();
            if (chunk.isLast()) {
                requireWhole();
                return true;
            }
        }
    }

    private void keep(ByteBuffer bytes) {
        int count = bytes.remaining();
        if (count > body.length - received) {
            body = Arrays.copyOf(body, length);
        }
        bytes.get(body, received, count);
        received += count;
    }

    private void requireWhole() {
        if (received != length) {
            throw new IllegalStateException("BUG: Jetty let a body of another length pass");
        }
    }

    private void sendEmpty() {
        response.setStatus(200);
        response.getHeaders().put(EMPTY_TYPE);
        response.getHeaders().put(EMPTY_LENGTH);
        response.write(true, ByteBuffer.wrap(EMPTY), callback);
    }

    private void refuse(Fault fault) {
        String requestId = String.valueOf(response.getHeaders().get(RequestIds.HEADER));
        Reception.send(
                failures.word(fault, request.getMethod(), Reception.path(request), requestId), response, callback);
    }
}
