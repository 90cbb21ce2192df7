package dev.assay.wire.assay;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/// The description of all that is served, and whether a request and its answer are as it says. It knows the keywords of
/// JSON
/// Schema that the description uses, and no others. Of objects in answers no field may be undescribed.
@NullUnmarked // JSON has null.
public final class OpenApi {

    private static final Set<String> NOTES = Set.of("description", "format", "default");

    private final Object document;

    OpenApi(String json) {
        this.document = JsonTree.parse(json);
    }

    public static OpenApi ofTheJar() {
        try (InputStream in = OpenApi.class.getResourceAsStream("/openapi/openapi.json")) {
            return new OpenApi(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An operation by its method and the template of its path.
    public record Operation(String method, String path) implements Comparable<Operation> {
        @Override
        public int compareTo(Operation other) {
            return Comparator.comparing(Operation::path)
                    .thenComparing(Operation::method)
                    .compare(this, other);
        }
    }

    public Set<Operation> operations() {
        Set<Operation> operations = new TreeSet<>();
        JsonTree.object(JsonTree.at(document, "paths"))
                .forEach((path, methods) -> JsonTree.object(methods)
                        .keySet()
                        .forEach(method -> operations.add(new Operation(method.toUpperCase(Locale.ROOT), path))));
        return operations;
    }

    /// Those whose paths begin so.
    public Set<Operation> operationsBelow(String path) {
        return operations().stream()
                .filter(operation -> operation.path().startsWith(path))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The operation that a request is for; the most literal where several fit.
    public Optional<Operation> find(String method, String rawPath) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method) && matches(operation.path(), rawPath))
                .min(Comparator.comparingInt(operation -> operation.path().split("\\{").length));
    }

    /// A last `{path}` may hold `/`, for which OpenAPI has no word.
    private static boolean matches(String template, String rawPath) {
        String[] wanted = template.split("/", -1);
        String[] given = rawPath.split("/", -1);
        boolean tail = wanted[wanted.length - 1].equals("{path}");
        if (tail ? wanted.length > given.length : wanted.length != given.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].startsWith("{") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    /// What is wrong with an answer; empty where it is as described.
    public List<String> checkAnswer(Operation operation, int status, String contentType, String body) {
        Map<String, Object> responses = JsonTree.object(JsonTree.at(operation(operation), "responses"));
        if (!responses.containsKey(Integer.toString(status))) {
            return List.of("status " + status + " is not described");
        }
        Object response = resolve(responses.get(Integer.toString(status)));
        Map<String, Object> content = JsonTree.object(JsonTree.object(response).get("content"));
        if (content == null) {
            return body.isEmpty() ? List.of() : List.of("a body that is not described");
        }
        Object media = content.getOrDefault(contentType.split(";", -1)[0], content.get("*/*"));
        if (media == null) {
            return List.of("content type " + contentType + " is not described");
        }
        return contentType.equals("application/json") && content.containsKey(contentType)
                ? check(JsonTree.at(media, "schema"), JsonTree.parse(body), true)
                : List.of();
    }

    /// What is wrong with a JSON body of a request.
    public List<String> checkRequest(Operation operation, String body) {
        Object schema = JsonTree.at(operation(operation), "requestBody", "content", "application/json", "schema");
        return check(schema, JsonTree.parse(body), false);
    }

    public boolean takesJson(Operation operation) {
        Object body = JsonTree.object(operation(operation)).get("requestBody");
        return body != null && JsonTree.object(JsonTree.at(body, "content")).containsKey("application/json");
    }

    private Object operation(Operation operation) {
        return JsonTree.at(
                document, "paths", operation.path(), operation.method().toLowerCase(Locale.ROOT));
    }

    private Object resolve(Object node) {
        if (!(JsonTree.object(node).get("$ref") instanceof String pointer)) {
            return node;
        }
        Object found = document;
        for (String step : pointer.substring(2).split("/", -1)) {
            found = JsonTree.at(found, step);
        }
        return found;
    }

    private List<String> check(Object schema, Object value, boolean closed) {
        List<String> wrong = new ArrayList<>();
        new Check(closed, wrong).value(schema, value, "");
        return wrong;
    }

    private final class Check {

        private final boolean closed;
        private final List<String> wrong;

        Check(boolean closed, List<String> wrong) {
            this.closed = closed;
            this.wrong = wrong;
        }

        void value(Object schema, Object value, String where) {
            Map<String, Object> keywords = JsonTree.object(schema);
            keywords.forEach((keyword, argument) -> keyword(keywords, keyword, argument, value, where));
            boolean open =
                    closed && keywords.containsKey("properties") && !keywords.containsKey("additionalProperties");
            if (open && value instanceof Map<?, ?> map) {
                map.keySet().stream()
                        .filter(name ->
                                !JsonTree.object(keywords.get("properties")).containsKey(name))
                        .forEach(name -> wrong.add(where + "/" + name + " is not described"));
            }
        }

        private void keyword(Map<String, Object> schema, String keyword, Object argument, Object value, String where) {
            switch (keyword) {
                case "$ref" -> value(resolve(schema), value, where);
                case "type" -> require(isOfType(argument, value), where, "is no " + argument + ": " + value);
                case "const" -> require(argument.equals(value), where, "is not " + argument);
                case "enum" -> require(JsonTree.list(argument).contains(value), where, "is none of " + argument);
                case "oneOf" -> oneOf(JsonTree.list(argument), value, where);
                case "required" -> {
                    if (value instanceof Map<?, ?> map) {
                        JsonTree.list(argument)
                                .forEach(name -> require(map.containsKey(name), where + "/" + name, "is missing"));
                    }
                }
                case "properties" -> {
                    if (value instanceof Map<?, ?> map) {
                        JsonTree.object(argument).forEach((name, property) -> {
                            if (map.containsKey(name)) {
                                value(property, map.get(name), where + "/" + name);
                            }
                        });
                    }
                }
                case "additionalProperties" -> additional(schema, argument, value, where);
                case "propertyNames" -> {
                    if (value instanceof Map<?, ?> map) {
                        map.keySet().forEach(name -> value(argument, name, where + "/" + name));
                    }
                }
                case "items" -> {
                    if (value instanceof List<?> list) {
                        for (int i = 0; i < list.size(); i++) {
                            value(argument, list.get(i), where + "/" + i);
                        }
                    }
                }
                case "pattern" ->
                    require(
                            !(value instanceof String text)
                                    || Pattern.compile((String) argument)
                                            .matcher(text)
                                            .find(),
                            where,
                            "does not match " + argument + ": " + value);
                case "minLength", "maxLength" -> {
                    if (value instanceof String text) {
                        requireSize(keyword, argument, text.codePointCount(0, text.length()), where);
                    }
                }
                case "minItems", "maxItems" -> {
                    if (value instanceof List<?> list) {
                        requireSize(keyword, argument, list.size(), where);
                    }
                }
                case "minimum", "maximum" -> {
                    if (value instanceof Long number) {
                        requireSize(keyword, argument, number, where);
                    }
                }
                default -> require(NOTES.contains(keyword), where, "has a schema with the unknown word " + keyword);
            }
        }

        private void require(boolean holds, String where, String what) {
            if (!holds) {
                wrong.add(where + " " + what);
            }
        }

        private void requireSize(String keyword, Object argument, long size, String where) {
            long bound = (Long) argument;
            require(keyword.startsWith("min") ? size >= bound : size <= bound, where, keyword + " " + bound);
        }

        private void oneOf(List<Object> schemas, Object value, String where) {
            List<String> all = new ArrayList<>();
            long fits = schemas.stream()
                    .filter(schema -> {
                        List<String> found = new ArrayList<>();
                        new Check(closed, found).value(schema, value, where);
                        all.addAll(found);
                        return found.isEmpty();
                    })
                    .count();
            require(fits == 1, where, "fits " + fits + " of the schemas: " + all);
        }

        private void additional(Map<String, Object> schema, Object argument, Object value, String where) {
            if (!(value instanceof Map<?, ?> map)) {
                return;
            }
            Map<String, Object> known = JsonTree.object(schema.getOrDefault("properties", Map.of()));
            map.forEach((name, property) -> {
                if (known.containsKey(name)) {
                    return;
                }
                if (argument instanceof Boolean allowed) {
                    require(allowed, where + "/" + name, "is not described");
                } else {
                    value(argument, property, where + "/" + name);
                }
            });
        }

        private static boolean isOfType(Object type, Object value) {
            if (type instanceof List<?> types) {
                return types.stream().anyMatch(one -> isOfType(one, value));
            }
            return switch ((String) type) {
                case "object" -> value instanceof Map;
                case "array" -> value instanceof List;
                case "string" -> value instanceof String;
                case "boolean" -> value instanceof Boolean;
                case "integer" -> value instanceof Long || value instanceof BigInteger;
                case "number" -> value instanceof Number;
                case "null" -> value == null;
                default -> throw new IllegalArgumentException("type " + type);
            };
        }
    }
}
