package dev.assay.query;

import java.util.ArrayList;
import java.util.List;

/// Reads the names of columns as filters and orders have them, a text for each. Throws `InvalidFilter` with
/// the position of what is wrong.
public final class ColumnLanguage {

    private static final String WHAT = "column";

    private ColumnLanguage() {}

    /// In the same order; a column may come twice.
    public static List<Target> parse(Vocabulary vocabulary, List<String> texts) {
        List<Target> columns = new ArrayList<>(texts.size());
        for (String text : texts) {
            columns.add(parse(vocabulary, text));
        }
        return columns;
    }

    /// One alone.
    public static Target parse(Vocabulary vocabulary, String text) {
        Words words = new Words(WHAT, text);
        Token name = words.peek();
        Target target = words.target(vocabulary);
        words.requireEnd("the end");
        return switch (target) {
            case Target.OfText _,
                    Target.OfTime _,
                    Target.OfNumber _,
                    Target.OfParameter _,
                    Target.OfTag _,
                    Target.OfTags _,
                    Target.OfLength _,
                    Target.OfAggregate _ -> target;
            case Target.OfSummary _,
                    Target.OfTagTexts _,
                    Target.OfParameterNames _,
                    Target.OfSeriesNames _,
                    Target.OfNothing _ -> throw words.fault(name, "there is no column of this");
        };
    }
}
