"""The bars that the product is held to, and the table of what was measured against them."""

import dataclasses

SERVERS = ("assay", "floor", "mlflow", "fasttrackml")
TITLES = {"assay": "Assay", "floor": "floor", "mlflow": "MLflow", "fasttrackml": "FastTrackML", "tokenizer": "tokenizer", "engine": "engine"}
HELD, MISSED, UNMEASURED = "held", "NOT HELD", "not measured"


@dataclasses.dataclass(frozen=True)
class Bar:
    """A bound on our value, or, with `against`, on how many times better than that server's ours is."""

    bound: float
    against: str = ""

    def verdict(self, row, values):
        """One of the three verdicts, and the number that it rests on."""
        ours = values.get("assay")
        reached = times_better(row, ours, values.get(self.against)) if self.against else ours
        if reached is None:
            return UNMEASURED, None
        more = row.more_is_better or self.against
        return (HELD if (reached >= self.bound if more else reached <= self.bound) else MISSED), reached

    def words(self, row):
        if not self.against:
            return f"{'≥' if row.more_is_better else '≤'} {short(self.bound)} {row.unit}"
        if self.may_be_worse(row):
            return f"≤ {1 / self.bound:g} × {TITLES[self.against]}"
        return f"≥ {self.bound:g} × {TITLES[self.against]}"

    def may_be_worse(self, row):
        """Is it a bound on how many times more of something ours takes?"""
        return self.against and not row.more_is_better and self.bound < 1


@dataclasses.dataclass(frozen=True)
class Row:
    """One number of one figure, by server."""

    figure: str
    field: str
    unit: str
    bars: tuple = ()
    more_is_better: bool = False

    @property
    def title(self):
        return f"{self.figure}, {self.field.removesuffix('_ms')}" if self.field.endswith("_ms") else self.figure


def more(figure, field, unit, *bars):
    return Row(figure, field, unit, bars, more_is_better=True)


def less(figure, field, unit, *bars):
    return Row(figure, field, unit, bars)


def _rate(figure, share_of_floor):
    """Requests a second, where points are no better a measure, and their slowest."""
    return (
        more(figure, "req_s", "requests/s", Bar(share_of_floor, "floor")),
        less(figure, "p99_ms", "ms", Bar(1 / 3, "floor")),
        _lag(figure),
    )


def _lag(figure):
    return less(figure, "lag_s", "s that the oldest point waits for roll-up at the end", Bar(10))


ROWS = (
    more("keys1000 c8", "points_s", "points/s", Bar(250, "mlflow"), Bar(100, "fasttrackml"), Bar(0.45, "tokenizer")),
    less("keys1000 c8", "p99_ms", "ms"),
    _lag("keys1000 c8"),
    more("series1000 c8", "points_s", "points/s", Bar(120, "mlflow"), Bar(80, "fasttrackml"), Bar(0.45, "tokenizer")),
    less("series1000 c8", "p99_ms", "ms"),
    _lag("series1000 c8"),
    *_rate("loop10 c8", 0.50),
    *_rate("loop10 c64", 0.45),
    *_rate("single c8", 0.50),
    *_rate("single c64", 0.45),
    more("arrow c8", "points_s", "points/s", Bar(0.60, "engine")),
    less("arrow c8", "p99_ms", "ms"),
    _lag("arrow c8"),
    more("real", "points_s", "points/s", Bar(1e6), Bar(200, "mlflow"), Bar(60, "fasttrackml")),
    _lag("real"),
    more("real c32", "points_s", "points/s", Bar(1e6), Bar(200, "mlflow"), Bar(60, "fasttrackml")),
    _lag("real c32"),
    less("real", "bytes_a_point", "bytes a point", Bar(12)),
    less("real: runs/get c1", "p99_ms", "ms", Bar(10), Bar(20, "mlflow"), Bar(2, "fasttrackml")),
    less("real: Get Experiment c1", "p99_ms", "ms", Bar(10), Bar(20, "mlflow"), Bar(2, "fasttrackml")),
    less("real: one series of all c1", "p99_ms", "ms", Bar(50)),
    more("get: runs/get c8", "req_s", "requests/s", Bar(100, "mlflow"), Bar(5, "fasttrackml")),
    more("get: Get Experiment c8", "req_s", "requests/s", Bar(100, "mlflow"), Bar(5, "fasttrackml")),
    less("get while written", "p99_ms", "ms", Bar(20)),
    more("search10k: runs/search c8", "req_s", "requests/s", Bar(125, "mlflow"), Bar(8, "fasttrackml")),
    less("search10k: runs/search c8", "p99_ms", "ms", Bar(60)),
    less("search10k: runs/search c1", "p50_ms", "ms", Bar(8)),
    more("search10k: Foundry's search c8", "req_s", "requests/s", Bar(125, "mlflow"), Bar(8, "fasttrackml")),
    less("search10k: Foundry's search c8", "p99_ms", "ms", Bar(60)),
    less("search10k: Foundry's search c1", "p50_ms", "ms", Bar(8)),
    less("disk f32", "bytes_a_point", "bytes a point", Bar(4.5)),
    less("disk f64", "bytes_a_point", "bytes a point", Bar(8.5)),
    less("history: get-history whole", "secs", "s"),
    less("history: get-history by pages", "secs", "s"),
    less("history: native points, JSON", "secs", "s"),
    less("charts: one long series by step", "p99_ms", "ms", Bar(100)),
    less("charts: one long series by relativeTime", "p99_ms", "ms", Bar(100)),
    less("charts: 100 series by step", "p99_ms", "ms", Bar(300)),
    less("charts: 100 series by relativeTime", "p99_ms", "ms", Bar(300)),
    less("history: native points, Arrow", "secs", "s", Bar(0.1), Bar(300, "mlflow"), Bar(60, "fasttrackml")),
    less("history: native points, Parquet", "secs", "s", Bar(0.6)),
    less("history: native points, Parquet", "first_byte_ms", "ms", Bar(50)),
    less("history: native points, Parquet", "heap_mb", "MB of heap", Bar(16)),
    less("start: fresh folder", "secs", "s"),
    less("start: existing folder", "secs", "s", Bar(1)),
    less("start: resident at rest", "mb", "MB", Bar(300)),
    less("idle series", "heap_mb", "MB of heap", Bar(50)),
    less("soak", "growth_percent", "% of the old generation", Bar(5)),
)

