package dev.assay.wire.foundry;

import dev.assay.app.SeriesOfExperiment;
import dev.assay.columnar.ColumnarFormat;
import dev.assay.columnar.PointTable;
import dev.assay.http.StreamAnswer;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;

/// `GET …/experiments/{experimentRid}/series/{name}/parquet`: all points of one series, in their order.
final class GetSeriesParquet implements Handler {

    private final SeriesOfExperiment series;

    GetSeriesParquet(SeriesOfExperiment series) {
        this.series = series;
    }

    @Override
    public void handle(Context context) {
        PartOfExperiment wanted = PartOfExperiment.read(context);
        StreamAnswer.write(context, 200, Requests.BYTES, out -> {
            PointTable table = ColumnarFormat.PARQUET.open(out, List.of());
            series.read(
                    wanted.caller(),
                    wanted.model(),
                    wanted.experiment(),
                    wanted.name(),
                    (_, step, timeMs, value) -> table.point(step, timeMs, value));
            table.end();
        });
    }
}
