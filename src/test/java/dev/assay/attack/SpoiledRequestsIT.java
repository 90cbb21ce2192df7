package dev.assay.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.BuiltServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every route of the built jar gets its valid request with one thing spoiled, again and again, from a caller with a
/// valid token. What is refused is refused in the words of its API and leaves the whole store as it was; what is still
/// valid changes what it names and nothing else; and the server's heap is what it was.
///
/// `-Dassay.attack.full=true` spoils every byte and sends every body, not some of them.
class SpoiledRequestsIT {

    private static final boolean FULL = Boolean.getBoolean("assay.attack.full");
    private static final int POSITIONS = FULL ? Integer.MAX_VALUE : 12;
    /// How many spoiled bodies are passed over for one that is sent. It divides no number of ways to spoil a value, so
    /// that all of them come to be used.
    private static final int STRIDE = FULL ? 1 : 7;
    /// Parameters that valid requests added are kept in memory to search by, some 4 %.
    private static final double HEAP_GROWTH_MAX = 1.1;
    private static final int MISTAKES_SHOWN = 40;

    @TempDir
    Path folder;

    private final List<String> mistakes = new ArrayList<>();
    private int number = 1_000_000;
    private int refusals;
    private int successes;

    @Test
    void areRefusedInTheirApisWordsAndChangeNothingElse() {
        try (BuiltServer server = BuiltServer.start(folder.resolve("data"), "--set", "limits.artifact-bytes=1MB");
                World world = World.on(server)) {
            attackAll(world, 0);
            long heapBefore = liveHeapBytes(server);
            attackAll(world, 1);
            long heapAfter = liveHeapBytes(server);
            assertThat(mistakes.stream().limit(MISTAKES_SHOWN)).isEmpty();
            assertThat(refusals).isGreaterThan(1_000);
            assertThat(successes).isGreaterThan(200);
            assertThat(server.errors()).doesNotContain("ERROR", "Exception");
            assertThat(heapAfter / (double) heapBefore).isLessThan(HEAP_GROWTH_MAX);
            System.out.printf(
                    Locale.ROOT, "%d refused, %d valid, heap %d then %d%n", refusals, successes, heapBefore, heapAfter);
        }
    }

    /// @param half 0 for the first, after which everything is warm, and 1 for the second, with other bodies
    private void attackAll(World world, int half) {
        for (Target target : FULL ? world.allTargets() : world.targets()) {
            world.digest().watchFiles(target.touched().contains("file/*"));
            attack(world, target, half);
            Set<String> unseen =
                    world.digest().read().differences(world.digest().readWhole());
            if (!unseen.isEmpty()) {
                mistakes.add(target.name() + ": changed " + unseen);
            }
        }
    }

    private void attack(World world, Target target, int half) {
        target.undo().ifPresent(undo -> undo(world, undo));
        requireTwin(world, target);
        String placeholder = Integer.toString(++number);
        List<Spoiled> bodies = spoiled(target, target.body().replace("@n", placeholder));
        for (int i = 0; i < bodies.size(); i++) {
            if (i % STRIDE == half % STRIDE) {
                attempt(world, target, target.path(), renumbered(bodies.get(i), placeholder));
            }
        }
        for (String path : spoiledPaths(target)) {
            attempt(world, target, path, new Spoiled("path " + path, Map.of(), body(target), false));
        }
        attackHeaders(world, target);
        attackFraming(world, target);
        requireTwin(world, target);
    }

    /// What has been made must not stand in the way of what is made next.
    private Spoiled renumbered(Spoiled spoiled, String placeholder) {
        String text = new String(spoiled.body(), StandardCharsets.ISO_8859_1);
        byte[] body = text.replace(placeholder, Integer.toString(++number)).getBytes(StandardCharsets.ISO_8859_1);
        return new Spoiled(spoiled.how(), spoiled.headers(), body, spoiled.refused());
    }

    private static List<Spoiled> spoiled(Target target, String body) {
        byte[] valid = body.getBytes(StandardCharsets.UTF_8);
        return switch (target.contentType()) {
            case "" -> List.of();
            case "application/json" -> Spoiled.json(valid, POSITIONS);
            case "text/plain", "image/gif" -> {
                List<Spoiled> all = new ArrayList<>(Spoiled.bytes(valid, POSITIONS, false));
                all.addAll(Spoiled.encodings(valid, false));
                yield all;
            }
            default -> {
                List<Spoiled> all = new ArrayList<>(Spoiled.bytes(valid, POSITIONS, false));
                all.addAll(Spoiled.encodings(valid, false));
                all.addAll(Spoiled.types(valid, "text/plain", "", "text/csv; charset=latin1", "text/tab-separated"));
                all.addAll(Tables.spoiled());
                yield all;
            }
        };
    }

