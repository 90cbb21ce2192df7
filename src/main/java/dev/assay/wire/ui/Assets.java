package dev.assay.wire.ui;

import dev.assay.domain.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// The files that a browser loads, all of the jar's folder `page`, in memory and packed: the build bundles them out of
/// the page's modules. They are read on the first call, so that a server that nobody looks at never reads them.
final class Assets {

    private static final String ROOT = "page/";
    private static final int HASH_CHARS = 12;
    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    /// One file.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Asset(String contentType, byte[] bytes, byte[] gzip) {}

    private final SortedMap<String, Asset> all;
    private final String hash;

    private Assets(SortedMap<String, Asset> all) {
        this.all = all;
        this.hash = hash(all);
    }

    static Assets ofTheJar() {
        SortedMap<String, Asset> all = new TreeMap<>();
        try {
            forEach((path, bytes) -> contentType(path).ifPresent(type -> all.put(path, asset(type, bytes))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Assets(all);
    }

    /// Stands for all of them: another program, another hash, so that a browser may keep them for good.
    String hash() {
        return hash;
    }

    Optional<Asset> find(String path) {
        return Optional.ofNullable(all.get(path));
    }

    /// Of one that is a text, which there must be.
    String text(String path) {
        Asset asset = all.get(path);
        if (asset == null) {
            throw new IllegalStateException("BUG: the jar lacks " + ROOT + path);
        }
        return new String(asset.bytes(), StandardCharsets.UTF_8);
    }

    private static Optional<String> contentType(String path) {
        return Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
    }

    private static Asset asset(String contentType, byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new Best(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Asset(contentType, bytes, packed.toByteArray());
    }

    private static final class Best extends GZIPOutputStream {
        Best(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    private static String hash(SortedMap<String, Asset> all) {
        MessageDigest digest = Digests.sha256();
        all.forEach((path, asset) -> {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(asset.bytes());
        });
        return Digests.finish(digest).hex().substring(0, HASH_CHARS);
    }

    @FunctionalInterface
    private interface Sink {
        void take(String path, byte[] bytes);
    }

    /// From a jar, or from a folder of classes.
    private static void forEach(Sink sink) throws IOException {
        URL root = Assets.class.getResource("/" + ROOT + "app.js");
        if (root == null) {
            throw new IllegalStateException("BUG: the jar lacks " + ROOT);
        }
        if (root.openConnection() instanceof JarURLConnection jar) {
            jar.setUseCaches(false);
            try (JarFile file = jar.getJarFile()) {
                for (var entry : file.stream()
                        .filter(one -> !one.isDirectory() && one.getName().startsWith(ROOT))
                        .toList()) {
                    try (InputStream in = file.getInputStream(entry)) {
                        sink.take(entry.getName().substring(ROOT.length()), in.readAllBytes());
                    }
                }
            }
        } else {
            forEach(folder(root), sink);
        }
    }

    private static Path folder(URL file) {
        try {
            return Path.of(file.toURI()).resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException("BUG: not a folder: " + file, e);
        }
    }

    private static void forEach(Path folder, Sink sink) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sink.take(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
    }
}
