"""What is measured, each on a server that runs on a fresh folder. A measurement is a line: a dict with its figure's name."""

import contextlib
import dataclasses
import json
import pathlib
import random
import re
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.parse

import processes
import servers
from servers import API, BUILT, NATIVE, Failed

ALL = ("assay", "floor", "mlflow", "fasttrackml")
KEEPING = ("assay", "mlflow", "fasttrackml")
OURS = ("assay",)

STORE_SECONDS = 1200  # limit of one load of a store
REAL_SERIES, REAL_STEPS, REAL_PARAMS, REAL_TAGS = 1500, 20, 150, 50
REAL_READ_SECONDS_MAX = 20
REAL_CONNECTIONS = 32
GET_RUNS = 1000
DISK_SERIES, DISK_STEPS = 100, 10_000
PEER_DISK_SHARE = 0.1  # bytes a point hardly depend on how many there are, and MLflow writes a million in minutes
HISTORY_POINTS = 1_000_000
HISTORY_PAGE = 25_000  # the most that MLflow gives at once
NATIVE_PAGE = 500_000
CHART_POINTS, CHART_BUCKETS = 10_000_000, 1000
CHART_SERIES, CHART_STEPS = 100, 100_000
PEER_CHART_SHARE = 0.1  # it takes seconds to sample a million points, and minutes to write them
CHART_SECONDS_MAX, CHARTS_MIN = 20, 10
ARROW, PARQUET = "application/vnd.apache.arrow.stream", "application/vnd.apache.parquet"
ARROW_CONNECTIONS, ARROW_SERIES, ARROW_STEPS = 8, 10, 1000
COLUMN_READS, STALL_SECONDS = 9, 1
SEARCHED_RUNS, SEARCHED_PAGE = 10_000, 100
IDLE_RUNS, IDLE_SERIES, IDLE_STEPS = 1000, 1000, 10
STARTS, STARTS_SECONDS = 5, 40
REST_SECONDS = 3
SOAK_HEAP, SOAK_REQUESTS_PER_SECOND, SOAK_MINUTES, SOAK_LOOKS = "-Xmx1g", 500, (5, 20), 15


@dataclasses.dataclass(frozen=True)
class Plan:
    """How long and how much."""

    seconds: int
    warm_seconds: int
    share: float  # of the loads that are counted in points, not in seconds

    def part_of(self, count):
        return max(1, round(count * self.share))


@dataclasses.dataclass(frozen=True)
class Figure:
    """`measure(kind, plan)` gives lines; `limit_seconds(plan)` is when it is given up."""

    group: str
    name: str
    kinds: tuple
    measure: object
    seconds_beside: int = 900

    def limit_seconds(self, plan):
        return self.seconds_beside + 4 * (plan.seconds + plan.warm_seconds)


def load(server, *arguments, seconds):
    """Runs the loader against a server; a wrong answer of the server is its failure, and ours."""
    return _finished(_loader(server, *arguments), seconds)


def _loader(server, *arguments):
    command = [BUILT / "loader", "-url", server.url, "-token", server.token, *map(str, arguments)]
    if not server.kind.keeps_points:
        command.append("-blind")
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _finished(loader, seconds):
    try:
        printed, said = loader.communicate(timeout=seconds)
    except BaseException:
        loader.kill()
        loader.communicate()
        raise
    if loader.returncode:
        raise Failed(said.strip()[-500:])
    return json.loads(printed)


def _window(plan):
    return ("-d", f"{plan.seconds}s", "-warm", f"{plan.warm_seconds}s")


def _window_limit(plan):
    return plan.seconds + plan.warm_seconds + servers.CALL_SECONDS


# ---- ingest


def _ingest(shape, connections):
    def measure(kind, plan):
        with kind.on_fresh_folder() as server:
            arguments = ("-mode", "write", "-shape", shape, "-c", connections, *_window(plan))
            line = load(server, *arguments, seconds=_window_limit(plan))
            yield {"figure": f"{shape} c{connections}", **line, **_roll_up_lag(server)}

    return Figure("ingest", f"{shape} c{connections}", ALL, measure)


