package dev.assay.attack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A route with a request that it answers with 200, 201 or 204; or with a 4xx, where it refuses every request.
///
/// @param route as it was added to the server
/// @param contentType empty where the request has no body
/// @param body `@n` in it and in `path` is a number that no request before had
/// @param touched the parts of the store that the request may change; `new model` stands for one row that was
/// not there, and a trailing `*` for any rest of a name
/// @param undo a request that makes the twin valid again after it was answered with success
record Target(
        Words words,
        String method,
        String route,
        String path,
        String contentType,
        String body,
        List<String> touched,
        Optional<Undo> undo,
        boolean refuses) {

    record Undo(String method, String path, String body) {}

    static Target of(Words words, String method, String route, String path) {
        return new Target(words, method, route, path, "", "", List.of(), Optional.empty(), false);
    }

    Target json(String text) {
        return new Target(words, method, route, path, "application/json", text, touched, undo, refuses);
    }

    Target content(String type, String text) {
        return new Target(words, method, route, path, type, text, touched, undo, refuses);
    }

    Target touching(String... parts) {
        return new Target(words, method, route, path, contentType, body, List.of(parts), undo, refuses);
    }

    Target undoneBy(String undoMethod, String undoPath, String undoBody) {
        Undo undoing = new Undo(undoMethod, undoPath, undoBody);
        return new Target(words, method, route, path, contentType, body, touched, Optional.of(undoing), refuses);
    }

    Target refusing() {
        return new Target(words, method, route, path, contentType, body, touched, undo, true);
    }

    String name() {
        return method + " " + route + (contentType.isEmpty() ? "" : " (" + contentType + ")");
    }

    /// Of the parts that a request changed, those that it had no business with.
    Set<String> strangers(Set<String> changed, Set<String> before) {
        Set<String> strangers = new TreeSet<>(changed);
        strangers.removeIf(part -> part.startsWith("counter/") || part.startsWith("experiment_change/"));
        for (String allowed : touched) {
            if (allowed.startsWith("new ")) {
                String table = allowed.substring(4) + "/";
                strangers.stream()
                        .filter(part -> part.startsWith(table) && !before.contains(part))
                        .findFirst()
                        .ifPresent(strangers::remove);
            } else if (allowed.endsWith("*")) {
                strangers.removeIf(part -> part.startsWith(allowed.substring(0, allowed.length() - 1)));
            } else {
                strangers.remove(allowed);
            }
        }
        return strangers;
    }

    boolean isRead() {
        return touched.isEmpty();
    }

    /// The names of the path's variables stand in braces in the route.
    List<String> rids() {
        return Arrays.stream(path.split("[/?&=]"))
                .filter(segment -> segment.startsWith("ri."))
                .toList();
    }
}
