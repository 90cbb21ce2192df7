package dev.assay.http;

import dev.assay.domain.Digests;
import dev.assay.domain.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;

/// An answer that can be given again, with its entity tag. The tag is weak, since one body has it packed and unpacked:
/// a digest of what is unpacked, so that it is the same on every server and after every start. Thread-safe.
final class KeptAnswer {

    /// The content encoding of a body as it is.
    static final String PLAIN = "";

    private static final byte[] NONE = {};
    private static final int TAG_DIGITS = 32;
    private static final int BYTES_BESIDE = 1_024;

    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
    private static final HttpField VARY =
            new PreEncodedHttpField(HttpHeader.VARY, HttpHeader.ACCEPT_ENCODING.asString());
    /// A client may keep it for itself, and asks whether it still holds whenever it uses it.
    private static final HttpField CACHE_CONTROL =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "private, no-cache");

    /// What goes out.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Reply(int status, List<HttpField> fields, byte[] body) {}

    private final Scope scope;
    private final String route;
    private final BooleanSupplier isCurrent;
    private final String tag;
    private final HttpField tagField;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();

    KeptAnswer(Scope scope, String route, BooleanSupplier isCurrent, byte[] body) {
        this.scope = scope;
        this.route = route;
        this.isCurrent = isCurrent;
        this.tag = '"' + Digests.of(body).hex().substring(0, TAG_DIGITS) + '"';
        this.tagField = new PreEncodedHttpField(HttpHeader.ETAG, "W/" + tag);
        replies.put(PLAIN, reply(body, List.of(JSON, tagField, VARY, CACHE_CONTROL, length(body))));
    }

    private static Reply reply(byte[] body, List<HttpField> fields) {
        return new Reply(HttpStatus.OK_200, fields, body);
    }

    private static HttpField length(byte[] body) {
        return new PreEncodedHttpField(HttpHeader.CONTENT_LENGTH, Integer.toString(body.length));
    }

    /// What a caller needs to have it.
    Scope scope() {
        return scope;
    }

    /// The pattern of the route that made it.
    String route() {
        return route;
    }

    boolean isCurrent() {
        return isCurrent.getAsBoolean();
    }

    byte[] body() {
        return reply(PLAIN).body();
    }

    boolean has(String encoding) {
        return replies.containsKey(encoding);
    }

    void addPacked(String encoding, byte[] packed) {
        HttpField encoded = new PreEncodedHttpField(HttpHeader.CONTENT_ENCODING, encoding);
        replies.put(encoding, reply(packed, List.of(JSON, tagField, VARY, CACHE_CONTROL, encoded, length(packed))));
    }

    /// Takes over what was packed of the same body.
    void adopt(KeptAnswer before) {
        if (tag.equals(before.tag)) {
            before.replies.forEach(replies::putIfAbsent);
        }
    }

    /// What it holds in memory, about.
    long bytes() {
        return replies.values().stream()
                .mapToLong(reply -> reply.body().length + BYTES_BESIDE)
                .sum();
    }

    /// @param encoding one that it has
    Reply reply(HttpFields request, String encoding) {
        Reply whole = reply(encoding);
        return matches(request.getValuesList(HttpHeader.IF_NONE_MATCH)) ? notModified(whole) : whole;
    }

    /// With the length of what is not sent: Jetty would else say 0, and a cache that believes it cut what it has.
    private Reply notModified(Reply whole) {
        List<HttpField> fields = List.of(tagField, VARY, CACHE_CONTROL, length(whole.body()));
        return new Reply(HttpStatus.NOT_MODIFIED_304, fields, NONE);
    }

    private Reply reply(String encoding) {
        Reply reply = replies.get(encoding);
        if (reply == null) {
            throw new IllegalStateException("BUG: nobody packed it as " + encoding);
        }
        return reply;
    }

    /// Weak comparison (RFC 9110, 13.1.2): ours never has a comma in it.
    private boolean matches(List<String> ifNoneMatch) {
        for (String value : ifNoneMatch) {
            for (String given : value.split(",", -1)) {
                String stripped = given.strip();
                if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