def _roll_up_lag(server):
    """How long the oldest point has waited to be rolled up, as soon as the load has ended; of ours alone."""
    if server.kind.name != "assay":
        return {}
    found = re.search(r"^assay_roll_up_lag_seconds (\S+)$", server.received("GET", "/metrics").decode(), re.M)
    return {"lag_s": round(float(found[1]), 1)}


def _tokenizer(kind, plan):
    for shape, points in kind.points_per_second(min(plan.seconds, 10)).items():
        yield {"figure": f"{shape} c8", "points_s": points}


def _engine(kind, plan):
    for shape, points in kind.points_per_second(min(plan.seconds, 10)).items():
        yield {"figure": f"{shape} c8", "points_s": points}


def _arrow(kind, plan):
    """Each connection to its own experiment; at the end each series must be as long as was acknowledged."""
    with kind.on_fresh_folder() as server, _file() as paths, _file() as body:
        experiments = [_new_experiment(server) for _ in range(ARROW_CONNECTIONS)]
        body.write_bytes(_arrow_body(server))
        paths.write_text("\n".join(f"{path}/log" for path in experiments))
        line = load(
            server, "-mode", "arrow", "-paths", paths, "-body", body, "-rows", ARROW_SERIES * ARROW_STEPS,
            "-steps", ARROW_STEPS, "-c", ARROW_CONNECTIONS, *_window(plan), seconds=_window_limit(plan),
        )  # fmt: skip
        line |= _roll_up_lag(server)
        kept = sum(_points_kept(server, path) for path in experiments)
        if line["failed"] or kept < line["points"]:
            raise Failed(f"WRONG ANSWER: {kept} points kept, {line['points']} acknowledged, {line['failed']} failures")
        yield {"figure": f"arrow c{ARROW_CONNECTIONS}", **line}


def _new_experiment(server):
    model = server.call("POST", NATIVE + "models", {"name": f"bench-{time.time_ns()}"})["rid"]
    return f"{NATIVE}experiments/" + server.call("POST", f"{NATIVE}models/{model}/experiments", {"name": "run"})["rid"]


def _arrow_body(server):
    """What the server answers for the points of one batch, which is what it takes."""
    path = _new_experiment(server)
    values = random.Random(1)
    columns = lambda: {
        "steps": list(range(ARROW_STEPS)),
        "times": [1_760_000_000_000 + 100 * i for i in range(ARROW_STEPS)],
        "values": [values.random() for _ in range(ARROW_STEPS)],
    }
    server.call("POST", path + "/log", {"series": {f"metric_{i:03}": columns() for i in range(ARROW_SERIES)}})
    with server.open("GET", path + "/points", accept=ARROW) as answer:
        return answer.read()


def _points_kept(server, path):
    return sum(series["length"] for series in server.call("GET", path)["series"])


# ---- the real shape


def _real(kind, plan):
    runs = plan.part_of(kind.runs_of_store)
    with kind.on_fresh_folder() as server, _file() as ids:
        before = server.settled_disk_bytes()
        line = _store_real(server, runs, 4, ids)
        bytes_a_point = (server.settled_disk_bytes() - before) / line["points"]
        yield {"figure": "real", **line, "runs": runs, "bytes_a_point": round(bytes_a_point, 2)}
        one = ids.read_text().split()[:1]
        short = dataclasses.replace(plan, seconds=min(plan.seconds, REAL_READ_SECONDS_MAX))
        yield from _gets(server, "real", one, 1, short)
        if kind.name == "assay":
            model = _experiment_path(server, one[0]).split("/")[4]
            path = f"/api/assay/v1/models/{model}/series?name=train/loss"
            if len(server.call("GET", path)["data"]) != runs:
                raise Failed("WRONG ANSWER: one series of all experiments is not that of all")
            yield {"figure": "real: one series of all c1", **_read(server, [path], 1, short)}


