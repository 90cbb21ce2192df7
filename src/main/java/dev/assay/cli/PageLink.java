package dev.assay.cli;

import java.net.URI;

/// A link that opens the page and signs in, once. The code stands behind `#`, so that no server and no proxy logs it.
final class PageLink {

    private static final String CODES = "/ui/api/sign-in-codes";

    private static final byte[] NO_BODY = {};

    private PageLink() {}

    /// A new one, for whom the server takes the caller for.
    static String ask(ServerCall server) {
        if (!(server.ask("POST", CODES, NO_BODY).get("code") instanceof String code)) {
            throw ServerCall.unexpected("code");
        }
        return of(server.address(), code);
    }

    static String of(URI address, String code) {
        String text = address.toString();
        return (text.endsWith("/") ? text : text + "/") + "#/sign-in/" + code;
    }
}
