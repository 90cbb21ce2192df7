package dev.assay.http;

import dev.assay.domain.Scope;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import tools.jackson.core.JsonGenerator;

/// Answers a GET with a JSON body that has an entity tag: 304 without a body to a client that has it already. It is
/// kept as long as it is current, so that whoever asks for the same is answered by `PromptGets`.
public final class TaggedAnswer {

    private TaggedAnswer() {}

    /// Answers with what `body` writes.
    ///
    /// @param scope what a caller needs, beside the address, to be answered the same
    /// @param isCurrent whether it is certain that the same body would be written now; must not wait
    public static void write(Context context, Scope scope, BooleanSupplier isCurrent, Consumer<JsonGenerator> body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonAnswer.writer(context, out)) {
            body.accept(json);
        }
        KeptAnswers kept = context.appData(KeptAnswers.KEY);
        KeptAnswer answer = new KeptAnswer(scope, Measured.routeOf(context), isCurrent, out.toByteArray());
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(context.req());
        String encoding = kept.pack(answer, request.getHeaders());
        kept.keep(KeptAnswers.target(request), answer);
        send(answer.reply(request.getHeaders(), encoding), context);
    }

    private static void send(KeptAnswer.Reply reply, Context context) {
        context.status(reply.status());
        context.res().setContentType(null); // Javalin's own, which 304 would show.
        for (HttpField field : reply.fields()) {
            context.res().setHeader(field.getName(), field.getValue());
        }
        try {
            context.res().getOutputStream().write(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