def _real_by_many(kind, plan):
    """As when a sweep trains on many machines: no connection waits for another's answer."""
    with kind.on_fresh_folder() as server, _file() as ids:
        runs = plan.part_of(kind.runs_of_store)
        yield {"figure": f"real c{REAL_CONNECTIONS}", **_store_real(server, runs, REAL_CONNECTIONS, ids), "runs": runs}


def _store_real(server, runs, connections, ids):
    line = _store(
        server, "-runs", runs, "-series", REAL_SERIES, "-steps", REAL_STEPS,
        "-params", REAL_PARAMS, "-tags", REAL_TAGS, "-c", connections, "-runs-out", ids,
    )  # fmt: skip
    return line | _roll_up_lag(server)


def _store(server, *arguments):
    deadline = ("-deadline", f"{STORE_SECONDS}s")
    return load(server, "-mode", "store", *arguments, *deadline, seconds=STORE_SECONDS + servers.CALL_SECONDS)


# ---- reads of one run


def _get(kind, plan):
    with kind.on_fresh_folder() as server, _file() as ids:
        _store(server, "-runs", GET_RUNS, "-series", 20, "-params", 20, "-tags", 5, "-c", 4, "-runs-out", ids)
        yield from _gets(server, "get", ids.read_text().split(), 8, plan)


def _gets(server, figure, runs, connections, plan):
    """runs/get and, on ours, Foundry's Get Experiment of the same runs."""
    paths = {"runs/get": [f"{API}runs/get?run_id={run}" for run in runs]}
    if server.kind.name == "assay":
        paths["Get Experiment"] = [_experiment_path(server, run) for run in runs]
    for call, of_runs in paths.items():
        yield {"figure": f"{figure}: {call} c{connections}", **_read(server, of_runs, connections, plan)}


def _read(server, paths, connections, plan):
    with _file() as file:
        file.write_text("\n".join(paths))
        arguments = ("-mode", "get", "-paths", file, "-c", connections, *_window(plan))
        return load(server, *arguments, seconds=_window_limit(plan))


def _experiment_path(server, run):
    tags = server.call("GET", f"{API}runs/get?run_id={run}")["run"]["data"]["tags"]
    rids = {tag["key"]: tag["value"] for tag in tags}
    return f"/api/v2/models/{rids['assay.modelRid']}/experiments/{rids['assay.experimentRid']}?preview=true"


def _get_while_written(kind, plan):
    """The writer checks at its end that every acknowledged point is there, and the last value right."""
    with kind.on_fresh_folder() as server:
        write = ("-mode", "write", "-shape", "keys100", "-c", 8)
        most = load(server, *write, "-run", _new_run(server), *_window(plan), seconds=_window_limit(plan))
        run = _new_run(server)
        rate = round(most["req_s"] / 2, 1)
        # It writes for longer than the reader reads, on both sides.
        longer = f"{plan.seconds + plan.warm_seconds + 3}s"
        writer = _loader(server, *write, "-run", run, "-rate", rate, "-d", longer)
        with _ended(writer):
            time.sleep(1)
            read = _read(server, [_experiment_path(server, run)], 1, plan)
            written = _finished(writer, _window_limit(plan))
        yield {"figure": "get while written", **read, "written_points_s": written["points_s"], "rate": rate,
               "missed": written["missed"], "checked": written["checked"]}  # fmt: skip


def _new_run(server):
    experiment = server.call("POST", API + "experiments/create", {"name": f"bench-{time.time_ns()}"})["experiment_id"]
    return server.call("POST", API + "runs/create", {"experiment_id": experiment})["run"]["info"]["run_id"]


# ---- search


