package dev.assay.cli;

import java.net.URI;

/// A link that opens the page and signs in, once. The code stands behind `#`, so that no server and no proxy logs it.
final class PageLink {

    private PageLink() {}

    static String of(URI address, String code) {
        String text = address.toString();
        return (text.endsWith("/") ? text : text + "/") + "#/sign-in/" + code;
    }
}
