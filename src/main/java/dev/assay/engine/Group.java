package dev.assay.engine;

import java.util.ArrayList;
import java.util.List;

/// What the units of one commit add to the log, as far as they are done: one that failed adds nothing.
final class Group {

    private final List<UnitOfWork.Append> appends = new ArrayList<>();

    void add(UnitOfWork done) {
        appends.addAll(done.appends());
    }

    List<UnitOfWork.Append> appends() {
        return appends;
    }
}