def _search(kind, plan):
    """`metrics.m1 > 0.5 and params.p1 = 'x'` by metrics.m2, descending, 100 results: one run in eight matches."""
    with kind.on_fresh_folder() as server, _file() as body:
        line = load(
            server, "-mode", "searchable", "-runs", plan.part_of(SEARCHED_RUNS), "-c", 4, "-deadline", f"{STORE_SECONDS}s",
            seconds=STORE_SECONDS + servers.CALL_SECONDS,
        )  # fmt: skip
        yield {"figure": "search10k: written", **line}
        query = {
            "experiment_ids": [line["experiment"]],
            "filter": "metrics.m1 > 0.5 and params.p1 = 'x'",
            "order_by": ["metrics.m2 DESC"],
            "max_results": SEARCHED_PAGE,
        }
        _require_found(server.call("POST", API + "runs/search", query))
        searches = {"runs/search": (API + "runs/search", query)}
        if kind.name == "assay":
            model = server.call("GET", f"{API}experiments/get?experiment_id={line['experiment']}")["experiment"]["tags"]
            searches["Foundry's search"] = _foundry_search({tag["key"]: tag["value"] for tag in model}["assay.modelRid"])
        for call, (path, wanted) in searches.items():
            body.write_text(json.dumps(wanted))
            for connections in (1, 8):
                arguments = ("-mode", "post", "-path", path, "-body", body, "-c", connections, *_window(plan))
                yield {"figure": f"search10k: {call} c{connections}", **load(server, *arguments, seconds=_window_limit(plan))}


def _require_found(answer):
    found = []
    for run in answer.get("runs", []):
        metrics = {metric["key"]: metric["value"] for metric in run["data"]["metrics"]}
        params = {param["key"]: param["value"] for param in run["data"]["params"]}
        if metrics["m1"] <= 0.5 or params["p1"] != "x":
            raise Failed("WRONG ANSWER: search: a run that does not match")
        found.append(metrics["m2"])
    if len(found) != SEARCHED_PAGE or found != sorted(found, reverse=True):
        raise Failed(f"WRONG ANSWER: search: {len(found)} runs, or not in their order")


def _foundry_search(model):
    """The same filter; its order Foundry has no word for."""
    series = {"type": "seriesFilter", "seriesName": "m1", "field": "AGGREGATION_LAST", "operator": "GT", "value": 0.5}
    parameter = {"type": "parameterFilter", "parameterName": "p1", "operator": "CONTAINS", "value": "x"}
    where = {"type": "and", "filters": [series, parameter]}
    return f"/api/v2/models/{model}/experiments/search?preview=true", {"where": where, "pageSize": SEARCHED_PAGE}


# ---- disk


def _disk(values):
    def measure(kind, plan):
        steps = plan.part_of(DISK_STEPS * (1 if kind.name == "assay" else PEER_DISK_SHARE))
        with kind.on_fresh_folder() as server:
            before = server.settled_disk_bytes()
            line = _store(server, "-series", DISK_SERIES, "-steps", steps, "-batch-steps", 10, "-values", values)
            bytes_a_point = (server.settled_disk_bytes() - before) / line["points"]
            yield {"figure": f"disk {values}", **line, "bytes_a_point": round(bytes_a_point, 2)}

    return Figure("disk", f"disk {values}", KEEPING, measure)


# ---- one long series


def _history(kind, plan):
    points = plan.part_of(HISTORY_POINTS)
    with kind.on_fresh_folder() as server, _file() as ids:
        written = _store(server, "-steps", points, "-batch-steps", 1000, "-runs-out", ids)
        yield {"figure": "history: written", **written}
        run = ids.read_text().strip()
        query = urllib.parse.urlencode({"run_id": run, "metric_key": "train/loss"})
        history = f"{API}metrics/get-history?{query}"
        yield _all_read("history: get-history whole", points, _mlflow_pages(server, history))
        yield _all_read("history: get-history by pages", points, _mlflow_pages(server, f"{history}&max_results={HISTORY_PAGE}"))
        if kind.name == "assay":
            experiment = urllib.parse.urlsplit(_experiment_path(server, run)).path.rpartition("/")[2]
            yield _all_read("history: native points, JSON", points, _native_pages(server, experiment))
            path = f"{NATIVE}experiments/{experiment}/points?series=train/loss"
            for form, accept in (("Arrow", ARROW), ("Parquet", PARQUET)):
                yield _columns_read(server, f"history: native points, {form}", path, accept, points)


