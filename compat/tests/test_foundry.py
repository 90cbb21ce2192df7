"""What Foundry's Models API says of the points and the tables of an experiment, read by Palantir's clients."""

import csv
import datetime
import io
import json
import math
import urllib.error
import urllib.parse
import urllib.request
import uuid

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.parquet
import pytest
from foundry_sdk import Config, UserTokenAuth
from foundry_sdk.v2 import AsyncFoundryClient, FoundryClient
from foundry_sdk.v2.models import errors

NAME = "train/loss é+%2F"
POINTS = 1_500
TIME_MS = 1_760_000_000_000
VALUES = [math.nan if i == 3 else math.inf if i == 4 else -0.0 if i == 5 else math.sin(i) for i in range(POINTS)]


def options(server):
    host = urllib.parse.urlsplit(server.url).netloc
    return {"auth": UserTokenAuth(server.token), "hostname": host, "config": Config(scheme="http")}


@pytest.fixture(scope="module")
def foundry(server):
    return FoundryClient(**options(server))


@pytest.fixture(scope="module")
def rids(server):
    model = server.post("/api/assay/v1/models", {"name": f"foundry {uuid.uuid4()}"})["rid"]
    experiment = server.post(f"/api/assay/v1/models/{model}/experiments", {"name": "run"})["rid"]
    columns = {
        "steps": list(range(POINTS)),
        "times": [TIME_MS + i for i in range(POINTS)],
        "values": [v if math.isfinite(v) else "NaN" if math.isnan(v) else "Infinity" for v in VALUES],
    }
    server.post(f"/api/assay/v1/experiments/{experiment}/log", {"series": {NAME: columns}})
    return model, experiment


def same(left, right):
    return len(left) == len(right) and all(repr(a) == repr(b) for a, b in zip(left, right))


def test_a_series_comes_page_by_page(foundry, rids):
    series = foundry.models.Model.Experiment.Series
    assert len(series.json(*rids, NAME, preview=True).series) == 200
    values, page = [], None
    while page is None or page.series:
        page = series.json(*rids, NAME, offset=len(values), page_size=1000, preview=True)
        values += page.series
    assert page.type == "doubleV1"
    assert [(v.step, v.timestamp) for v in values] == [(i, TIME_MS + i) for i in range(POINTS)]
    assert same([v.value for v in values], VALUES)


def test_a_series_comes_as_parquet(foundry, rids, tmp_path):
    table = foundry.models.Model.Experiment.Series.parquet(*rids, NAME, preview=True)
    path = tmp_path / "series.parquet"
    path.write_bytes(table)
    arrow = pyarrow.parquet.read_table(path, page_checksum_verification=True)
    assert arrow.schema == pa.schema(
        [
            pa.field("step", pa.int64(), nullable=False),
            pa.field("timestamp", pa.timestamp("ms", "UTC"), nullable=False),
            pa.field("value", pa.float64(), nullable=False),
        ]
    )
    steps, times = list(range(POINTS)), [TIME_MS + i for i in range(POINTS)]
    for read in (arrow, table.to_pyarrow(), polars.read_parquet(path).to_arrow(), duckdb_table(path)):
        assert read["step"].to_pylist() == steps
        assert read["timestamp"].cast(pa.timestamp("ms", "UTC")).cast(pa.int64()).to_pylist() == times
        assert same(read["value"].to_pylist(), VALUES)
    frame = pandas.read_parquet(path)
    assert frame["step"].tolist() == steps
    assert frame["timestamp"].astype("int64").tolist() == times
    assert same(frame["value"].tolist(), VALUES)


def duckdb_table(path):
    return duckdb.sql(f"from '{path}'").to_arrow_table()


def test_what_is_not_there_is_the_clients_own_error(foundry, rids):
    experiment = foundry.models.Model.Experiment
    none = "ri.models.main.experiment.none"
    for read in (experiment.Series.json, experiment.Series.parquet):
        with pytest.raises(errors.ExperimentSeriesNotFound) as failure:
            read(*rids, "no/ne", preview=True)
        assert failure.value.parameters["seriesName"] == "no/ne"
        with pytest.raises(errors.ModelExperimentNotFound):
            read(rids[0], none, NAME, preview=True)


def test_the_asynchronous_client_reads_the_same(server, rids, asynchronously):
    async def read():
        series = AsyncFoundryClient(preview=True, **options(server)).models.Model.Experiment.Series
        page = await series.json(*rids, NAME, offset=1, page_size=2, preview=True)
        table = await series.parquet(*rids, NAME, preview=True)
        with pytest.raises(errors.ExperimentSeriesNotFound):
            await series.json(*rids, "none", preview=True)
        return page, table

    page, table = asynchronously(read())
    assert [v.step for v in page.series] == [1, 2]
    assert pyarrow.parquet.read_table(io.BytesIO(table)).num_rows == POINTS


ROWS = 30_000


