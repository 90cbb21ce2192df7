"""Points go in from Arrow's own writers, and come out to the readers that people have, every value to the bit."""

import io
import json
import math
import struct
import urllib.error
import urllib.request

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet
import pytest

ARROW = "application/vnd.apache.arrow.stream"
PARQUET = "application/vnd.apache.parquet"
POINTS = 100_000
TIME_MS = 1_760_000_000_000


def bits(value):
    return struct.pack("<d", value).hex()


def value(i):
    """Full doubles, floats and what is neither."""
    odd = {5: math.nan, 6: math.inf, 7: -math.inf, 8: -0.0, 9: struct.unpack("<d", bytes.fromhex("230100000000f87f"))[0]}
    return odd.get(i, math.sin(i) if i % 2 else struct.unpack("<f", struct.pack("<f", math.cos(i)))[0])


ROWS = [("a/é", i - 50, TIME_MS + 137 * i + i % 7, value(i)) for i in range(POINTS)]
ROWS += [("b", step, time, 1.5) for step, time in [(-(2**63), -1), (0, 0), (2**63 - 1, 253_402_300_799_999)]]
WANTED = [(series, step, time, bits(v)) for series, step, time, v in ROWS]


def request(server, method, path, body=None, **headers):
    headers = {name.replace("_", "-"): text for name, text in headers.items()}
    asked = urllib.request.Request(
        server.url + path, method=method, data=body, headers={"Authorization": f"Bearer {server.token}", **headers}
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.headers["Content-Type"], answer.read()


def table(series_type=pa.string()):
    series, steps, times, values = zip(*ROWS)
    return pa.table(
        {
            "series": pa.array(series).cast(series_type),
            "step": pa.array(steps, pa.int64()),
            "time": pa.array(times, pa.timestamp("ms", "UTC")),
            "value": pa.array(values, pa.float64()),
        }
    )


def stream(columns, **options):
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, columns.schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(columns, max_chunksize=30_000)
    return sink.getvalue().to_pybytes()


def new_experiment(server, name):
    model = server.post("/api/assay/v1/models", {"name": f"columnar {name}"})["rid"]
    rid = server.post(f"/api/assay/v1/models/{model}/experiments", {"name": "run"})["rid"]
    return f"/api/assay/v1/experiments/{rid}"


@pytest.fixture(scope="module")
def experiment(server):
    path = new_experiment(server, "read")
    request(server, "POST", path + "/log", stream(table()), Content_Type=ARROW)
    return path


@pytest.fixture(scope="module")
def arrow(server, experiment):
    kind, body = request(server, "GET", experiment + "/points", Accept=ARROW)
    assert kind == ARROW
    return body


@pytest.fixture(scope="module")
def parquet(server, experiment, tmp_path_factory):
    kind, body = request(server, "GET", experiment + "/points", Accept=PARQUET)
    assert kind == PARQUET
    path = tmp_path_factory.mktemp("columnar") / "points.parquet"
    path.write_bytes(body)
    return path


def of_pyarrow(read, time):
    read.validate(full=True)
    assert read.schema.field(time).type == pa.timestamp("ms", "UTC")
    assert all(column.null_count == 0 for column in read.columns)
    columns = [read["series"].to_pylist(), read["step"].to_pylist(), read[time].cast(pa.int64()).to_pylist()]
    return list(zip(*columns, map(bits, read["value"].to_pylist())))


def of_polars(read, time):
    assert read.schema[time] == polars.Datetime("ms", "UTC")
    columns = [read["series"].to_list(), read["step"].to_list(), read[time].cast(polars.Int64).to_list()]
    return list(zip(*columns, map(bits, read["value"].to_list())))


def test_pyarrow_reads_arrow(arrow):
    assert of_pyarrow(pa.ipc.open_stream(arrow).read_all(), "time") == WANTED


def test_polars_reads_arrow(arrow):
    assert of_polars(polars.read_ipc_stream(io.BytesIO(arrow)), "time") == WANTED


def test_pyarrow_reads_parquet(parquet):
    assert of_pyarrow(pyarrow.parquet.read_table(parquet, page_checksum_verification=True), "timestamp") == WANTED


def test_polars_reads_parquet(parquet):
    assert of_polars(polars.read_parquet(parquet), "timestamp") == WANTED


def test_duckdb_reads_parquet(parquet):
    read = duckdb.sql(f"select series, step, epoch_ms(timestamp), value from '{parquet}'").fetchall()
    assert [(*row[:3], bits(row[3])) for row in read] == WANTED


def test_duckdb_asks_parquet_for_a_range(parquet):
    assert duckdb.sql(f"select count(*) from '{parquet}' where step between 0 and 999").fetchall() == [(1001,)]


def test_pandas_reads_parquet(parquet):
    read = pandas.read_parquet(parquet)
    assert str(read["timestamp"].dtype) == "datetime64[ms, UTC]"
    columns = [read["series"], read["step"], read["timestamp"].astype("int64")]
    assert list(zip(*(column.tolist() for column in columns), map(bits, read["value"].tolist()))) == WANTED


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda: stream(table(pa.dictionary(pa.int32(), pa.string()))), id="dictionary"),
        pytest.param(lambda: stream(table(), compression="zstd"), id="zstd"),
        pytest.param(lambda: stream(table(pa.string_view())), id="views"),
        pytest.param(lambda: polars_stream("newest"), id="polars"),
        pytest.param(lambda: polars_stream("oldest"), id="polars, oldest"),
    ],
)
def test_takes_what_writers_write(server, body):
    path = new_experiment(server, f"write {id(body)}")
    request(server, "POST", path + "/log", body(), Content_Type=ARROW)
    assert of_pyarrow(pa.ipc.open_stream(request(server, "GET", path + "/points", Accept=ARROW)[1]).read_all(), "time") == WANTED