# ---- charts


def _charts(kind, plan):
    """What a page asks for to draw: buckets on ours, MLflow's sample of as many points."""
    share = 1 if kind.name == "assay" else PEER_CHART_SHARE
    yield from _chart_of(kind, plan, "one long series", 1, plan.part_of(CHART_POINTS * share))
    if kind.name == "assay":
        yield from _chart_of(kind, plan, "100 series", CHART_SERIES, plan.part_of(CHART_STEPS))


def _chart_of(kind, plan, name, series, steps):
    with kind.on_fresh_folder() as server, _file() as ids:
        batch = 1000 // series  # as many points as a log-batch takes
        written = _store(server, "-series", series, "-steps", steps, "-batch-steps", batch, "-runs-out", ids)
        yield {"figure": f"charts: {name} written", **written}
        server.settled_disk_bytes()
        run = ids.read_text().strip()
        if kind.name == "assay":
            yield from _bucket_charts(server, plan, name, run, series, steps)
        else:
            query = urllib.parse.urlencode({"run_ids": run, "metric_key": "train/loss", "max_results": CHART_BUCKETS})
            path = f"/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval?{query}"
            yield {"figure": "charts: sampled history", **_called(plan, lambda: server.call("GET", path))}


def _bucket_charts(server, plan, name, run, series, steps):
    experiment = urllib.parse.urlsplit(_experiment_path(server, run)).path.rpartition("/")[2]
    found = server.call("GET", f"/api/assay/v1/experiments/{experiment}")
    names = [known["name"] for known in found["series"]]
    for axis in ("step", "relativeTime"):
        body = {"experimentRids": [experiment], "series": names, "axis": axis, "buckets": CHART_BUCKETS}
        line = _called(plan, lambda: server.received_bytes("POST", "/api/assay/v1/charts", body))
        charts = server.call("POST", "/api/assay/v1/charts", body)["charts"]
        counts = [sum(bucket["count"] for bucket in chart["buckets"]) for chart in charts]
        if counts != [steps] * series:
            raise Failed(f"WRONG ANSWER: charts: {name}: {sum(counts)} points, not {series} x {steps}")
        yield {"figure": f"charts: {name} by {axis}", **line, "points": series * steps}


