package dev.assay.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The token that a browser keeps for the page. Scripts never see it, and other sites' pages cannot send it: it goes
/// along with requests of our own pages alone (`SameSite=Strict`), and counts only where the browser says that
/// such a page has made the request (`Sec-Fetch-Site`) and, for whatever changes something, where a header comes along
/// that
/// no form and no foreign page can set. Its name has the port in it, as browsers tell servers of one machine apart by
/// that in no other way.
public final class PageCookie {

    /// With any value: the request was made by the page's own script.
    public static final String HEADER = "X-Assay-Page";

    private static final String NAME = "assay_page_";
    private static final String SITE = "Sec-Fetch-Site";

    private PageCookie() {}

    /// From now on the browser sends it.
    public static void set(Context context, String token, Duration lifetime) {
        context.header("Set-Cookie", cookie(context, token, lifetime.toSeconds()));
    }

    /// The browser forgets it.
    public static void clear(Context context) {
        context.header("Set-Cookie", cookie(context, "", 0));
    }

    /// The token, where it comes along and counts.
    public static Optional<String> find(Context context) {
        if (!isOfOurPage(context)) {
            return Optional.empty();
        }
        return Optional.ofNullable(context.cookie(name(context))).filter(token -> !token.isEmpty());
    }

    private static boolean isOfOurPage(Context context) {
        String site = context.header(SITE);
        if (site != null && !List.of("same-origin", "none").contains(site)) {
            return false;
        }
        String method = context.req().getMethod();
        return method.equals("GET") || method.equals("HEAD") || context.header(HEADER) != null;
    }

    private static String cookie(Context context, String token, long seconds) {
        return name(context) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (isSecure(context) ? "; Secure" : "");
    }

    /// A proxy in front of us speaks TLS, so the page's address is what its script says it is.
    private static boolean isSecure(Context context) {
        String origin = context.header("Origin");
        return origin != null && origin.startsWith("https:");
    }

    private static String name(Context context) {
        return NAME + context.req().getServerPort();
    }
}
