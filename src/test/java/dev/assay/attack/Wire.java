package dev.assay.attack;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 over one kept connection, for requests that no client library would send: every byte is the caller's.
final class Wire implements AutoCloseable {

    private static final int TIMEOUT_MS = 60_000;
    private static final long IDLE_NANOS_MAX = 5_000_000_000L;
    private static final int BODY_BYTES_MAX = 64 << 20;

    /// @param headers by lower-case name
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Answer(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final URI url;
    private @Nullable Socket socket;
    private @Nullable InputStream in;
    private long usedAtNanos;

    Wire(URI url) {
        this.url = url;
    }

    String host() {
        return url.getAuthority();
    }

    /// A connection of its own to the same server.
    Wire another() {
        return new Wire(url);
    }

    /// A well-framed request; `Host` and `Content-Length` come by themselves.
    Answer send(String method, String target, Map<String, String> headers, byte[] body) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", host());
        all.putAll(headers);
        if (body.length > 0) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        return send(head(method + " " + target + " HTTP/1.1", all), body, method.equals("HEAD"));
    }

    /// Whatever the bytes are.
    Answer send(byte[] head, byte[] body) {
        return send(head, body, false);
    }

    private Answer send(byte[] head, byte[] body, boolean bodiless) {
        try {
            Socket open = open();
            Writing writing = write(open, head, body);
            try {
                return read(bodiless);
            } finally {
                writing.end();
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    /// The request and then the end of what is sent: a body that is shorter than its length says.
    Answer sendAndEnd(byte[] head, byte[] body) {
        try {
            Socket open = open();
            open.getOutputStream().write(head);
            open.getOutputStream().write(body);
            open.shutdownOutput();
            return read(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close();
        }
    }

    static byte[] head(String requestLine, Map<String, String> headers) {
        StringBuilder head = new StringBuilder(requestLine).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Socket open() throws IOException {
        if (socket != null && System.nanoTime() - usedAtNanos > IDLE_NANOS_MAX) {
            close();
        }
        if (socket == null) {
            Socket made = new Socket(url.getHost(), url.getPort());
            made.setSoTimeout(TIMEOUT_MS);
            made.setTcpNoDelay(true);
            socket = made;
            in = new BufferedInputStream(made.getInputStream());
        }
        return socket;
    }

    /// What the server does not wait for may fail to be written: its answer counts.
    private record Writing(@Nullable Thread thread) {

        void end() {
            if (thread != null) {
                try {
                    thread.join(TIMEOUT_MS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static Writing write(Socket open, byte[] head, byte[] body) throws IOException {
        if (body.length < 128 * 1024) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(head);
            whole.write(body);
            writeUnlessAnswered(open, whole.toByteArray());
            return new Writing(null);
        }
        open.getOutputStream().write(head);
        return new Writing(Thread.ofVirtual().start(() -> writeUnlessAnswered(open, body)));
    }

    private static void writeUnlessAnswered(Socket open, byte[] bytes) {
        try {
            open.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The server has answered and closed: reading tells which.
        }
    }

    private Answer read(boolean bodiless) throws IOException {
        String[] statusLine = line().split(" ", 3);
        if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.")) {
            throw new IOException("no status line: " + String.join(" ", statusLine));
        }
        int status = Integer.parseInt(statusLine[1]);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = bodiless || status == 204 || status == 304 ? new byte[0] : body(headers);
        usedAtNanos = System.nanoTime();
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            close();
        }
        return new Answer(status, headers, body);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if (length != null) {
            return exactly(Integer.parseInt(length));
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            return chunks();
        }
        byte[] rest = input().readNBytes(BODY_BYTES_MAX);
        close();
        return rest;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (whole.size() < BODY_BYTES_MAX) {
            int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
            whole.write(exactly(size));
            if (!line().isEmpty()) {
                throw new IOException("a chunk is longer than it says");
            }
            if (size == 0) {
                return whole.toByteArray();
            }
        }
        throw new IOException("an answer of more than " + BODY_BYTES_MAX + " bytes");
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = input().readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("the answer ends early");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = input().read()) != '\n') {
            if (next < 0) {
                throw new EOFException("the server closed the connection without an answer");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private InputStream input() throws SocketException {
        if (in == null) {
            throw new SocketException("closed");
        }
        return in;
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            socket = null;
            in = null;
        }
    }
}
