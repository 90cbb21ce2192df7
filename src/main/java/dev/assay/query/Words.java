package dev.assay.query;

import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import java.util.List;

/// The words of a text, one after the other.
final class Words {

    private final String what;
    private final List<Token> tokens;
    private int at;

    Words(String what, String text) {
        this.what = what;
        this.tokens = Lexer.tokens(what, text);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    Token afterNext() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    boolean skipWord(String word) {
        boolean found = peek().isWord(word);
        if (found) {
            next();
        }
        return found;
    }

    boolean skipSymbol(String symbol) {
        boolean found = peek().isSymbol(symbol);
        if (found) {
            next();
        }
        return found;
    }

    void requireSymbol(String symbol) {
        if (!skipSymbol(symbol)) {
            throw unexpected(peek(), symbol);
        }
    }

    void requireWord(String word) {
        if (!skipWord(word)) {
            throw unexpected(peek(), word);
        }
    }

    void requireEnd(String orElse) {
        if (peek().kind() != Token.Kind.END) {
            throw unexpected(peek(), orElse);
        }
    }

    /// What the next name stands for.
    Target target(Vocabulary vocabulary) {
        Token name = next();
        List<String> path = switch (name.kind()) {
            case NAME -> name.path();
            case TEXT -> List.of(name.text());
            case NUMBER, SYMBOL, END -> throw unexpected(name, "a name");
        };
        return vocabulary
                .find(path)
                .orElseThrow(() -> fault(
                        name,
                        "there is nothing called " + Token.cut(String.join(".", path)) + "; there are "
                                + vocabulary.names()));
    }

    Fault unexpected(Token found, String wanted) {
        return fault(found, wanted + " is expected, not " + found.shown());
    }

    Fault fault(Token place, String reason) {
        return Faults.invalidFilter(what, place.position(), reason);
    }
}
