package dev.assay.columnar;

import dev.assay.domain.Faults;
import dev.assay.series.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The dictionary of the column `series`, and the local indexes that its texts have in a batch. A text that no row has
/// is not looked at.
final class SeriesDictionary {

    private static final int UNKNOWN = -1;

    private final Batch batch;
    private final int textsMax;
    private final List<byte[]> texts = new ArrayList<>();
    private int[] indexes = {};

    SeriesDictionary(Batch batch, int textsMax) {
        this.batch = batch;
        this.textsMax = textsMax;
    }

    void clear() {
        texts.clear();
        indexes = new int[0];
    }

    int room() {
        return textsMax - texts.size();
    }

    void add(byte[] bytes, int from, int length) {
        texts.add(Arrays.copyOfRange(bytes, from, from + length));
    }

    /// To be called once texts were added.
    void added() {
        int known = indexes.length;
        if (known < texts.size()) {
            indexes = Arrays.copyOf(indexes, Math.max(texts.size(), 2 * known));
            Arrays.fill(indexes, known, indexes.length, UNKNOWN);
        }
    }

    int indexFor(long place, long row) {
        if (place < 0 || place >= texts.size()) {
            throw Faults.malformedBody("series, row " + row, "no text of the dictionary, which has " + texts.size());
        }
        int index = indexes[(int) place];
        return index == UNKNOWN ? learn((int) place) : index;
    }

    private int learn(int place) {
        byte[] text = texts.get(place);
        indexes[place] = batch.indexFor(SeriesNames.text(text, 0, text.length));
        return indexes[place];
    }
}
