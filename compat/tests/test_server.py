"""The server is there before any client of its own vocabulary meets it."""

import urllib.request


def test_says_that_it_is_well(url: str) -> None:
    with urllib.request.urlopen(url + "/health", timeout=30) as answer:
        assert answer.status == 200
