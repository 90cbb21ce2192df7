package dev.assay.json;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/// Pulls values out of a JSON body, one after the other, without a tree. Whatever is not as it is asked for is a
/// `MalformedBody` that points to the place.
///
/// It always stands at a value, and every value is read exactly once, by one of the methods below. Integers: a JSON
/// integer or a string that holds one, never through a double; `1.0` and `1e3` are not integers. Doubles: a JSON
/// number, a string that holds one, `"NaN"`, `"Infinity"`, `"-Infinity"`; `-0` keeps its sign, what would overflow is
/// refused, what is too small is 0. Texts: no lone surrogates, which UTF-8 could not keep.
///
/// Not for several threads.
public final class JsonReader {

    /// Where our own bodies and those of other dialects part.
    public enum Rules {
        /// A name that comes twice in an object is refused: a later writer's slip must not vanish.
        STRICT,
        /// As protobuf reads JSON: the last of a name's values wins (the caller sees all in order), and a whole number
        /// in any notation (`1.0`, `1e3`) is an integer.
        LENIENT
    }

    /// What the next value is, where several would do.
    public enum Kind {
        OBJECT,
        ARRAY,
        TEXT,
        INTEGER,
        DECIMAL,
        BOOL,
        NULL
    }

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int NAMES_SCANNED_MAX = 16;

    private final byte[] body;
    private final int offset;
    private final JsonParser parser;
    private final Rules rules;
    private final boolean surrogateEscapes;
    private final @Nullable Names[] namesByDepth = new Names[Json.DEPTH_MAX + 1];
    private int depth;
    private boolean read;

    private JsonReader(byte[] body, int offset, Rules rules, boolean surrogateEscapes) {
        this.body = body;
        this.offset = offset;
        this.rules = rules;
        this.surrogateEscapes = surrogateEscapes;
        this.parser = Json.parser(body, offset);
    }

    static <T> T read(byte[] body, Rules rules, Function<JsonReader, T> value) {
        BodyText.Found found = BodyText.look(body);
        if (found == BodyText.Found.INVALID_UTF8) {
            throw Faults.malformedBody("", "not UTF-8");
        }
        JsonReader reader = new JsonReader(body, 0, rules, found == BodyText.Found.SURROGATE_ESCAPES);
        try (JsonParser _ = reader.parser) {
            return reader.whole(value);
        } catch (JacksonException e) {
            throw reader.notJson(e);
        }
    }

    private <T> T whole(Function<JsonReader, T> value) {
        if (parser.nextToken() == null) {
            throw Faults.malformedBody("", "empty");
        }
        T result = value.apply(this);
        requireRead();
        if (parser.nextToken() != null) {
            throw Faults.malformedBody("", "something follows the value");
        }
        return result;
    }

    /// The RFC 6901 pointer of the value that the reader stands at or has just read; empty at the top.
    public String where() {
        return parser.streamReadContext().pathAsPointer(false).toString();
    }

    /// What the caller throws when the value here does not suit.
    public Fault malformed(String reason) {
        return Faults.malformedBody(where(), reason);
    }

    /// What the caller throws when the object that was just read lacks a field.
    public Fault missing(String field) {
        return Faults.malformedBody(where() + "/" + field, "missing");
    }

