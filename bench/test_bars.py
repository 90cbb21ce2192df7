"""The table's arithmetic: python3 -m unittest discover bench"""

import unittest

import bars
from bars import HELD, MISSED, UNMEASURED, Bar, less, more


def line(figure, server, **numbers):
    return {"figure": figure, "server": server, **numbers}


class TimesBetterTest(unittest.TestCase):
    def test_is_ours_over_theirs_where_more_is_better(self):
        self.assertEqual(bars.times_better(more("f", "points_s", "points/s"), 500, 2), 250)

    def test_is_theirs_over_ours_where_less_is_better(self):
        self.assertEqual(bars.times_better(less("f", "p99_ms", "ms"), 5, 20), 4)

    def test_is_unknown_where_one_was_not_measured(self):
        self.assertIsNone(bars.times_better(less("f", "p99_ms", "ms"), 5, None))
        self.assertIsNone(bars.times_better(less("f", "p99_ms", "ms"), None, 20))


class BarTest(unittest.TestCase):
    def test_of_a_rate_is_a_least_multiple(self):
        row = more("f", "points_s", "points/s")
        self.assertEqual(Bar(250, "mlflow").verdict(row, {"assay": 500, "mlflow": 2}), (HELD, 250))
        self.assertEqual(Bar(250, "mlflow").verdict(row, {"assay": 499, "mlflow": 2}), (MISSED, 249.5))
        self.assertEqual(Bar(250, "mlflow").words(row), "≥ 250 × MLflow")

    def test_of_a_latency_may_be_a_greatest_multiple(self):
        row = less("f", "p99_ms", "ms")
        self.assertEqual(Bar(1 / 3, "floor").verdict(row, {"assay": 6, "floor": 2})[0], HELD)
        self.assertEqual(Bar(1 / 3, "floor").verdict(row, {"assay": 6.1, "floor": 2})[0], MISSED)
        self.assertEqual(Bar(1 / 3, "floor").words(row), "≤ 3 × floor")

    def test_without_a_server_bounds_our_own_number_on_its_good_side(self):
        self.assertEqual(Bar(1e6).verdict(more("f", "points_s", "points/s"), {"assay": 999_999})[0], MISSED)
        self.assertEqual(Bar(1e6).verdict(more("f", "points_s", "points/s"), {"assay": 1_000_000})[0], HELD)
        self.assertEqual(Bar(10).verdict(less("f", "p99_ms", "ms"), {"assay": 10})[0], HELD)
        self.assertEqual(Bar(10).verdict(less("f", "p99_ms", "ms"), {"assay": 10.1})[0], MISSED)

    def test_is_not_measured_where_the_peer_is_missing(self):
        self.assertEqual(Bar(250, "mlflow").verdict(more("f", "x", "x"), {"assay": 500}), (UNMEASURED, None))


class TableTest(unittest.TestCase):
    def test_shows_ratios_and_verdicts_of_a_row(self):
        lines = [
            line("keys1000 c8", "assay", points_s=3_000_000, p99_ms=4),
            line("keys1000 c8", "mlflow", points_s=6_000, p99_ms=3500),
            line("keys1000 c8", "fasttrackml", points_s=60_000, p99_ms=1000),
            line("keys1000 c8", "tokenizer", points_s=6_000_000),
        ]
        first = bars.table(lines).splitlines()[2]
        self.assertEqual(
            first,
            "| keys1000 c8 (points/s) | 3 M |  | 6000 | 60 k |  | 500 | 50 |"
            " ≥ 250 × MLflow: held (500); ≥ 100 × FastTrackML: NOT HELD (50); ≥ 0.45 × tokenizer: held (0.5) |",
        )
        self.assertTrue(bars.table(lines).endswith("Bars: 2 held, 1 NOT HELD, 0 not measured."))

    def test_holds_get_experiment_against_the_peers_runs_get(self):
        lines = [
            line("get: runs/get c8", "assay", req_s=7000),
            line("get: Get Experiment c8", "assay", req_s=9000),
            line("get: runs/get c8", "mlflow", req_s=90),
        ]
        row = next(row for row in bars.ROWS if row.figure == "get: Get Experiment c8")
        self.assertEqual(bars.values_of(row, lines), {"assay": 9000, "mlflow": 90})

    def test_shows_a_figure_that_ours_failed_as_not_measured(self):
        lines = [{"figure": "idle series", "server": "assay", "error": "out of memory"}]
        self.assertIn("≤ 50 MB of heap: not measured", bars.table(lines))

    def test_leaves_out_what_nobody_asked_for(self):
        self.assertEqual(len(bars.table([]).splitlines()), 4)


class ShortTest(unittest.TestCase):
    def test_has_three_digits_and_a_size(self):
        shown = {0.3333: "0.333", 5: "5", 99.95: "100", 5912: "5912", 15_400: "15.4 k", 6_100_000: "6.1 M"}
        for number, text in shown.items():
            self.assertEqual(bars.short(number), text)


if __name__ == "__main__":
    unittest.main()
