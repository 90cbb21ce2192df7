package dev.assay.table;

import dev.assay.domain.Artifact.RowMark;
import java.util.ArrayList;
import java.util.List;

/// Where some of a table's rows begin, so that one in the middle is found without reading all before it. However large
/// the table is, the marks are few: when there are too many, every other one goes, and from then on fewer come.
final class RowMarks {

    static final int COUNT_MAX = 512;

    private List<RowMark> marks = new ArrayList<>();
    private int offered;
    /// Of those that are offered, one in so many is kept.
    private int stride = 1;

    /// To be called at steps of some bytes, from the first row on, which needs no mark.
    void add(long row, long offset) {
        if (row == 0) {
            return;
        }
        offered++;
        if (offered % stride == 0) {
            marks.add(new RowMark(row, offset));
        }
        if (marks.size() > COUNT_MAX) {
            thin();
        }
    }

    private void thin() {
        List<RowMark> kept = new ArrayList<>();
        for (int i = 1; i < marks.size(); i += 2) {
            kept.add(marks.get(i));
        }
        marks = kept;
        stride *= 2;
    }

    List<RowMark> list() {
        return marks;
    }
}
