package dev.assay.http;

import java.util.List;

/// Where a `PromptPost` is called, and with what.
///
/// @param path as a route of Javalin's has it, with one variable place at most
/// @param contentType with which a request must come, to the letter
/// @param bodyBytesMax a thread that many share is not to be kept busy for longer than such a body takes
/// @param unusualHeaders a request with one of them is left to Javalin's route
public record PromptRoute(
        String path, String contentType, int bodyBytesMax, List<String> unusualHeaders, PromptPost post) {

    boolean isFixed() {
        return path.indexOf('{') < 0;
    }

    /// Of a path that is encoded anywhere Javalin must see what it means.
    boolean matches(String given) {
        int from = path.indexOf('{');
        int behind = path.length() - path.indexOf('}') - 1;
        if (given.length() <= from + behind
                || !given.regionMatches(0, path, 0, from)
                || !given.regionMatches(given.length() - behind, path, path.length() - behind, behind)) {
            return false;
        }
        for (int i = from; i < given.length() - behind; i++) {
            if (!isPlain(given.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// What a path that matches has in the variable place; empty where there is none.
    String variablePart(String given) {
        int from = path.indexOf('{');
        return from < 0 ? "" : given.substring(from, given.length() - (path.length() - path.indexOf('}') - 1));
    }

    private static boolean isPlain(char character) {
        return ('a' <= character && character <= 'z')
                || ('A' <= character && character <= 'Z')
                || ('0' <= character && character <= '9')
                || character == '.'
                || character == '-'
                || character == '_';
    }
}
