package dev.assay.app;

import dev.assay.domain.Digests;
import dev.assay.domain.Faults;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Page tokens: a place in a list, and a signature over it and over the query that it belongs to, so
/// that a token of another query, or of nobody, is refused. Tokens stay right while things are added: a place
/// is a value, not a count.
final class PageTokens {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SIGNATURE_BYTES = 16;

    private final SecretKeySpec key;

    PageTokens(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String write(String query, long... place) {
        ByteBuffer bytes = ByteBuffer.allocate(place.length * Long.BYTES);
        for (long number : place) {
            bytes.putLong(number);
        }
        return write(query, bytes.array());
    }

    /// The same for a place that is no numbers.
    String write(String query, byte[] place) {
        ByteBuffer token = ByteBuffer.allocate(place.length + SIGNATURE_BYTES);
        token.put(place).put(sign(query, place));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    /// Throws `InvalidPageToken` where the token was not written here for this query.
    long[] read(String query, String token, int numbers) {
        byte[] place = read(query, token);
        if (place.length != numbers * Long.BYTES) {
            throw Faults.invalidPageToken(token);
        }
        long[] read = new long[numbers];
        ByteBuffer.wrap(place).asLongBuffer().get(read);
        return read;
    }

    /// The same for a place that is no numbers.
    byte[] read(String query, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw Faults.invalidPageToken(token);
        }
        int placeBytes = bytes.length - SIGNATURE_BYTES;
        if (placeBytes < 0) {
            throw Faults.invalidPageToken(token);
        }
        byte[] place = Arrays.copyOf(bytes, placeBytes);
        byte[] signature = Arrays.copyOfRange(bytes, placeBytes, bytes.length);
        if (!MessageDigest.isEqual(sign(query, place), signature)) {
            throw Faults.invalidPageToken(token);
        }
        return place;
    }

    private byte[] sign(String query, byte[] place) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(place);
            mac.update(Digests.of(query).hex().getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(mac.doFinal(), SIGNATURE_BYTES);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("BUG: every JDK has " + ALGORITHM, e);
        }
    }
}