    public Kind kind() {
        requireUnread();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_STRING -> Kind.TEXT;
            case VALUE_NUMBER_INT -> Kind.INTEGER;
            case VALUE_NUMBER_FLOAT -> Kind.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOL;
            case VALUE_NULL -> Kind.NULL;
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("BUG: the reader stands at " + token);
        };
    }

    public boolean isNull() {
        requireUnread();
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /// Hands every name to `field`, which reads the name's value.
    public void object(Consumer<String> field) {
        requireUnread();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("not an object");
        }
        Names names = rules == Rules.STRICT ? openNames() : null;
        depth++;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            requireWhole(name);
            if (names != null && !names.add(name)) {
                throw malformed("the name comes twice");
            }
            parser.nextToken();
            read = false;
            field.accept(name);
            requireRead();
        }
        depth--;
        read = true;
    }

    /// Calls `element` at every element; it reads the element.
    public void array(Runnable element) {
        requireUnread();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw malformed("not an array");
        }
        depth++;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read = false;
            element.run();
            requireRead();
        }
        depth--;
        read = true;
    }

    /// The text of a field of the object that the reader stands at, without moving: which variant of a union it is,
    /// wherever its writer put the discriminator. The last, where it comes twice.
    public Optional<String> peekText(String field) {
        requireUnread();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("not an object");
        }
        int start = offset + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        JsonReader ahead = new JsonReader(body, start, Rules.LENIENT, surrogateEscapes);
        try (JsonParser _ = ahead.parser) {
            ahead.parser.nextToken();
            return ahead.findText(field);
        } catch (JacksonException e) {
            throw notJson(e);
        }
    }

    private Optional<String> findText(String field) {
        String found = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean named = parser.currentName().equals(field);
            if (parser.nextToken() == JsonToken.VALUE_STRING && named) {
                found = parser.getString();
            } else {
                parser.skipChildren();
            }
        }
        return Optional.ofNullable(found);
    }

    /// The JSON text of the object here, as it came, once `value` has read it.
    public String rawObject(Runnable value) {
        requireUnread();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("not an object");
        }
        int start = offset + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        value.run();
        requireRead();
        int end = offset + Math.toIntExact(parser.currentLocation().getByteOffset());
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }

    public String text() {
        requireUnread();
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed("not a string");
        }
        String text = parser.getString();
        requireWhole(text);
        read = true;
        return text;
    }

    /// A text like another, but one that is likely to have come before: then it is the string that it was then.
    public String recurringText(RecurringTexts.Place texts) {
        requireUnread();
        if (surrogateEscapes || parser.currentToken() != JsonToken.VALUE_STRING) {
            return text();
        }
        String text = texts.find(parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
        read = true;
        return text;
    }

    public long int64() {
        requireUnread();
        JsonToken token = parser.currentToken();
        long value;
        if (token == JsonToken.VALUE_NUMBER_INT) {
            value = parsedLong(parser.getStringLength() < 19 ? null : parser.getString());
        } else if (token == JsonToken.VALUE_STRING
                && INTEGER.matcher(parser.getString()).matches()) {
            value = parsedLong(parser.getString());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT && rules == Rules.LENIENT) {
            value = wholeNumber(parser.getString());
        } else {
            throw malformed("not an integer");
        }
        read = true;
        return value;
    }

    private long parsedLong(@Nullable String text) {
        try {
            return text == null ? parser.getLongValue() : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw malformed("out of the range of int64");
        }
    }

    /// BigDecimal looks at the exponent before it would write out its zeros.
    private long wholeNumber(String text) {
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw malformed("not an integer of 64 bits");
        }
    }

    public int int32() {
        long value = int64();
        if (value != (int) value) {
            throw malformed("out of the range of int32");
        }
        return (int) value;
    }

    public double float64() {
        requireUnread();
        JsonToken token = parser.currentToken();
        double value;
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            value = finite(parser.getDoubleValue());
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            value = finite(wholeDouble());
        } else if (token == JsonToken.VALUE_STRING) {
            value = namedDouble(parser.getString());
        } else {
            throw malformed("not a number");
        }
        read = true;
        return value;
    }

    /// Jackson reads `-0` as the integer 0.
    private double wholeDouble() {
        double value = parser.getDoubleValue();
        return value == 0 && parser.getString().startsWith("-") ? -0.0 : value;
    }

    private double namedDouble(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (text.length() > Json.NUMBER_CHARS_MAX
                        || !NUMBER.matcher(text).matches()) {
                    throw malformed("not a number");
                }
                yield finite(Double.parseDouble(text));
            }
        };
    }

    private double finite(double value) {
        if (Double.isInfinite(value)) {
            throw malformed("out of the range of a double");
        }
        return value;
    }

    public boolean bool() {
        requireUnread();
        boolean value = switch (kind()) {
            case BOOL -> parser.currentToken() == JsonToken.VALUE_TRUE;
            case OBJECT, ARRAY, TEXT, INTEGER, DECIMAL, NULL -> throw malformed("neither true nor false");
        };
        read = true;
        return value;
    }

    /// Passes over the value, whatever it is. Strict rules hold inside it too.
    public void skip() {
        requireUnread();
        if (rules == Rules.LENIENT) {
            parser.skipChildren();
            read = true;
            return;
        }
        switch (kind()) {
            case OBJECT -> object(_ -> skip());
            case ARRAY -> array(this::skip);
            case TEXT -> text();
            case INTEGER, DECIMAL, BOOL, NULL -> read = true;
        }
    }

    private void requireWhole(String text) {
        if (surrogateEscapes && hasLoneSurrogate(text)) {
            throw malformed("half a surrogate pair, which UTF-8 cannot hold");
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints()
                .anyMatch(point -> Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE);
    }

    private void requireUnread() {
        if (read) {
            throw new IllegalStateException("BUG: the value at " + where() + " was read before");
        }
    }

    private void requireRead() {
        if (!read) {
            throw new IllegalStateException("BUG: the value at " + where() + " was not read");
        }
    }

    private Fault notJson(JacksonException failure) {
        if (failure instanceof StreamConstraintsException) {
            return malformed("past a limit: depth " + Json.DEPTH_MAX + ", a number of " + Json.NUMBER_CHARS_MAX
                    + " characters, a name of " + Json.NAME_CHARS_MAX);
        }
        return malformed("not JSON at line " + failure.getLocation().getLineNr() + ", column "
                + failure.getLocation().getColumnNr());
    }

    private Names openNames() {
        Names names = namesByDepth[depth];
        if (names == null) {
            names = new Names();
            namesByDepth[depth] = names;
        }
        names.clear();
        return names;
    }

    /// The names of one object, kept for the next at the same depth; few are compared, many are hashed.
    private static final class Names {

        private final String[] first = new String[NAMES_SCANNED_MAX];
        private final Set<String> more = new HashSet<>();
        private int count;

        void clear() {
            count = 0;
            more.clear();
        }

        boolean add(String name) {
            if (count < NAMES_SCANNED_MAX) {
                for (int i = 0; i < count; i++) {
                    if (first[i].equals(name)) {
                        return false;
                    }
                }
                first[count++] = name;
                return true;
            }
            if (more.isEmpty()) {
                more.addAll(Arrays.asList(first));
            }
            return more.add(name);
        }
    }
}