def polars_stream(level):
    sink = io.BytesIO()
    polars.from_arrow(table()).write_ipc_stream(sink, compat_level=getattr(polars.CompatLevel, level)())
    return sink.getvalue()


def test_takes_what_it_has_answered(server, arrow):
    path = new_experiment(server, "again")
    request(server, "POST", path + "/log", arrow, Content_Type=ARROW)
    assert request(server, "GET", path + "/points", Accept=ARROW)[1] == arrow


@pytest.mark.parametrize("form", [ARROW, PARQUET])
def test_pyarrow_reads_points_of_many_experiments(server, experiment, form):
    second = new_experiment(server, f"second, {form}")
    request(server, "POST", second + "/log", stream(table().slice(POINTS - 2)), Content_Type=ARROW)
    rids = [path.rpartition("/")[2] for path in (second, experiment)]
    asked = json.dumps({"experimentRids": rids, "series": ["b", "a/é", "none"]}).encode()
    kind, body = request(server, "POST", "/api/assay/v1/points", asked, Content_Type="application/json", Accept=form)
    assert kind == form
    read = pa.ipc.open_stream(body).read_all() if form == ARROW else pyarrow.parquet.read_table(io.BytesIO(body))
    assert read["experimentRid"].to_pylist() == [rids[0]] * 5 + [rids[1]] * len(WANTED)
    time = "time" if form == ARROW else "timestamp"
    assert of_pyarrow(read.drop(["experimentRid"]), time) == WANTED[POINTS - 2 :] + WANTED


def test_says_what_it_cannot_take(server, experiment):
    with pytest.raises(urllib.error.HTTPError) as failure:
        request(server, "POST", experiment + "/log", stream(table(), compression="lz4"), Content_Type=ARROW)
    assert failure.value.code == 400
    assert b"zstd" in failure.value.read()
    with pytest.raises(urllib.error.HTTPError) as failure:
        request(server, "GET", experiment + "/points", Accept="text/csv")
    assert failure.value.code == 406
