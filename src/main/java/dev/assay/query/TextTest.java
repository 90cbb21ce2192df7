package dev.assay.query;

import java.util.List;

/// Asks a text that is there. Texts are compared by code points, as they are: no locale, no normal form.
public sealed interface TextTest {

    boolean holds(String text);

    /// That there is one.
    record Present() implements TextTest {
        @Override
        public boolean holds(String text) {
            return true;
        }
    }

    record Equal(String to) implements TextTest {
        @Override
        public boolean holds(String text) {
            return text.equals(to);
        }
    }

    record NotEqual(String to) implements TextTest {
        @Override
        public boolean holds(String text) {
            return !text.equals(to);
        }
    }

    record Contains(String part) implements TextTest {
        @Override
        public boolean holds(String text) {
            return text.contains(part);
        }
    }

    record StartsWith(String start) implements TextTest {
        @Override
        public boolean holds(String text) {
            return text.startsWith(start);
        }
    }

    record OneOf(List<String> texts) implements TextTest {
        public OneOf {
            texts = List.copyOf(texts);
        }

        @Override
        public boolean holds(String text) {
            return texts.contains(text);
        }
    }

    record NotOneOf(List<String> texts) implements TextTest {
        public NotOneOf {
            texts = List.copyOf(texts);
        }

        @Override
        public boolean holds(String text) {
            return !texts.contains(text);
        }
    }

    /// SQL's LIKE: `%` stands for any characters, `_` for one, and nothing else is special.
    record Like(String pattern, boolean ignoresCase) implements TextTest {
        @Override
        public boolean holds(String text) {
            return LikePattern.matches(pattern, ignoresCase, text);
        }
    }
}
