package dev.assay.attack;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// How an API words a failure, as its clients parse it.
enum Words {
    /// Our own words are Foundry's.
    FOUNDRY,
    MLFLOW,
    OAUTH;

    private static final int BODY_BYTES_MAX = 8 * 1024;
    private static final Pattern INSIDES = Pattern.compile("Exception|\\bat [a-z]+\\.[a-z]+\\.|dev\\.assay\\.[a-z]"
            + "|org\\.(sqlite|jooq|eclipse)|tools\\.jackson|java\\.(lang|util|io)|SQLITE_|/tmp/|NullPointer");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private Set<String> names() {
        return switch (this) {
            case FOUNDRY -> Set.of("errorCode", "errorName", "errorInstanceId", "errorDescription", "parameters");
            case MLFLOW -> Set.of("error_code", "message");
            case OAUTH -> Set.of("error", "error_description");
        };
    }

    /// What is wrong with the wording of a failure; empty where nothing is.
    Optional<String> findMistake(Wire.Answer answer) {
        if (!"application/json".equals(answer.headers().get("content-type"))) {
            return Optional.of("content type " + answer.headers().get("content-type"));
        }
        if (answer.body().length > BODY_BYTES_MAX) {
            return Optional.of("a flood of " + answer.body().length + " bytes");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(answer.body()))
                    .toString();
            if (INSIDES.matcher(text).find()) {
                return Optional.of("shows its insides");
            }
            return findMistake(fields(text));
        } catch (CharacterCodingException e) {
            return Optional.of("not UTF-8");
        } catch (JacksonException e) {
            return Optional.of("not JSON");
        }
    }

    private Optional<String> findMistake(Map<String, String> fields) {
        if (!fields.keySet().equals(names())) {
            return Optional.of("the fields " + fields.keySet());
        }
        if (fields.entrySet().stream()
                .anyMatch(field ->
                        !field.getKey().equals("parameters") && field.getValue().isBlank())) {
            return Optional.of("an empty text");
        }
        return switch (this) {
            case MLFLOW, OAUTH -> Optional.empty();
            case FOUNDRY ->
                UUID.matcher(fields.get("errorInstanceId")).matches()
                        ? Optional.empty()
                        : Optional.of("errorInstanceId is no UUID");
        };
    }

    /// The error's code: what programs tell failures apart by.
    String code(Wire.Answer answer) {
        String name = switch (this) {
            case FOUNDRY -> "errorName";
            case MLFLOW -> "error_code";
            case OAUTH -> "error";
        };
        return fields(answer.text()).getOrDefault(name, "");
    }

    /// The texts of an object; an object of texts inside it counts as one text.
    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.START_OBJECT) {
                    require(name.equals("parameters"));
                    while (parser.nextToken() != JsonToken.END_OBJECT) {
                        require(parser.nextToken() == JsonToken.VALUE_STRING);
                    }
                    fields.put(name, "");
                } else {
                    require(parser.currentToken() == JsonToken.VALUE_STRING);
                    require(fields.put(name, parser.getString()) == null);
                }
            }
            require(parser.nextToken() == null);
        }
        return fields;
    }

    private static void require(boolean expected) {
        if (!expected) {
            throw new JacksonException("not the shape of an error") {};
        }
    }
}
