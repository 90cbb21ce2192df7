package dev.assay.http;

import dev.assay.domain.Caller;
import dev.assay.domain.Faults;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/// Who sent a request. The token comes as `Authorization: Bearer` or as the password of Basic, where any user name will
/// do; from a browser, as the page's cookie. Signing in happens once a route has matched, so what is not served is not
/// found, with a token and without.
public final class Callers {

    private static final String CALLER = "dev.assay.caller";
    private static final String AGAIN = "dev.assay.caller.again";

    private final Tokens tokens;

    Callers(Tokens tokens) {
        this.tokens = tokens;
    }

    /// A user and a password, as `Authorization: Basic` has them.
    public record Basic(String user, String password) {}

    /// For routes that sign somebody in by themselves. Empty where the header is absent or has another scheme.
    public static Optional<Basic> findBasic(Context context) {
        return Headers.findOnly(context, "Authorization")
                .filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6))
                .flatMap(header -> findPair(header.substring(6).strip()))
                .map(pair -> new Basic(pair.substring(0, pair.indexOf(':')), pair.substring(pair.indexOf(':') + 1)));
    }

    /// Whoever sent this request. Not for routes that are public.
    public static Caller of(Context context) {
        Caller caller = context.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("BUG: a public route asks who calls");
        }
        return caller;
    }

    void admit(Context context) {
        if (context.routeRoles().contains(Admission.PUBLIC)) {
            return;
        }
        List<String> headers = Collections.list(context.req().getHeaders("Authorization"));
        Optional<String> token = headers.isEmpty()
                ? Optional.of(PageCookie.find(context).orElseThrow(Faults::missingCredentials))
                : findToken(headers);
        Supplier<Optional<Caller>> find = () -> token.flatMap(tokens::find);
        context.attribute(CALLER, find.get().orElseThrow(Faults::invalidCredentials));
        context.attribute(AGAIN, find);
    }

    /// Asks anew who has the token that the request came with, for answers that last; empty where nobody has
    /// it any more. Not for routes that are public.
    public static Supplier<Optional<Caller>> again(Context context) {
        Supplier<Optional<Caller>> again = context.attribute(AGAIN);
        if (again == null) {
            throw new IllegalStateException("BUG: a public route asks who calls");
        }
        return again;
    }

    /// Who sent it, where that is known without asking and needs no telling off.
    Optional<Caller> recall(HttpFields headers) {
        return findToken(headers.getValuesList(HttpHeader.AUTHORIZATION)).flatMap(tokens::recall);
    }

    private static Optional<String> findToken(List<String> headers) {
        return headers.size() == 1 ? findToken(headers.getFirst()) : Optional.empty();
    }

    /// The scheme's name is case-insensitive (RFC 9110).
    private static Optional<String> findToken(String header) {
        int space = header.indexOf(' ');
        if (space < 0) {
            return Optional.empty();
        }
        String scheme = header.substring(0, space);
        String credentials = header.substring(space).strip();
        Optional<String> token = scheme.equalsIgnoreCase("Bearer")
                ? Optional.of(credentials)
                : scheme.equalsIgnoreCase("Basic") ? findPassword(credentials) : Optional.empty();
        return token.filter(text -> !text.isEmpty());
    }

    private static Optional<String> findPassword(String credentials) {
        return findPair(credentials).map(pair -> pair.substring(pair.indexOf(':') + 1));
    }

    /// `user:password`.
    private static Optional<String> findPair(String credentials) {
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return pair.indexOf(':') < 0 ? Optional.empty() : Optional.of(pair);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
