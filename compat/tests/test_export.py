"""A whole model as one table, to the readers that people have."""

import datetime
import io
import json
import math
import struct
import urllib.request

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet
import pytest

PATH = "/api/assay/v1/models/{}/export"


def param(name, kind, value):
    return {"name": name, "value": {"type": kind, "value": value}}


@pytest.fixture(scope="module")
def model(server):
    """Three experiments, the newest last; every kind of value, and holes."""
    rid = server.post("/api/assay/v1/models", {"name": f"export {id(server)}"})["rid"]
    made = []
    for i, parameters in enumerate(
        [
            [param("flag", "boolean", True), param("n", "integer", 2**62 + 1), param("lr", "integer", 1)],
            [param("n", "integer", -5), param("lr", "double", 0.1), param("what", "string", 'a "b", c\n')],
            [param("when", "datetime", "2026-01-02T03:04:05.678+02:00"), param("what", "string", "")],
        ]
    ):
        body = {"name": f"run {i}", "parameters": parameters, "tags": ["é", {"key": "k", "value": "v"}]}
        made.append(server.post(f"/api/assay/v1/models/{rid}/experiments", body)["rid"])
    for experiment, series in zip(
        made,
        [
            {"loss": {"steps": [0, 1, 2], "values": [1.5, 0.1, "NaN"]}},
            {"loss": {"steps": [0], "values": ["NaN"]}, "acc/top": {"steps": [0], "values": [-0.0]}},
            {},
        ],
    ):
        server.post(f"/api/assay/v1/experiments/{experiment}/log", {"series": series})
    server.post(f"/api/assay/v1/experiments/{made[0]}/finish", {"status": "SUCCEEDED"})
    return rid, made[::-1]


def get(server, model, query="", **headers):
    request = urllib.request.Request(
        server.url + PATH.format(model) + query, headers={"Authorization": f"Bearer {server.token}", **headers}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def bits(value):
    return None if value is None else struct.pack("<d", value).hex()


def check(table, rids):
    fields = {field.name: str(field.type).replace("large_string", "string") for field in table.schema}
    assert fields == {
        "rid": "string",
        "name": "string",
        "status": "string",
        "created": "timestamp[ms, tz=UTC]",
        "duration": "int64",
        "creator": "string",
        "branch": "string",
        "tags": "string",
        "params.flag": "bool",
        "params.lr": "double",
        "params.n": "int64",
        "params.what": "string",
        "params.when": "timestamp[ms, tz=UTC]",
        "series.acc/top.last": "double",
        "series.acc/top.min": "double",
        "series.acc/top.max": "double",
        "series.acc/top.length": "int64",
        "series.loss.last": "double",
        "series.loss.min": "double",
        "series.loss.max": "double",
        "series.loss.length": "int64",
    }
    rows = table.to_pydict()
    assert rows["rid"] == rids
    assert rows["name"] == ["run 2", "run 1", "run 0"]
    assert rows["status"] == ["RUNNING", "RUNNING", "SUCCEEDED"]
    assert [d is None for d in rows["duration"]] == [True, True, False]
    assert [json.loads(tags) for tags in rows["tags"]] == [[{"key": "k", "value": "v"}, "é"]] * 3
    assert rows["params.flag"] == [None, None, True]
    assert rows["params.lr"] == [None, 0.1, 1.0]
    assert rows["params.n"] == [None, -5, 2**62 + 1]
    assert rows["params.what"] == ["", 'a "b", c\n', None]
    utc = datetime.datetime(2026, 1, 2, 1, 4, 5, 678000, datetime.timezone.utc)
    assert rows["params.when"] == [utc, None, None]
    nan = struct.pack("<d", math.nan).hex()
    assert [bits(v) for v in rows["series.loss.last"]] == [None, nan, nan]
    assert rows["series.loss.min"] == [None, None, 0.1]
    assert rows["series.loss.max"] == [None, None, 1.5]
    assert rows["series.loss.length"] == [None, 1, 3]
    assert [bits(v) for v in rows["series.acc/top.last"]] == [None, bits(-0.0), None]


def test_parquet_is_what_every_reader_takes(server, model, tmp_path):
    rid, rids = model
    body = get(server, rid)
    check(pa.parquet.read_table(io.BytesIO(body)), rids)
    assert polars.read_parquet(io.BytesIO(body))["params.n"].to_list() == [None, -5, 2**62 + 1]
    file = tmp_path / "export.parquet"
    file.write_bytes(body)
    count = duckdb.sql(f"""SELECT count("params.flag"), count(*), min("series.loss.min") FROM '{file}'""").fetchall()
    assert count == [(1, 3, 0.1)]


def test_arrow_is_the_same_table(server, model):
    rid, rids = model
    table = pa.ipc.open_stream(get(server, rid, Accept="application/vnd.apache.arrow.stream")).read_all()
    table.validate(full=True)
    check(table, rids)


def test_pandas_reads_the_address(server, model):
    rid, rids = model
    options = {"Authorization": f"Bearer {server.token}"}
    frame = pandas.read_parquet(server.url + PATH.format(rid), storage_options=options)
    assert list(frame["rid"]) == rids
    csv = pandas.read_csv(server.url + PATH.format(rid) + "?format=csv", storage_options=options)
    assert list(csv.columns) == list(frame.columns)
    assert list(csv["rid"]) == rids
    assert csv["series.loss.min"].iloc[2] == 0.1
    assert csv["params.n"].iloc[1] == -5


def test_many_rows_and_columns_come_in_many_groups(server):
    rid = server.post("/api/assay/v1/models", {"name": f"wide {id(server)}"})["rid"]
    series = {f"s/{i:04}": {"steps": [0], "values": [i / 7]} for i in range(1500)}
    for i in range(300):
        made = server.post(
            f"/api/assay/v1/models/{rid}/experiments",
            {"name": f"run {i}", "parameters": [param("i", "integer", i), param(f"p{i}", "string", "x" * i)]},
        )["rid"]
        some = {name: s for j, (name, s) in enumerate(series.items()) if (i + j) % 3}
        server.post(f"/api/assay/v1/experiments/{made}/log", {"series": some})
    parquet = pa.parquet.read_table(io.BytesIO(get(server, rid)))
    arrow = pa.ipc.open_stream(get(server, rid, "?format=arrow")).read_all()
    arrow.validate(full=True)
    assert parquet.shape == (300, 8 + 301 + 6000)
    assert parquet.equals(arrow)
    assert parquet["params.i"].to_pylist() == list(range(299, -1, -1))
    last = parquet["series.s/0700.last"].to_pylist()
    assert last == [100.0 if (i + 700) % 3 else None for i in range(299, -1, -1)]
