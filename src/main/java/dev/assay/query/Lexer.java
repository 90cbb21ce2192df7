package dev.assay.query;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a text into the words of the language.
final class Lexer {

    /// Of a filter, and of one key of an order.
    static final int CHARS_MAX = 100_000;

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    private static final Pattern SYMBOL = Pattern.compile("<=|>=|!=|<>|==|[=<>~(),]");

    private final String what;
    private final String text;
    private int at;

    private Lexer(String what, String text) {
        this.what = what;
        this.text = text;
    }

    /// All of them, with `END` last.
    ///
    /// @param what the text is called in faults
    static List<Token> tokens(String what, String text) {
        Lexer lexer = new Lexer(what, text);
        if (text.length() > CHARS_MAX) {
            throw lexer.fault(CHARS_MAX, "more than " + CHARS_MAX + " characters");
        }
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return new Token(Kind.END, "", at + 1);
        }
        int start = at;
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            return new Token(Kind.TEXT, quoted(first), start + 1);
        }
        if (first == '`' || isNameStart(first)) {
            return name(start);
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            return new Token(Kind.NUMBER, number.group(), start + 1);
        }
        Matcher symbol = SYMBOL.matcher(text).region(at, text.length());
        if (symbol.lookingAt()) {
            at = symbol.end();
            return new Token(Kind.SYMBOL, symbol.group(), start + 1);
        }
        throw fault(at, "the character " + Character.toString(text.codePointAt(at)) + " means nothing here");
    }

    private Token name(int start) {
        List<String> path = new ArrayList<>();
        path.add(segment());
        while (at < text.length() && text.charAt(at) == '.') {
            at++;
            path.add(segment());
        }
        return new Token(Kind.NAME, text.substring(start, at), path, start + 1);
    }

    private String segment() {
        if (at < text.length() && (text.charAt(at) == '`' || text.charAt(at) == '"')) {
            return quoted(text.charAt(at));
        }
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw fault(at, "a name is missing; one with other characters than letters and digits stands in backticks");
        }
        return text.substring(start, at);
    }

    /// A quote inside is written twice.
    private String quoted(char quote) {
        int opened = at++;
        StringBuilder inside = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != quote) {
                inside.append(next);
            } else if (at < text.length() && text.charAt(at) == quote) {
                inside.append(quote);
                at++;
            } else {
                return inside.toString();
            }
        }
        throw fault(opened, "the quote " + quote + " is not closed");
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '/' || c == ':' || Character.isSurrogate(c);
    }

    private Fault fault(int index, String reason) {
        return Faults.invalidFilter(what, index + 1, reason);
    }
}
