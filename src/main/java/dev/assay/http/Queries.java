package dev.assay.http;

import dev.assay.domain.Faults;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads query parameters strictly: one that comes twice, or that cannot be what it is called, is the caller's mistake.
/// Parameters that nobody reads are ignored.
public final class Queries {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,19}");
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,18}");

    private Queries() {}

    /// Throws `InvalidArgument` where the query has another name than these: a slip in a name must not vanish.
    public static void requireKnown(Context context, String... names) {
        Set<String> known = Set.of(names);
        for (String name : context.queryParamMap().keySet()) {
            if (!known.contains(name)) {
                throw Faults.invalid(name, "no query parameter of this route");
            }
        }
    }

    public static Optional<String> findText(Context context, String name) {
        List<String> values = context.queryParams(name);
        if (values.size() > 1) {
            throw Faults.invalid(name, "comes more than once");
        }
        return values.stream().findFirst();
    }

    /// `true` or `false`; false where it is absent.
    public static boolean flag(Context context, String name) {
        return findText(context, name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Faults.invalid(name, "neither true nor false");
                })
                .orElse(false);
    }

    public static OptionalLong findInt64(Context context, String name) {
        Optional<String> text = findText(context, name);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(int64(name, text.get()));
    }

    /// How many to pass over, 0 where it is absent; `InvalidOffset` for what is negative or no number.
    public static long offset(Context context, String name) {
        String text = findText(context, name).orElse("0");
        if (!OFFSET.matcher(text).matches()) {
            throw Faults.invalidOffset(text);
        }
        return Long.parseLong(text);
    }

    /// A size past `max` is cut to it; `InvalidPageSize` for one below 1 and for what is no number.
    public static int pageSize(Context context, String name, int otherwise, int max) {
        Optional<String> text = findText(context, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!INTEGER.matcher(text.get()).matches()) {
            throw Faults.invalidPageSize(text.get());
        }
        return pageSize(text.get(), max);
    }

    private static int pageSize(String text, int max) {
        boolean negative = text.startsWith("-");
        long size = negative ? 0 : text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
        if (size < 1) {
            throw Faults.invalidPageSize(text);
        }
        return (int) Math.min(size, max);
    }

    private static long int64(String name, String text) {
        if (!INTEGER.matcher(text).matches()) {
            throw Faults.invalid(name, "not an integer");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Faults.invalid(name, "out of the range of int64");
        }
    }
}
