package dev.assay.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// A request with one thing wrong in it, or at least other than it was.
///
/// @param how what was done to the valid one
/// @param headers instead of the valid one's; an empty text takes a header away
/// @param refused whether only a 4xx can be right
@SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
record Spoiled(String how, Map<String, String> headers, byte[] body, boolean refused) {

    private static final int JSON_BYTES_MAX = 16 << 20;

    private static final Map<String, String> VALUES = values();

    private static Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : List.of(
                "null",
                "true",
                "0",
                "-1",
                "-0",
                "1.5",
                "1e3",
                "1e400",
                "1e19",
                "9223372036854775807",
                "9223372036854775808",
                "\"\"",
                "\" \"",
                "\"0\"",
                "\"NaN\"",
                "\"-Infinity\"",
                "\"..\"",
                "\"a/../b\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\u202e\ud83d\ude00\"",
                "[]",
                "{}",
                "[null]",
                "[[]]",
                "{\"\":null}",
                "NaN",
                "01",
                "\"ri.models.main.model.someone\"",
                "\"2026-13-01T00:00:00Z\"",
                "\"+999999999-12-31T23:59:59Z\"")) {
            values.put(text, text);
        }
        values.put("300 letters", "\"" + "x".repeat(300) + "\"");
        values.put("70 KB of letters", "\"" + "x".repeat(70 * 1024) + "\"");
        values.put("a number of 2000 digits", "9".repeat(2000));
        values.put("1e-999999999", "1e-999999999");
        values.put("100 arrays inside each other", "[".repeat(100) + "]".repeat(100));
        values.put("100 objects inside each other", "{\"a\":".repeat(100) + "1" + "}".repeat(100));
        values.put("60 arrays inside each other", "[".repeat(60) + "]".repeat(60));
        return values;
    }

    /// What can be wrong with any JSON body, and with what its headers say of it.
    static List<Spoiled> json(byte[] valid, int positions) {
        List<Spoiled> all = new ArrayList<>(values(new String(valid, StandardCharsets.UTF_8)));
        all.addAll(bytes(valid, positions, true));
        all.add(body("an array around it", "[" + new String(valid, StandardCharsets.UTF_8) + "]", true));
        all.add(body("twice", new String(valid, StandardCharsets.UTF_8).repeat(2), true));
        all.add(body("a byte order mark before it", "\ufeff" + new String(valid, StandardCharsets.UTF_8), false));
        all.add(body("a comment after it", new String(valid, StandardCharsets.UTF_8) + "// fine", true));
        for (String whole : List.of("null", "[]", "0", "\"\"", "[".repeat(5_000), "{\"a\":".repeat(5_000))) {
            all.add(body(whole.length() > 9 ? "5000 openings" : whole, whole, true));
        }
        all.addAll(utf16(valid));
        all.addAll(types(
                valid,
                "text/plain",
                "application/xml",
                "application/json; charset=latin1",
                "application/json; charset=utf-16",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/jsonx",
                "*/*",
                "",
                "json",
                ";"));
        all.addAll(encodings(valid, true));
        all.addAll(oversize(valid));
        return all;
    }

    private static List<Spoiled> values(String valid) {
        List<Spoiled> all = new ArrayList<>();
        JsonSpans spans = JsonSpans.of(valid);
        for (JsonSpans.Span span : spans.values()) {
            VALUES.forEach((how, value) -> all.add(body(span.path() + " = " + how, splice(valid, span, value), false)));
        }
        for (JsonSpans.Span span : spans.fields()) {
            all.add(body(span.path() + " removed", without(valid, span), false));
            String field = valid.substring(span.start(), span.end());
            all.add(body(span.path() + " twice", splice(valid, span, field + "," + field), false));
        }
        for (JsonSpans.Span span : spans.objects()) {
            boolean empty = span.end() - span.start() == 2;
            String unknown = "{\"noSuchField\":{\"a\":[1,\"" + "y".repeat(300) + "\"]}" + (empty ? "" : ",");
            JsonSpans.Span opening = new JsonSpans.Span(span.path(), span.start(), span.start() + 1);
            all.add(body(span.path() + " with an unknown field", splice(valid, opening, unknown), false));
        }
        return all;
    }

    private static String splice(String text, JsonSpans.Span span, String value) {
        return text.substring(0, span.start()) + value + text.substring(span.end());
    }

    private static String without(String text, JsonSpans.Span span) {
        int start = span.start();
        int end = span.end();
        if (text.charAt(end) == ',') {
            end++;
        } else if (text.charAt(start - 1) == ',') {
            start--;
        }
        return text.substring(0, start) + text.substring(end);
    }

    /// @param positions how many places of the body, evenly spread, are spoiled; all where it is shorter
    static List<Spoiled> bytes(byte[] valid, int positions, boolean json) {
        List<Spoiled> all = new ArrayList<>();
        int step = Math.max(1, valid.length / positions);
        for (int at = 0; at < valid.length; at += step) {
            all.add(new Spoiled("cut at byte " + at, Map.of(), Arrays.copyOf(valid, at), json && at > 0));
            for (int value : new int[] {0xFF, 0xC0, 0x00, '"', '{', '\n', valid[at] ^ 0x20}) {
                byte[] other = valid.clone();
                other[at] = (byte) value;
                boolean refused = json && (value == 0xFF || value == 0xC0 || value == 0);
                all.add(new Spoiled("byte " + at + " = " + value, Map.of(), other, refused));
            }
        }
        return all;
    }

    private static List<Spoiled> utf16(byte[] valid) {
        String text = new String(valid, StandardCharsets.UTF_8);
        return List.of(
                new Spoiled("UTF-16", Map.of(), text.getBytes(StandardCharsets.UTF_16), true),
                new Spoiled("UTF-16LE", Map.of(), text.getBytes(StandardCharsets.UTF_16LE), true));
    }

    static List<Spoiled> types(byte[] valid, String... types) {
        return Arrays.stream(types)
                .map(type -> new Spoiled("content type '" + type + "'", Map.of("Content-Type", type), valid, true))
                .toList();
    }

    static List<Spoiled> encodings(byte[] valid, boolean bomb) {
        Map<String, String> gzip = Map.of("Content-Encoding", "gzip");
        byte[] packed = gzip(valid, 0);
        byte[] damaged = packed.clone();
        damaged[packed.length - 6] ^= 1;
        List<Spoiled> all = new ArrayList<>(List.of(
                new Spoiled("called gzip, and plain", gzip, valid, true),
                new Spoiled("gzip, whole", gzip, packed, false),
                new Spoiled("gzip, and two bytes more", gzip, Arrays.copyOf(packed, packed.length + 2), false),
                new Spoiled("gzip, cut", gzip, Arrays.copyOf(packed, packed.length / 2), true),
                new Spoiled("gzip, its end cut", gzip, Arrays.copyOf(packed, packed.length - 3), true),
                new Spoiled("gzip with another checksum", gzip, damaged, true),
                new Spoiled("gzip, not called so", Map.of(), packed, true),
                new Spoiled("br", Map.of("Content-Encoding", "br"), valid, true),
                new Spoiled("gzip, gzip", Map.of("Content-Encoding", "gzip, gzip"), packed, true)));
        if (bomb) {
            all.add(new Spoiled("a gzip bomb", gzip, gzip(valid, JSON_BYTES_MAX), true));
        }
        return all;
    }

    private static List<Spoiled> oversize(byte[] valid) {
        byte[] large = Arrays.copyOf(valid, JSON_BYTES_MAX + 1);
        Arrays.fill(large, valid.length, large.length, (byte) ' ');
        return List.of(new Spoiled("one byte too large", Map.of(), large, true));
    }

    private static byte[] gzip(byte[] bytes, int blanks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
            byte[] blank = new byte[64 * 1024];
            Arrays.fill(blank, (byte) ' ');
            for (int left = blanks; left > 0; left -= blank.length) {
                gzip.write(blank);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static Spoiled body(String how, String body, boolean refused) {
        return new Spoiled(how, Map.of(), body.getBytes(StandardCharsets.UTF_8), refused);
    }
}
