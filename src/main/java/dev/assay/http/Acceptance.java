package dev.assay.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Chooses the media type of an answer by `Accept`, as RFC 9110 has it: of each type the most specific range
/// counts. The type with the highest quality is taken; among equal ones the one that the client named, then
/// the one offered first.
public final class Acceptance {

    private static final String ALL = "*/*";

    private record Range(String type, double quality) {

        /// 2 for the type itself, 1 for all of its kind, 0 for all.
        int precision() {
            return type.equals(ALL) ? 0 : type.endsWith("/*") ? 1 : 2;
        }

        boolean holds(String offered) {
            return switch (precision()) {
                case 0 -> true;
                case 1 -> offered.startsWith(type.substring(0, type.length() - 1));
                default -> offered.equals(type);
            };
        }
    }

    private Acceptance() {}

    /// One of the types, in the order of our preference; empty where the client takes none of them.
    public static Optional<String> choose(Context context, List<String> offered) {
        return choose(text(context), offered);
    }

    /// The headers as they came, all in one line.
    public static String text(Context context) {
        String text = String.join(", ", Collections.list(context.req().getHeaders("Accept")));
        return text.isBlank() ? ALL : text;
    }

    static Optional<String> choose(String accepted, List<String> offered) {
        List<Range> ranges = new ArrayList<>();
        for (String range : accepted.split(",", -1)) {
            ranges.add(range(range));
        }
        Optional<String> best = Optional.empty();
        Range bestRange = new Range(ALL, 0);
        for (String type : offered) {
            Range range = mostPrecise(ranges, type);
            boolean better = range.quality() > bestRange.quality()
                    || (best.isPresent()
                            && range.quality() == bestRange.quality()
                            && range.precision() > bestRange.precision());
            if (better) {
                best = Optional.of(type);
                bestRange = range;
            }
        }
        return best;
    }

    private static Range mostPrecise(List<Range> ranges, String type) {
        Range best = new Range(ALL, 0);
        int precision = -1;
        for (Range range : ranges) {
            if (range.holds(type) && range.precision() > precision) {
                best = range;
                precision = range.precision();
            }
        }
        return best;
    }

    private static Range range(String text) {
        String[] parts = text.split(";", -1);
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                quality = quality(parameter.substring(2));
            }
        }
        return new Range(parts[0].strip().toLowerCase(Locale.ROOT), quality);
    }

    /// What is no quality counts as none given.
    private static double quality(String text) {
        return text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 1;
    }
}
