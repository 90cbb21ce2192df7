package dev.assay.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operator of a comparison and what stands to the right of it.
final class Operand {

    private final Words words;
    private final Target target;

    Operand(Words words, Target target) {
        this.words = words;
        this.target = target;
    }

    TextTest textTest() {
        Token operator = words.next();
        if (operator.isWord("like") || operator.isWord("ilike")) {
            return new TextTest.Like(text(), operator.isWord("ilike"));
        }
        if (operator.isWord("in")) {
            return new TextTest.OneOf(texts());
        }
        if (operator.isWord("not")) {
            words.requireWord("in");
            return new TextTest.NotOneOf(texts());
        }
        return switch (operator.kind() == Token.Kind.SYMBOL ? operator.text() : "") {
            case "=", "==" -> new TextTest.Equal(text());
            case "!=", "<>" -> new TextTest.NotEqual(text());
            case "~" -> new TextTest.Contains(text());
            default -> throw words.unexpected(operator, "=, !=, ~, LIKE, ILIKE, IN, NOT IN or IS");
        };
    }

    NumberTest numberTest() {
        Comparison comparison = comparison();
        return new NumberTest(comparison, number(words.next()));
    }

    /// Against milliseconds since 1970, or a date, with or without a time, in quotes.
    NumberTest timeTest() {
        Comparison comparison = comparison();
        Token value = words.next();
        return switch (value.kind()) {
            case NUMBER -> new NumberTest(comparison, number(value));
            case TEXT ->
                new NumberTest(
                        comparison,
                        new Num.Int(time(value.text())
                                .orElseThrow(
                                        () -> words.fault(value, "not an ISO-8601 date, nor one with time and zone"))
                                .toEpochMilli()));
            case NAME, SYMBOL, END -> throw words.unexpected(value, "a number of milliseconds or a date in quotes");
        };
    }

    /// A text in quotes is compared with the value's text, a number with its number, `true` and `false`
    /// with its truth.
    ValueTest valueTest() {
        Token operator = words.peek();
        if (operator.kind() != Token.Kind.SYMBOL) {
            return new ValueTest.OfText(textTest());
        }
        Token value = words.afterNext();
        if (value.kind() == Token.Kind.NUMBER) {
            return new ValueTest.OfNumber(numberTest());
        }
        if (value.isWord("true") || value.isWord("false")) {
            Comparison comparison = comparison();
            words.next();
            if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
                throw words.fault(operator, "true and false are compared by = and !=");
            }
            return new ValueTest.OfBoolean(comparison, value.isWord("true"));
        }
        return new ValueTest.OfText(textTest());
    }

    private Comparison comparison() {
        Token operator = words.next();
        return switch (operator.kind() == Token.Kind.SYMBOL ? operator.text() : "") {
            case "=", "==" -> Comparison.EQUAL;
            case "!=", "<>" -> Comparison.NOT_EQUAL;
            case "<" -> Comparison.LESS;
            case "<=" -> Comparison.LESS_OR_EQUAL;
            case ">" -> Comparison.GREATER;
            case ">=" -> Comparison.GREATER_OR_EQUAL;
            default -> throw words.unexpected(operator, "=, !=, <, <=, > or >=");
        };
    }

    private Num number(Token token) {
        if (token.kind() != Token.Kind.NUMBER) {
            throw words.unexpected(token, "a number without quotes");
        }
        try {
            return new Num.Int(Long.parseLong(token.text()));
        } catch (NumberFormatException e) {
            return new Num.Dbl(Double.parseDouble(token.text()));
        }
    }

    private String text() {
        Token token = words.next();
        if (token.kind() != Token.Kind.TEXT) {
            throw words.unexpected(token, wanted());
        }
        return token.text();
    }

    private String wanted() {
        return switch (target) {
            case Target.OfParameter _ -> "a text in quotes, a number, true or false";
            case Target.OfText _,
                    Target.OfTime _,
                    Target.OfNumber _,
                    Target.OfTag _,
                    Target.OfTags _,
                    Target.OfLength _,
                    Target.OfAggregate _,
                    Target.OfSummary _,
                    Target.OfTagTexts _,
                    Target.OfParameterNames _,
                    Target.OfSeriesNames _,
                    Target.OfNothing _ -> "a text in quotes";
        };
    }

    private List<String> texts() {
        words.requireSymbol("(");
        List<String> texts = new ArrayList<>();
        do {
            if (!texts.isEmpty() && words.peek().isSymbol(")")) {
                break;
            }
            if (texts.size() == Filter.LEAVES_MAX) {
                throw words.fault(words.peek(), "more than " + Filter.LEAVES_MAX + " texts in one list");
            }
            texts.add(text());
        } while (words.skipSymbol(","));
        words.requireSymbol(")");
        return texts;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
