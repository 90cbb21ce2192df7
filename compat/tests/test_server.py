"""The server is there before any client of its own vocabulary meets it."""


def test_says_that_it_is_well(server) -> None:
    assert server.call("GET", "/health")["status"] == "ok"
