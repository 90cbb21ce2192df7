package dev.assay.columnar;

import dev.assay.columnar.ArrowSchema.TextLayout;
import dev.assay.domain.Fault;
import dev.assay.domain.Faults;
import dev.assay.domain.Texts;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A column of texts of a batch.
abstract sealed class ArrowTexts {

    /// As many as the characters of a key can take.
    static final int TEXT_BYTES_MAX = 4 * Texts.KEY_CHARS_MAX;

    interface Sink {

        void text(int row, byte[] bytes, int from, int length);
    }

    /// Takes its buffers out of the batch, which has one row or more.
    static ArrowTexts of(ArrowBatch batch, TextLayout layout) {
        return switch (layout) {
            case OFFSETS_OF_INT32 -> byOffsets(batch, Integer.BYTES);
            case OFFSETS_OF_INT64 -> byOffsets(batch, Long.BYTES);
            case VIEWS -> Views.of(batch);
        };
    }

    abstract void forEach(Sink sink);

    private static ByOffsets byOffsets(ArrowBatch batch, int offsetBytes) {
        ByteBuffer offsets = batch.buffer((batch.rows() + 1L) * offsetBytes);
        long end = ByOffsets.offset(offsets, batch.rows(), offsetBytes);
        if (end < 0) {
            throw malformed("texts that end before they begin");
        }
        return new ByOffsets(batch.rows(), offsets, offsetBytes, batch.buffer(end), end);
    }

    /// The texts lie one after another; row `i` has what is between the offsets `i` and `i + 1`.
    private static final class ByOffsets extends ArrowTexts {

        private final int rows;
        private final ByteBuffer offsets;
        private final int offsetBytes;
        private final ByteBuffer texts;
        private final long end;

        ByOffsets(int rows, ByteBuffer offsets, int offsetBytes, ByteBuffer texts, long end) {
            this.rows = rows;
            this.offsets = offsets;
            this.offsetBytes = offsetBytes;
            this.texts = texts;
            this.end = end;
        }

        @Override
        void forEach(Sink sink) {
            byte[] bytes = texts.array();
            long from = offset(offsets, 0, offsetBytes);
            for (int row = 0; row < rows; row++) {
                long to = offset(offsets, row + 1, offsetBytes);
                if (from < 0 || to < from || to > end) {
                    throw malformed("texts whose offsets do not ascend");
                }
                requireShort(to - from);
                sink.text(row, bytes, texts.arrayOffset() + (int) from, (int) (to - from));
                from = to;
            }
        }

        static long offset(ByteBuffer offsets, int row, int bytesEach) {
            return bytesEach == Integer.BYTES ? offsets.getInt(row * Integer.BYTES) : offsets.getLong(row * Long.BYTES);
        }
    }

    /// A view has its text in itself, where that is short, or else says in which buffer it is.
    private static final class Views extends ArrowTexts {

        private static final int VIEW_BYTES = 16;
        private static final int INLINE_BYTES_MAX = 12;

        private final int rows;
        private final ByteBuffer views;
        private final List<ByteBuffer> texts;

        private Views(int rows, ByteBuffer views, List<ByteBuffer> texts) {
            this.rows = rows;
            this.views = views;
            this.texts = texts;
        }

        static Views of(ArrowBatch batch) {
            ByteBuffer views = batch.buffer((long) VIEW_BYTES * batch.rows());
            List<ByteBuffer> texts = new ArrayList<>();
            int count = batch.variadicCount();
            for (int i = 0; i < count; i++) {
                texts.add(batch.wholeBuffer());
            }
            return new Views(batch.rows(), views, texts);
        }

        @Override
        void forEach(Sink sink) {
            for (int row = 0; row < rows; row++) {
                int view = VIEW_BYTES * row;
                int length = views.getInt(view);
                if (0 <= length && length <= INLINE_BYTES_MAX) {
                    sink.text(row, views.array(), views.arrayOffset() + view + Integer.BYTES, length);
                } else {
                    giveLong(sink, row, view, length);
                }
            }
        }

        private void giveLong(Sink sink, int row, int view, int length) {
            int buffer = views.getInt(view + 2 * Integer.BYTES);
            int from = views.getInt(view + 3 * Integer.BYTES);
            if (length < 0 || buffer < 0 || buffer >= texts.size()) {
                throw malformed("a view of a text that is not there");
            }
            requireShort(length);
            ByteBuffer bytes = texts.get(buffer);
            if (from < 0 || length > bytes.remaining() - from) {
                throw malformed("a view of a text that is not there");
            }
            sink.text(row, bytes.array(), bytes.arrayOffset() + from, length);
        }
    }

    private static void requireShort(long length) {
        if (length > TEXT_BYTES_MAX) {
            throw Faults.invalid("series name", "more than " + Texts.KEY_CHARS_MAX + " characters");
        }
    }

    private static Fault malformed(String reason) {
        return Faults.malformedBody("series", reason);
    }
}