    private byte[] body(Target target) {
        return target.body().replace("@n", Integer.toString(++number)).getBytes(StandardCharsets.UTF_8);
    }

    private void requireTwin(World world, Target target) {
        StoreDigest.Parts before = world.digest().read();
        Wire.Answer answer = send(world, target, target.path(), Map.of(), body(target));
        if (answer.status() / 100 != (target.refuses() ? 4 : 2)) {
            mistakes.add(target.name() + ": its valid twin was answered " + answer.status() + " " + answer.text());
        }
        check(world, target, "its valid twin", answer, before, false);
    }

    private void attempt(World world, Target target, String path, Spoiled spoiled) {
        StoreDigest.Parts before = world.digest().read();
        Wire.Answer answer = send(world, target, path, spoiled.headers(), spoiled.body());
        check(world, target, spoiled.how(), answer, before, spoiled.refused());
    }

    private Wire.Answer send(World world, Target target, String path, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Authorization", "Bearer " + BuiltServer.TOKEN);
        if (!target.contentType().isEmpty()) {
            all.put("Content-Type", target.contentType());
        }
        all.putAll(headers);
        all.values().removeIf(String::isEmpty);
        try {
            return world.wire().send(target.method(), path, all, body);
        } catch (UncheckedIOException e) {
            mistakes.add(target.name() + " " + path + ": no answer, " + e.getMessage());
            return new Wire.Answer(400, Map.of(), new byte[0]);
        }
    }

    private void check(
            World world,
            Target target,
            String how,
            Wire.Answer answer,
            StoreDigest.Parts before,
            boolean mustBeRefused) {
        StoreDigest.Parts after = world.digest().read();
        Set<String> changed = before.differences(after);
        String what = target.name() + ", " + how + ": " + answer.status() + " ";
        if (answer.status() / 100 == 4) {
            refusals++;
            target.words().findMistake(answer).ifPresent(mistake -> mistakes.add(what + mistake + " " + shown(answer)));
            if (!changed.isEmpty()) {
                mistakes.add(what + "changed " + changed + " " + shown(answer));
            }
        } else if (answer.status() / 100 == 2) {
            successes++;
            if (mustBeRefused && !target.isRead()) {
                mistakes.add(what + "was taken");
            }
            Set<String> strangers = target.strangers(changed, before.digests().keySet());
            if (!strangers.isEmpty()) {
                mistakes.add(what + "changed " + strangers);
            }
            target.undo().ifPresent(undo -> undo(world, undo));
        } else {
            mistakes.add(what + shown(answer));
        }
    }

    private static String shown(Wire.Answer answer) {
        String text = answer.text();
        return text.length() > 400 ? text.substring(0, 400) : text;
    }

