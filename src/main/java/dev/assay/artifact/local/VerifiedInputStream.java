package dev.assay.artifact.local;

import dev.assay.domain.Digest;
import dev.assay.domain.Digests;
import dev.assay.domain.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// A content whose end is told only if the bytes were those of the digest.
final class VerifiedInputStream extends InputStream {

    private final InputStream content;
    private final Digest digest;
    private final MessageDigest sha256 = Digests.sha256();
    private boolean ended;

    VerifiedInputStream(InputStream content, Digest digest) {
        this.content = content;
        this.digest = digest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = content.read(bytes, offset, length);
        if (count > 0) {
            sha256.update(bytes, offset, count);
        } else if (count < 0 && !ended) {
            verify();
            ended = true;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private void verify() {
        Digest found = Digests.finish(sha256);
        if (!found.equals(digest)) {
            throw Faults.unavailable(
                    "an artifact is damaged", new IOException(digest.hex() + " reads as " + found.hex()));
        }
    }
}