# What peers have no word for is held against the nearest that they have.
COMPARED_WITH = {
    "charts: one long series by step": "charts: sampled history",
    "real: Get Experiment c1": "real: runs/get c1",
    "get: Get Experiment c8": "get: runs/get c8",
    "search10k: Foundry's search c1": "search10k: runs/search c1",
    "search10k: Foundry's search c8": "search10k: runs/search c8",
    "history: native points, JSON": "history: get-history whole",
    "history: native points, Arrow": "history: get-history whole",
    "history: native points, Parquet": "history: get-history whole",
}


def times_better(row, ours, theirs):
    """How many times more where more is better, how many times less where less is; None where a number is missing."""
    if ours is None or theirs is None:
        return None
    over, under = (ours, theirs) if row.more_is_better else (theirs, ours)
    return over / under if under else float("inf")


def values_of(row, lines):
    """The row's number by server, from the lines of a run; what failed has none."""
    values = {}
    for line in lines:
        name = line.get("figure")
        stands_in = line["server"] != "assay" and name == COMPARED_WITH.get(row.figure)
        if (name == row.figure or stands_in) and row.field in line:
            values[line["server"]] = line[row.field]
    return values


def table(lines):
    """The rows of which something was measured, as Markdown, and a count of the bars."""
    heads = ["figure", *(TITLES[s] for s in SERVERS), *(f"× {TITLES[s]}" for s in SERVERS[1:]), "bars"]
    rows, verdicts = [], []
    for row in ROWS:
        values = values_of(row, lines)
        if "assay" not in values and not _failed(row, lines):
            continue
        judged = [(bar, *bar.verdict(row, values)) for bar in row.bars]
        verdicts += [verdict for _, verdict, _ in judged]
        rows.append(_cells(row, values, judged))
    counts = ", ".join(f"{verdicts.count(v)} {v}" for v in (HELD, MISSED, UNMEASURED))
    return "\n".join([_line(heads), _line(["---"] * len(heads)), *map(_line, rows), "", f"Bars: {counts}."])


def _failed(row, lines):
    """Has ours broken down in this figure? A bar is not passed over by failing it."""
    name = row.figure.partition(":")[0]
    return any(line["server"] == "assay" and "error" in line and line["figure"] == name for line in lines)


def _cells(row, values, judged):
    ratios = [times_better(row, values.get("assay"), values.get(server)) for server in SERVERS[1:]]
    numbers = [short(values.get(server)) for server in SERVERS]
    return [f"{row.title} ({row.unit})", *numbers, *map(short, ratios), "; ".join(_judgement(row, *j) for j in judged)]


def _judgement(row, bar, verdict, reached):
    if not bar.against or reached is None:
        return f"{bar.words(row)}: {verdict}"
    return f"{bar.words(row)}: {verdict} ({short(1 / reached if bar.may_be_worse(row) else reached)})"


def _line(cells):
    return "| " + " | ".join(cells) + " |"


def short(number):
    """Three digits, which is more than a shared machine is good for."""
    if number is None:
        return ""
    for size, sign in ((1e6, " M"), (1e4, " k")):
        if abs(number) >= size:
            unit = 1e6 if sign == " M" else 1e3
            return f"{number / unit:.3g}{sign}"
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.3g}"
