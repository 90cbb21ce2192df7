package dev.assay.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tests of the page can fail: each thing that must not happen in a browser happens here, and is found.
@PageTests
class WatchIT {

    private static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self'";
    private static final String SOUND = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>t</title></head>
            <body><main><h1>A page</h1><img src="/image.svg" alt="A square"></main><script src="/script.js"></script></body>
            </html>""";
    private static final String IMAGE =
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";

    private HttpServer server;
    private String html = SOUND;
    private String script = "document.title = 'ran'";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 404, "text/plain", "nothing here"));
        server.createContext("/page", exchange -> answer(exchange, 200, "text/html", html));
        server.createContext("/script.js", exchange -> answer(exchange, 200, "text/javascript", script));
        server.createContext("/image.svg", exchange -> answer(exchange, 200, "image/svg+xml", IMAGE));
        server.createContext("/cut", HttpExchange::close);
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Visitor visitor(Chromium chromium) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Visitor(chromium.browser(), url, "");
    }

    @Test
    void findsNothingOnASoundPage(Chromium chromium) {
        try (Visitor visitor = visitor(chromium)) {
            Page page = visitor.open("/page");
            assertThat(page.title()).isEqualTo("ran");
            visitor.assertAccessible(page);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            console.error('so sad')                                 | error in the console: so sad
            setTimeout(() => { throw new Error('so wrong') })       | so wrong
            Promise.reject(new Error('so broken'))                  | so broken
            fetch('/absent')                                        | answered 404: GET http
            fetch('/cut').catch(() => 0)                            | request failed: GET
            fetch('http://elsewhere.example/x').catch(() => 0)      | violates the following Content Security Policy
            eval('1')                                               | Content Security Policy
            document.body.setAttribute('style', 'color: red')       | violates the following Content Security Policy
            location = 'http://127.0.0.1:9/elsewhere'               | request to another server: GET http://127.0.0.1:9/
            location = 'http://elsewhere.example/'                  | request to another server: GET http://elsewhere.
            alert('mine')                                           | dialog: alert mine
            window.open('/absent')                                  | answered 404: GET http
            """)
    void findsWhatAScriptDoes(String does, String finding, Chromium chromium) {
        script = does;
        found(chromium, finding);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <script>document.title = 'ran'</script>                 | violates the following Content Security Policy
            <b onclick='x()' style='color: red'>b</b>               | violates the following Content Security Policy
            <img src='http://elsewhere.example/i.png' alt=''>       | violates the following Content Security Policy
            <img src='/absent.png' alt=''>                          | answered 404: GET http
            """)
    void findsWhatAPageHolds(String holds, String finding, Chromium chromium) {
        html = SOUND.replace("</main>", holds + "</main>");
        found(chromium, finding);
    }

    /// Without a policy that keeps them, requests to others are seen all the same.
    @ParameterizedTest
    @CsvSource({
        "fetch('http://elsewhere.example/x').catch(() => 0), request to another server: GET http://elsewhere.example/x",
        "new WebSocket('ws://127.0.0.1:9/live'), request to another server: WebSocket ws://127.0.0.1:9/live",
    })
    void findsRequestsToOtherServers(String does, String finding, Chromium chromium) {
        server.removeContext("/page");
        server.createContext("/page", exchange -> {
            byte[] bytes = html.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        script = does;
        found(chromium, finding);
    }

    private void found(Chromium chromium, String finding) {
        Visitor visitor = visitor(chromium);
        Page page = visitor.open("/page");
        page.waitForCondition(() -> visitor.findings().stream().anyMatch(found -> found.contains(finding)));
        assertThatThrownBy(visitor::close).isInstanceOf(AssertionError.class).hasMessageContaining(finding);
    }

    @Test
    void leavesAloneWhatIsExpected(Chromium chromium) {
        script = "console.error('so sad'); fetch('/absent')";
        try (Visitor visitor = visitor(chromium)) {
            visitor.expect("so (sad|glad)");
            visitor.expect("answered 404: GET .*/absent");
            Page page = visitor.open("/page");
            page.waitForCondition(() -> visitor.findings().isEmpty());
        }
    }

    @Test
    void missesWhatIsExpected(Chromium chromium) {
        Visitor visitor = visitor(chromium);
        visitor.expect("so sad");
        visitor.open("/page");
        assertThatThrownBy(visitor::close).hasMessageContaining("expected, and did not happen: so sad");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <img src='/image.svg'>                                  | critical image-alt
            <button></button>                                       | critical button-name
            <label>n</label><input>                                 | critical label
            """)
    void findsWhatNotEverybodyCanUse(String holds, String finding, Chromium chromium) {
        html = SOUND.replace("</main>", holds + "</main>");
        try (Visitor visitor = visitor(chromium)) {
            Page page = visitor.open("/page");
            assertThatThrownBy(() -> visitor.assertAccessible(page)).hasMessageContaining(finding);
        }
    }

    @Test
    void findsTextThatIsTooFaint(Chromium chromium) {
        script = "document.querySelector('h1').style.color = '#ccc'";
        try (Visitor visitor = visitor(chromium)) {
            Page page = visitor.open("/page");
            List<String> findings = Accessibility.seriousFindings(page);
            assertThat(findings)
                    .singleElement()
                    .asString()
                    .startsWith("serious color-contrast")
                    .contains("<h1");
        }
    }
}
