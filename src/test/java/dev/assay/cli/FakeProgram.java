package dev.assay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.config.Settings;
import dev.assay.domain.Faults;
import dev.assay.domain.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A program whose tokens live in a list: it serves them over HTTP as the real one does, or opens them directly.
final class FakeProgram implements Program {

    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static final String LOCAL_TOKEN = "local-token";

    final List<Tokens.Listed> rows = new ArrayList<>();
    final FakeClients clients = new FakeClients();
    final List<String> sent = new ArrayList<>();
    final List<String> requests = new ArrayList<>();
    String otherToken = "none";
    boolean opened;

    @Override
    public RunningServer serve(Settings settings) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(settings.httpHost(), settings.httpPort()), 0);
            http.createContext("/", exchange -> {
                try (exchange) {
                    answer(exchange);
                }
            });
            http.start();
            return new Running(http);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Running(HttpServer http) implements RunningServer {
        @Override
        public int port() {
            return http.getAddress().getPort();
        }

        @Override
        public String localToken() {
            return LOCAL_TOKEN;
        }

        @Override
        public Optional<String> newAdminToken() {
            return Optional.of("first-admin-token");
        }

        @Override
        public String pageCode() {
            return "page-code";
        }

        @Override
        public void close() {
            http.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(request);
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (request.equals("GET /health")) {
            send(exchange, 200, "{}");
        } else if (!given.equals("Bearer " + LOCAL_TOKEN) && !given.equals("Bearer " + otherToken)) {
            send(exchange, 401, "{\"errorCode\": \"UNAUTHORIZED\", \"errorName\": \"InvalidCredentials\"}");
        } else if (request.equals("GET /api/assay/v1/tokens")) {
            send(
                    exchange,
                    200,
                    "{\"data\": [" + rows.stream().map(row -> json(row, "")).collect(Collectors.joining(",")) + "]}");
        } else if (request.equals("POST /api/assay/v1/tokens")) {
            send(exchange, 201, json(add(JsonMaps.find(body).orElseThrow()), ", \"token\": \"made-by-server\""));
        } else if (request.equals("GET /api/assay/v1/clients")) {
            send(
                    exchange,
                    200,
                    "{\"data\": [{\"clientId\": \"c9\", \"name\": \"of server\", \"role\": \"owner\", \"scopes\":"
                            + " [\"assay:admin\"], \"createdTime\": \"2026-01-31T12:00:00.000Z\"}]}");
        } else if (request.equals("POST /api/assay/v1/clients")) {
            sent.add(new String(body, StandardCharsets.UTF_8));
            send(exchange, 201, "{\"clientId\": \"c9\", \"clientSecret\": \"secret-of-server\"}");
        } else if (request.equals("DELETE /api/assay/v1/clients/c9")) {
            send(exchange, 204, "");
        } else if (request.equals("POST /ui/api/sign-in-codes")) {
            send(exchange, 201, "{\"code\": \"code-of-server\"}");
        } else if (request.equals("POST /api/assay/v1/models")) {
            send(exchange, 409, "{\"errorName\": \"ResourceNameAlreadyExists\"}");
        } else if (request.startsWith("DELETE /api/assay/v1/tokens/")) {
            String id = request.substring(request.lastIndexOf('/') + 1);
            boolean known = rows.removeIf(row -> row.id().equals(id));
            send(exchange, known ? 204 : 404, known ? "" : "{\"errorName\": \"TokenNotFound\"}");
        } else {
            send(exchange, 404, "{\"errorName\": \"ApiNotFound\", \"errorDescription\": \"Nothing is there.\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Tokens.Listed add(Map<String, Object> body) {
        List<?> texts = (List<?>) Objects.requireNonNull(body.get("scopes"));
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        texts.forEach(text -> scopes.add(Scope.find(text.toString()).orElseThrow()));
        return add(
                Optional.ofNullable(body.get("name")).map(Object::toString),
                scopes,
                Optional.ofNullable(body.get("expiresTime")).map(text -> Instant.parse(text.toString())));
    }

    private Tokens.Listed add(Optional<String> name, Set<Scope> scopes, Optional<Instant> expires) {
        Tokens.Listed row =
                new Tokens.Listed("t" + (rows.size() + 1), name, scopes, "admin", NOW, expires, Optional.empty());
        rows.add(row);
        return row;
    }

    private static String json(Tokens.Listed row, String more) {
        return "{\"id\": \"" + row.id() + "\", \"scopes\": ["
                + row.scopes().stream().map(scope -> "\"" + scope.text() + "\"").collect(Collectors.joining(","))
                + "], \"user\": \"" + row.user() + "\", \"createdTime\": \"" + row.createdTime() + "\""
                + row.name().map(name -> ", \"name\": \"" + name + "\"").orElse(", \"name\": null")
                + row.expiresTime()
                        .map(time -> ", \"expiresTime\": \"" + time + "\"")
                        .orElse("")
                + more + "}";
    }

    @Override
    public Clients openClients(Settings settings) {
        return clients;
    }

    @Override
    public Purges openPurges(Settings settings) {
        throw new IllegalStateException("nobody purges here");
    }

    @Override
    public Tokens openTokens(Settings settings) {
        opened = true;
        return new Tokens() {
            @Override
            public Created create(Optional<String> name, Set<Scope> scopes, Optional<Instant> expires) {
                Listed row = add(name, scopes, expires);
                return new Created(row.id(), "made-in-folder", name, scopes, "admin", NOW, expires);
            }

            @Override
            public List<Listed> list() {
                return rows;
            }

            @Override
            public void revoke(String id) {
                if (!rows.removeIf(row -> row.id().equals(id))) {
                    throw Faults.tokenNotFound(id);
                }
            }

            @Override
            public void close() {
                opened = false;
            }
        };
    }
}
