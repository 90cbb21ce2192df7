package dev.assay.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// All that must not happen in a browser while somebody is at the page: errors in the console (violations of the
/// content
/// security policy among them) or thrown by a script, requests that fail or go to another server than ours, dialogs,
/// and
/// pages that crash. What a test provokes on purpose it expects by name.
public final class Watch {

    /// Its status is told by the answer itself, with the address.
    private static final String CONSOLE_OF_A_FAILED_REQUEST = "Failed to load resource:";
    /// By the page itself, when it goes elsewhere or asks anew, or by a download.
    private static final String ABORTED = "net::ERR_ABORTED";

    private static final Set<String> SCHEMES_OF_NO_HOST = Set.of("about", "blob", "data");

    private final URI server;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final Set<String> expected = new LinkedHashSet<>();

    public Watch(URI server) {
        this.server = server;
    }

    /// Before a page is opened in it.
    public void on(BrowserContext context) {
        contexts.add(context);
        context.onConsoleMessage(this::look);
        context.onWebError(error -> seen.add("error on the page: " + error.error()));
        context.onRequest(this::look);
        context.onRequestFailed(this::lookAtFailed);
        context.onResponse(this::look);
        context.onDialog(this::look);
        context.onPage(this::look);
    }

    /// Something that has this in it will be seen, once or more often; that it is not will be a finding.
    ///
    /// @param pattern a regular expression
    public void expect(String pattern) {
        expected.add(pattern);
    }

    /// What was seen and not expected, and what was expected and not seen, until now.
    public List<String> findings() {
        contexts.forEach(context -> context.pages().forEach(Watch::hear));
        List<String> findings = new ArrayList<>(seen);
        for (String pattern : expected) {
            if (!findings.removeIf(Pattern.compile(pattern).asPredicate())) {
                findings.add("expected, and did not happen: " + pattern);
            }
        }
        return findings;
    }

    /// The browser tells things in their order: all that happened before this answer is heard with it.
    private static void hear(Page page) {
        if (!page.isClosed()) {
            page.evaluate("() => new Promise(done => setTimeout(done))");
        }
    }

    private void look(ConsoleMessage message) {
        if (message.type().equals("error") && !message.text().startsWith(CONSOLE_OF_A_FAILED_REQUEST)) {
            seen.add("error in the console: " + message.text() + " at " + message.location());
        }
    }

    private void look(Request request) {
        lookAtHost(request.method(), request.url());
    }

    private void lookAtHost(String method, String address) {
        String scheme = address.substring(0, address.indexOf(':'));
        if (SCHEMES_OF_NO_HOST.contains(scheme)) {
            return;
        }
        String authority = address.substring(scheme.length()).replaceFirst("^://([^/?#]*).*$", "$1");
        if (!authority.equals(server.getAuthority())) {
            seen.add("request to another server: " + method + " " + address);
        }
    }

    private void lookAtFailed(Request request) {
        if (!ABORTED.equals(request.failure())) {
            seen.add("request failed: " + request.method() + " " + request.url() + ": " + request.failure());
        }
    }

    private void look(Response response) {
        if (response.status() >= 400) {
            Request request = response.request();
            seen.add("answered " + response.status() + ": " + request.method() + " " + request.url());
        }
    }

    private void look(Dialog dialog) {
        seen.add("dialog: " + dialog.type() + " " + dialog.message());
        dialog.dismiss();
    }

    private void look(Page page) {
        page.onCrash(crashed -> seen.add("page crashed: " + crashed.url()));
        page.onWebSocket(socket -> lookAtHost("WebSocket", socket.url()));
    }
}