def put_table(server, rids, name, kind, body):
    request = urllib.request.Request(
        f"{server.url}/api/assay/v1/experiments/{rids[1]}/tables/{urllib.parse.quote(name, safe='')}",
        method="PUT",
        data=body,
        headers={"Authorization": f"Bearer {server.token}", "Content-Type": kind},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def row(i):
    return {
        "n": i,
        "wide": 2**62 + i,
        "half": i / 2,
        "text": None if i % 7 == 0 else f'é "{i}",\n',
        "flag": None if i % 5 == 0 else i % 2 == 0,
        "none": None,
    }


def csv_text(value):
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.fixture(scope="module", params=["text/csv", "application/x-ndjson"])
def table(request, server, rids):
    """The name of a table of ROWS rows."""
    name = f"tables/é {request.param}"
    if request.param == "text/csv":
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(row(0))
        writer.writerows([csv_text(value) for value in row(i).values()] for i in range(ROWS))
        body = out.getvalue()
    else:
        body = "".join(json.dumps(row(i)) + "\n" for i in range(ROWS))
    assert put_table(server, rids, name, request.param, body.encode())["details"]["rowCount"] == ROWS
    return name


def test_a_table_comes_page_by_page(foundry, rids, table):
    tables = foundry.models.Model.Experiment.ArtifactTable
    wanted = [{**row(i), "wide": str(2**62 + i)} for i in range(ROWS)]
    assert json.loads(tables.json(*rids, table, preview=True)) == wanted[:10]
    for offset in (1, 12_345, ROWS - 100, ROWS - 3, ROWS):
        page = json.loads(tables.json(*rids, table, offset=offset, page_size=100, preview=True))
        assert page == wanted[offset : offset + 100]


def test_a_table_comes_as_parquet(foundry, rids, table, tmp_path):
    answer = foundry.models.Model.Experiment.ArtifactTable.parquet(*rids, table, preview=True)
    path = tmp_path / "table.parquet"
    path.write_bytes(answer)
    arrow = pyarrow.parquet.read_table(path, page_checksum_verification=True)
    assert arrow.schema.types[:5] == [pa.int64(), pa.int64(), pa.float64(), pa.string(), pa.bool_()]
    wanted = [row(i) for i in range(ROWS)]
    for read in (arrow, answer.to_pyarrow(), polars.read_parquet(path).to_arrow(), duckdb_table(path)):
        assert read.to_pylist() == wanted
    frame = pandas.read_parquet(path)
    assert frame["wide"].tolist() == [2**62 + i for i in range(ROWS)]
    assert [None if pandas.isna(text) else text for text in frame["text"]] == [row(i)["text"] for i in range(ROWS)]


def test_a_table_that_is_not_there_is_the_clients_own_error(foundry, rids):
    tables = foundry.models.Model.Experiment.ArtifactTable
    for read in (tables.json, tables.parquet):
        with pytest.raises(errors.ExperimentArtifactNotFound) as failure:
            read(*rids, "no/ne", preview=True)
        assert failure.value.parameters["artifactName"] == "no/ne"
        with pytest.raises(errors.ModelExperimentNotFound):
            read(rids[0], "ri.models.main.experiment.none", "t", preview=True)


def test_the_asynchronous_client_reads_the_same_table(server, rids, table, asynchronously):
    async def read():
        tables = AsyncFoundryClient(preview=True, **options(server)).models.Model.Experiment.ArtifactTable
        return await tables.json(*rids, table, preview=True), await tables.parquet(*rids, table, preview=True)

    page, parquet = asynchronously(read())
    assert [found["n"] for found in json.loads(page)] == list(range(10))
    assert pyarrow.parquet.read_table(io.BytesIO(parquet)).num_rows == ROWS


def parquet_bytes(columns, **options):
    sink = io.BytesIO()
    pyarrow.parquet.write_table(columns, sink, **options)
    return sink.getvalue()


WRITERS = {
    "pyarrow": lambda frame, path: pyarrow.parquet.write_table(frame.to_arrow(), path, row_group_size=7_000),
    "pandas": lambda frame, path: frame.to_pandas().to_parquet(path),
    "polars": lambda frame, path: frame.write_parquet(path),
    "duckdb": lambda frame, path: duckdb.sql(f"copy (select * from frame) to '{path}' (format parquet)"),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_table_comes_in_from_every_writer(server, foundry, rids, tmp_path, writer):
    columns = {
        "n": range(ROWS),
        "text": [row(i)["text"] for i in range(ROWS)],
        "half": [i / 2 for i in range(ROWS)],
        "flag": [i % 3 == 0 for i in range(ROWS)],
        "day": [datetime.date(2026, 1, 1 + i % 28) for i in range(ROWS)],
        "list": [list(range(i % 3)) for i in range(ROWS)],
    }
    path = tmp_path / "in.parquet"
    WRITERS[writer](polars.DataFrame(columns), path)
    body = path.read_bytes()
    stored = put_table(server, rids, writer, "application/vnd.apache.parquet", body)
    assert stored["details"] == {"type": "table", "rowCount": ROWS}
    tables = foundry.models.Model.Experiment.ArtifactTable
    assert bytes(tables.parquet(*rids, writer, preview=True)) == body
    for offset in (0, 6_950, 12_345, ROWS - 1):
        page = json.loads(tables.json(*rids, writer, offset=offset, page_size=100, preview=True))
        last = min(ROWS, offset + 100)
        assert [found["n"] for found in page] == list(range(offset, last))
        assert [found["text"] for found in page] == columns["text"][offset:last]
        assert [found["list"] for found in page] == columns["list"][offset:last]
        assert [found["day"][:10] for found in page] == [str(day) for day in columns["day"][offset:last]]


def test_a_broken_table_is_refused(server, rids):
    body = parquet_bytes(pa.table({"n": list(range(1000))}), write_page_checksum=True)
    for spoiled in (body[:-1], body[:50] + bytes([body[50] ^ 1]) + body[51:], b"", b"PAR1" * 5):
        with pytest.raises(urllib.error.HTTPError) as failure:
            put_table(server, rids, "broken", "application/vnd.apache.parquet", spoiled)
        assert failure.value.code == 400
        assert json.loads(failure.value.read())["errorName"] == "MalformedBody"