def _called(plan, call):
    """One call after another for a while; what came before a third of the time is warming up."""
    seconds = min(plan.seconds, CHART_SECONDS_MAX)
    begun, took = time.monotonic(), []
    while time.monotonic() < begun + seconds or len(took) < CHARTS_MIN:
        since = time.monotonic()
        call()
        if since > begun + seconds / 3 or time.monotonic() > begun + seconds:
            took.append(1000 * (time.monotonic() - since))
    took.sort()
    return {"p50_ms": round(statistics.median(took), 2), "p99_ms": round(took[-(-99 * len(took) // 100) - 1], 2),
            "calls": len(took)}  # fmt: skip


def _all_read(figure, points, pages):
    """Adds up pages, each (seconds, bytes, points); fewer or more points than were written are wrong."""
    took, sizes, counts = zip(*pages)
    if sum(counts) != points:
        raise Failed(f"WRONG ANSWER: {figure}: {sum(counts)} points, not {points}")
    return {"figure": figure, "secs": round(sum(took), 3), "pages": len(took), "points": points,
            "mb": round(sum(sizes) / 1e6, 2)}  # fmt: skip


def _columns_read(server, figure, path, accept, points):
    """Medians of several reads, and what one keeps reachable while its reader has stopped in the middle."""
    reads = [_timed(server, path, accept) for _ in range(COLUMN_READS)]
    empty = _live_mb(server, "EU", "S0U", "S1U", "OU")
    with _stopped_in_the_middle(server, path, accept):
        held = _live_mb(server, "EU", "S0U", "S1U", "OU")
    seconds, first, sizes = zip(*reads)
    return {"figure": figure, "secs": round(statistics.median(seconds), 3), "points": points, "reads": COLUMN_READS,
            "first_byte_ms": round(1000 * statistics.median(first), 1), "all_secs": [round(s, 3) for s in seconds],
            "heap_mb": round(held - empty, 1), "mb": round(sizes[0] / 1e6, 2)}  # fmt: skip


def _timed(server, path, accept):
    """Seconds to the last byte and to the first, and how many there were."""
    begun = time.monotonic()
    with server.open("GET", path, accept=accept) as answer:
        size = len(answer.read(1))
        first = time.monotonic() - begun
        buffer = bytearray(1 << 20)
        while read := answer.readinto(buffer):
            size += read
    return time.monotonic() - begun, first, size


@contextlib.contextmanager
def _stopped_in_the_middle(server, path, accept):
    """An answer whose reader has read a little and reads no more; what the network holds of it is little, too."""
    with socket.socket() as reader:
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 << 10)
        reader.settimeout(servers.CALL_SECONDS)
        target = urllib.parse.urlsplit(server.url)
        reader.connect((target.hostname, target.port))
        head = f"GET {path} HTTP/1.1\r\nHost: {target.netloc}\r\nAccept: {accept}\r\nAuthorization: Bearer {server.token}\r\n\r\n"
        reader.sendall(head.encode())
        reader.recv(16 << 10)
        time.sleep(STALL_SECONDS)
        yield


def _mlflow_pages(server, path):
    token = None
    while token != "":
        seconds, body = _fetched(server, path + (f"&page_token={urllib.parse.quote(token)}" if token else ""))
        yield seconds, len(body), body.count(b'"step"')
        # The token stands at the end; a whole parse would take this process longer than the server took.
        found = body[-2000:].rpartition(b'"next_page_token"')[2] if b'"next_page_token"' in body[-2000:] else b""
        token = found.partition(b'"')[2].partition(b'"')[0].decode()


def _native_pages(server, experiment):
    offset = 0
    while offset is not None:
        path = f"/api/assay/v1/experiments/{experiment}/points"
        seconds, body = _fetched(server, f"{path}?series=train/loss&offset={offset}&limit={NATIVE_PAGE}")
        page = json.loads(body)
        yield seconds, len(body), sum(len(series["values"]) for series in page["series"].values())
        offset = page.get("nextOffset")


def _fetched(server, path):
    begun = time.monotonic()
    with server.open("GET", path) as answer:
        body = answer.read()
    return time.monotonic() - begun, body


# ---- start and memory


def _start(kind, plan):
    """On a fresh folder, then on the same again, by turns; the median of each."""
    times, resident = {"fresh": [], "existing": []}, []
    deadline = time.monotonic() + STARTS_SECONDS
    while not times["existing"] or len(times["existing"]) < STARTS and time.monotonic() < deadline:
        begun = time.monotonic()
        with kind.on_fresh_folder() as server:
            times["fresh"].append(time.monotonic() - begun)
            processes.stop(server.process)
            begun = time.monotonic()
            with kind.on(server.folder) as again:
                times["existing"].append(time.monotonic() - begun)
                time.sleep(REST_SECONDS)
                resident.append(again.resident_mb())
    for folder, seconds in times.items():
        yield {"figure": f"start: {folder} folder", "secs": round(statistics.median(seconds), 3),
               "all_secs": [round(s, 3) for s in seconds]}  # fmt: skip
    yield {"figure": "start: resident at rest", "mb": round(statistics.median(resident), 1)}


def _idle(kind, plan):
    with kind.on_fresh_folder() as server:
        _store(server, "-runs", 1, "-series", 1, "-steps", 1)  # so that the empty store has done everything once
        empty = _live_mb(server, "EU", "S0U", "S1U", "OU")
        runs = plan.part_of(IDLE_RUNS)
        line = _store(server, "-runs", runs, "-series", IDLE_SERIES, "-steps", IDLE_STEPS, "-c", 4)
        server.settled_disk_bytes()
        full = _live_mb(server, "EU", "S0U", "S1U", "OU")
        yield {"figure": "idle series", "heap_mb": round(full - empty, 1), "heap_empty_mb": round(empty, 1),
               "series": runs * IDLE_SERIES, "points": line["points"]}  # fmt: skip


def _soak(kind, plan):
    """The old generation at two moments of a steady load; what grows between them would grow for ever."""
    first, last = SOAK_MINUTES
    duration = last * 60 + 30
    with kind.on_fresh_folder(SOAK_HEAP) as server:
        begun = time.monotonic()
        writer = _loader(
            server, "-mode", "write", "-shape", "keys100", "-c", 8, "-rate", SOAK_REQUESTS_PER_SECOND, "-d", f"{duration}s"
        )
        with _ended(writer):
            old = []
            for minute in (first, last):
                time.sleep(max(0, begun + minute * 60 - time.monotonic()))
                # What a roll-up or a merge holds while it works is no growth: the least of some looks is what stays.
                old.append(min(_live_mb(server, "OU") for _ in range(SOAK_LOOKS)))
            line = _finished(writer, duration + servers.CALL_SECONDS)
        yield {"figure": "soak", **line, "old_mb": [round(mb, 1) for mb in old],
               "growth_percent": round(100 * (old[1] / old[0] - 1), 2)}  # fmt: skip


def _live_mb(server, *columns):
    """What is still reachable: the given columns of jstat after two full collections."""
    for _ in range(2):  # what the first one queued for cleaning, the second one frees
        servers.java_tool(server, "jcmd", str(server.pid), "GC.run")
    names, values = servers.java_tool(server, "jstat", "-gc", str(server.pid)).splitlines()[:2]
    of = dict(zip(names.split(), values.split()))
    return sum(float(of[column]) for column in columns) / 1024


@contextlib.contextmanager
def _ended(loader):
    try:
        yield
    finally:
        if loader.poll() is None:
            loader.kill()
            loader.communicate()


@contextlib.contextmanager
def _file():
    with tempfile.NamedTemporaryFile(dir=BUILT) as file:
        yield pathlib.Path(file.name)


FIGURES = (
    _ingest("keys1000", 8),
    Figure("ingest", "tokenizer", ("tokenizer",), _tokenizer),
    _ingest("series1000", 8),
    _ingest("loop10", 8),
    _ingest("loop10", 64),
    _ingest("single", 8),
    _ingest("single", 64),
    Figure("ingest", "arrow", OURS, _arrow),
    Figure("ingest", "engine", ("engine",), _engine),
    Figure("real", "real", ALL, _real, seconds_beside=1800),
    Figure("real", f"real c{REAL_CONNECTIONS}", ALL, _real_by_many, seconds_beside=1800),
    Figure("get", "get", ALL, _get),
    Figure("written", "get while written", OURS, _get_while_written),
    Figure("search", "search10k", KEEPING, _search, seconds_beside=1800),
    _disk("f32"),
    _disk("f64"),
    Figure("history", "history", KEEPING, _history, seconds_beside=1800),
    Figure("charts", "charts", ("assay", "mlflow"), _charts, seconds_beside=2400),
    Figure("start", "start", ALL, _start),
    Figure("idle", "idle series", OURS, _idle),
    Figure("soak", "soak", OURS, _soak, seconds_beside=1800),
)
GROUPS = tuple(dict.fromkeys(figure.group for figure in FIGURES))
