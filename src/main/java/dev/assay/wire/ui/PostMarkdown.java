package dev.assay.wire.ui;

import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import dev.assay.http.Bodies;
import dev.assay.http.JsonAnswer;
import dev.assay.json.Json;
import dev.assay.json.JsonReader;
import dev.assay.wire.json.Field;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;

/// `POST /ui/api/markdown`: a text in Markdown as HTML that runs nothing.
final class PostMarkdown implements Handler {

    @Override
    public void handle(Context context) {
        Requests.reader(context);
        String text = Json.read(Bodies.json(context), PostMarkdown::read);
        if (text.getBytes(StandardCharsets.UTF_8).length > Texts.VALUE_BYTES_MAX) {
            throw Faults.limitReached("bytes of a text in Markdown", Texts.VALUE_BYTES_MAX);
        }
        String html = Markdown.html(text);
        JsonAnswer.write(context, json -> {
            json.writeStartObject();
            json.writeStringProperty("html", html);
            json.writeEndObject();
        });
    }

    private static String read(JsonReader reader) {
        Field<String> text = new Field<>("text");
        reader.object(field -> {
            if (field.equals("text")) {
                text.set(reader.text());
            } else {
                throw reader.malformed("unknown field");
            }
        });
        return text.get(reader);
    }
}
