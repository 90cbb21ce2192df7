package dev.assay.http;

import dev.assay.domain.Faults;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a content: `length` bytes from the byte `offset` on.
record ByteRange(long offset, long length) {

    private static final Pattern SINGLE = Pattern.compile("bytes ?= ?(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))");

    /// What the header `Range` asks for; empty where it is for the whole: several ranges, another unit or what is no
    /// range may be answered so. Throws `RangeNotSatisfiable`.
    static Optional<ByteRange> parse(String header, long sizeBytes) {
        Matcher single = SINGLE.matcher(header.strip());
        if (!single.matches()) {
            return Optional.empty();
        }
        if (single.group(3) != null) {
            long length = Math.min(Long.parseLong(single.group(3)), sizeBytes);
            return Optional.of(satisfiable(sizeBytes - length, length, sizeBytes));
        }
        long first = Long.parseLong(single.group(1));
        long last = single.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(single.group(2));
        if (last < first) {
            return Optional.empty();
        }
        return Optional.of(satisfiable(first, Math.min(last, sizeBytes - 1) - first + 1, sizeBytes));
    }

    private static ByteRange satisfiable(long offset, long length, long sizeBytes) {
        if (length <= 0) {
            throw Faults.rangeNotSatisfiable(sizeBytes);
        }
        return new ByteRange(offset, length);
    }

    /// `Content-Range`, of a content of that size.
    String text(long sizeBytes) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + sizeBytes;
    }
}
