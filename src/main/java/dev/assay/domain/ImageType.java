package dev.assay.domain;

import java.util.Arrays;
import java.util.Optional;

/// The images that every browser shows and none runs, told by their first bytes.
public enum ImageType {
    PNG("image/png", "png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "jpg", "\u00ff\u00d8\u00ff"),
    /// Of 87 or 89.
    GIF("image/gif", "gif", "GIF8?a"),
    /// The four bytes of its length stand between.
    WEBP("image/webp", "webp", "RIFF????WEBP");

    /// So many bytes tell them apart.
    public static final int HEAD_BYTES = 12;

    private final String contentType;
    private final String extension;
    /// A char for each byte; `?` stands for any.
    private final String head;

    ImageType(String contentType, String extension, String head) {
        this.contentType = contentType;
        this.extension = extension;
        this.head = head;
    }

    public String contentType() {
        return contentType;
    }

    /// How the names of such files end.
    public String extension() {
        return extension;
    }

    /// Of a content that begins so.
    public static Optional<ImageType> of(byte[] bytes) {
        return Arrays.stream(values()).filter(type -> type.begins(bytes)).findFirst();
    }

    private boolean begins(byte[] bytes) {
        if (bytes.length < head.length()) {
            return false;
        }
        for (int i = 0; i < head.length(); i++) {
            if (head.charAt(i) != '?' && head.charAt(i) != (char) (bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