    private void undo(World world, Target.Undo undo) {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + BuiltServer.TOKEN, "Content-Type", "application/json");
        world.wire().send(undo.method(), undo.path(), headers, undo.body().getBytes(StandardCharsets.UTF_8));
    }

    /// Every RID of the path, and every parameter of the query, as something else.
    private static List<String> spoiledPaths(Target target) {
        List<String> paths = new ArrayList<>();
        String path = target.path();
        for (String rid : target.rids()) {
            for (String other : List.of(
                    "ri.models.main.model.nobody",
                    "ri.models.main.experiment.nobody",
                    "ri.a.b.c.d",
                    "nothing",
                    "ri.",
                    "%00",
                    "%FF",
                    "%",
                    "%2F..%2F",
                    "..",
                    "%20",
                    "%F0%9F%98%80",
                    "x".repeat(300),
                    "ri.models.main.model.",
                    "ri.models.main.experiment." + "x".repeat(256),
                    rid + "%0a",
                    rid + ";a=b",
                    rid + "x",
                    rid.toUpperCase(Locale.ROOT),
                    rid.substring(0, rid.length() - 1))) {
                paths.add(path.replace(rid, other));
            }
        }
        int query = path.indexOf('?');
        paths.add(path + (query < 0 ? "?" : "&") + "noSuchParameter=1");
        paths.add(path + (query < 0 ? "?" : "&") + "%FF=%zz");
        paths.add(path + (query < 0 ? "?" : "&") + "a=" + "x".repeat(9_000));
        paths.add(path + "#fragment");
        if (query >= 0) {
            addSpoiledQueries(
                    path.substring(0, query + 1), path.substring(query + 1).split("&"), paths);
        }
        return paths;
    }

    private static void addSpoiledQueries(String before, String[] pairs, List<String> paths) {
        for (int i = 0; i < pairs.length; i++) {
            String name = pairs[i].substring(0, pairs[i].indexOf('='));
            List<String> others = new ArrayList<>(List.of("", name, pairs[i] + "&" + pairs[i], name + "=%FF"));
            for (String value : List.of(
                    "",
                    "0",
                    "-1",
                    "1.5",
                    "1e400",
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775808",
                    "99999999999999999999999",
                    "true",
                    "TRUE",
                    "null",
                    "\0",
                    "\ud83d\ude00",
                    "%",
                    "' OR 1=1 --",
                    "..",
                    "x".repeat(300),
                    "x".repeat(7_000))) {
                others.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
            for (String other : others) {
                String[] spoiled = pairs.clone();
                spoiled[i] = other;
                paths.add(before + String.join("&", spoiled));
            }
        }
    }

    private void attackHeaders(World world, Target target) {
        Map<String, Map<String, String>> headers = new LinkedHashMap<>();
        headers.put("no token", Map.of("Authorization", ""));
        headers.put("a token that is none", Map.of("Authorization", "Bearer " + "x".repeat(40)));
        headers.put("a token in Latin-1", Map.of("Authorization", "Bearer \u00e9\u00ff"));
        headers.put("Basic that is none", Map.of("Authorization", "Basic ====="));
        headers.put("a host that is not served", Map.of("Host", "evil.example"));
        headers.put("an accept that is none", Map.of("Accept", "image/png;;q=x"));
        headers.put("a range", Map.of("Range", "bytes=5-1"));
        headers.put("a long header", Map.of("X-Long", "x".repeat(70_000)));
        headers.put("an upgrade", Map.of("Connection", "Upgrade", "Upgrade", "websocket"));
        headers.put("another method", Map.of("X-HTTP-Method-Override", "DELETE"));
        headers.put("an empty key", Map.of("Idempotency-Key", " "));
        headers.put("a long key", Map.of("Idempotency-Key", "k".repeat(300)));
        headers.forEach((how, spoiled) ->
                attempt(world, target, target.path(), new Spoiled(how, spoiled, body(target), false)));
        if (!target.isRead() && target.words() != Words.OAUTH) {
            Map<String, String> reader = Map.of("Authorization", "Bearer " + world.strangerToken());
            attempt(world, target, target.path(), new Spoiled("a reader's token", reader, body(target), true));
        }
    }

    private void attackFraming(World world, Target target) {
        if (target.isRead() || target.body().isEmpty()) {
            return;
        }
        byte[] body = body(target);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", world.wire().host());
        headers.put("Authorization", "Bearer " + BuiltServer.TOKEN);
        headers.put("Content-Type", target.contentType());
        String line = target.method() + " " + target.path() + " HTTP/1.1";
        Map<String, Map<String, String>> framings = new LinkedHashMap<>();
        framings.put("ends before its length", Map.of("Content-Length", Integer.toString(body.length + 10)));
        framings.put("a length that is none", Map.of("Content-Length", "ten"));
        framings.put("a length below zero", Map.of("Content-Length", "-1"));
        framings.put("a length past int64", Map.of("Content-Length", "99999999999999999999"));
        framings.put("a length of 100 GB", Map.of("Content-Length", "100000000000"));
        framings.put("not chunked as it says", Map.of("Transfer-Encoding", "chunked"));
        framings.put("length and chunks", Map.of("Content-Length", "5", "Transfer-Encoding", "chunked"));
        framings.put("an unknown framing", Map.of("Transfer-Encoding", "swarm"));
        framings.forEach((how, framing) -> {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.putAll(framing);
            StoreDigest.Parts before = world.digest().read();
            try (Wire wire = world.wire().another()) {
                Wire.Answer answer = wire.sendAndEnd(Wire.head(line, all), body);
                check(world, target, how, answer, before, true);
            } catch (UncheckedIOException e) {
                mistakes.add(target.name() + ", " + how + ": no answer, " + e.getMessage());
            }
        });
    }

    /// What is reachable after a collection, whichever collector runs.
    private static long liveHeapBytes(BuiltServer server) {
        histogram(server);
        return histogram(server);
    }

    private static long histogram(BuiltServer server) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Optional<String> total =
                    text.lines().filter(line -> line.startsWith("Total ")).findFirst();
            String[] words = total.orElseThrow(() -> new IllegalStateException(text))
                    .strip()
                    .split(" +", -1);
            return Long.parseLong(words[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
