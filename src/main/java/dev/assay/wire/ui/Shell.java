package dev.assay.wire.ui;

import dev.assay.domain.Digests;
import dev.assay.domain.Faults;
import dev.assay.wire.ui.Assets.Asset;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The one document of the page, and the files that it loads. Its scripts come from this server alone, and
/// the one that stands in it is admitted by its digest.
final class Shell {

    static final String ASSETS = "/ui/assets/";

    private static final String FIRST = "first.js";
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    private record Document(String html, String policy) {}

    private final Supplier<Assets> assets = new Once<>(Assets::ofTheJar);
    private final Supplier<Document> document = new Once<>(() -> document(assets.get()));

    void page(Context context) {
        Document page = document.get();
        context.header("Content-Security-Policy", page.policy())
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .contentType("text/html; charset=utf-8")
                .result(page.html());
    }

    /// Of another program's hash there is nothing: what loads it is out of date and loads itself again.
    void asset(Context context) {
        Assets all = assets.get();
        String path = context.pathParam("path");
        Asset asset = all.find(path)
                .filter(_ -> context.pathParam("hash").equals(all.hash()))
                .orElseThrow(() -> Faults.noSuchRoute(context.path()));
        HttpServletResponse response = context.res();
        response.setContentType(asset.contentType());
        response.setHeader("Cache-Control", FOR_GOOD);
        boolean packed = takesGzip(context);
        if (packed) {
            response.setHeader("Content-Encoding", "gzip");
        }
        byte[] bytes = packed ? asset.gzip() : asset.bytes();
        response.setContentLength(bytes.length);
        try {
            response.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean takesGzip(Context context) {
        String accepted = context.header("Accept-Encoding");
        return accepted != null && accepted.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$)).*");
    }

    private static Document document(Assets assets) {
        String first = assets.text(FIRST);
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Assay</title>
                <link rel="icon" type="image/svg+xml" href="data:,">
                <script data-base="%1$s">%2$s</script>
                <link rel="stylesheet" href="%1$sapp.css">
                <script type="module" src="%1$sapp.js"></script>
                </head>
                <body>
                <div id="page"></div>
                <noscript>Assay's page is made by a script, which this browser does not run.
                Programs need none: <a href="/api/assay/v1/openapi.json">our own API, as OpenAPI 3.1</a>.</noscript>
                </body>
                </html>
                """.formatted(ASSETS + assets.hash() + "/", first);
        return new Document(html, policy(first));
    }

    private static String policy(String inlineScript) {
        return "default-src 'none'; script-src 'self' 'sha256-" + digest(inlineScript)
                + "'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; media-src 'self'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static String digest(String text) {
        byte[] digest = Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }

    /// Makes a value on the first call.
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> maker;
        private volatile @Nullable T made;

        Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public T get() {
            T known = made;
            if (known == null) {
                synchronized (this) {
                    known = made;
                    if (known == null) {
                        known = maker.get();
                        made = known;
                    }
                }
            }
            return known;
        }
    }
}
