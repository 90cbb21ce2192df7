package dev.assay.attack;

import java.util.ArrayList;
import java.util.List;

/// Where the values, the fields and the objects of a valid JSON text stand in it.
final class JsonSpans {

    /// From `start` to before `end`; `path` names it.
    record Span(String path, int start, int end) {}

    private final String text;
    private final List<Span> values = new ArrayList<>();
    private final List<Span> fields = new ArrayList<>();
    private final List<Span> objects = new ArrayList<>();
    private int at;

    private JsonSpans(String text) {
        this.text = text;
    }

    static JsonSpans of(String text) {
        JsonSpans spans = new JsonSpans(text);
        spans.value("");
        return spans;
    }

    /// All but the outermost.
    List<Span> values() {
        return values.stream().filter(span -> !span.path().isEmpty()).toList();
    }

    /// A name with its value.
    List<Span> fields() {
        return fields;
    }

    List<Span> objects() {
        return objects;
    }

    private void value(String path) {
        blanks();
        int start = at;
        switch (text.charAt(at)) {
            case '{' -> object(path);
            case '[' -> array(path);
            case '"' -> string();
            default -> {
                while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
            }
        }
        values.add(new Span(path, start, at));
    }

    private void object(String path) {
        int start = at++;
        for (blanks(); text.charAt(at) != '}'; blanks()) {
            if (text.charAt(at) == ',') {
                at++;
                blanks();
            }
            int nameStart = at;
            String name = string();
            blanks();
            at++; // the colon
            value(path + "/" + name);
            fields.add(new Span(path + "/" + name, nameStart, at));
        }
        at++;
        objects.add(new Span(path, start, at));
    }

    private void array(String path) {
        at++;
        int index = 0;
        for (blanks(); text.charAt(at) != ']'; blanks()) {
            if (text.charAt(at) == ',') {
                at++;
            }
            value(path + "/" + index++);
        }
        at++;
    }

    private String string() {
        int start = ++at;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return text.substring(start, at++);
    }

    private void blanks() {
        while (at < text.length() && " \n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
