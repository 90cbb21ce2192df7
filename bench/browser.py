"""A browser that looks at a server's page, and times what a person would wait for.

Times are the browser's own: from the navigation or the input event to the end of the frame that shows what was waited for.
"""

import contextlib
import json
import pathlib
import statistics
import subprocess
import time

from playwright.sync_api import sync_playwright

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PROBE = (HERE / "browser.js").read_text()
PATIENCE_MS = 60_000
SCREEN = {"width": 1280, "height": 800}
SCROLL_PX = 40_000
SCROLL_PX_PER_SECOND = 4_000
QUIET_MS = 400
HOVER_MOVES = 400


@contextlib.contextmanager
def chromium():
    """The one that scripts/chromium finds."""
    path = subprocess.run([ROOT / "scripts" / "chromium"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def visit(browser, server, probe=PROBE, sign_in=True):
    """A page of a profile without anything in its cache, signed in."""
    context = browser.new_context(viewport=SCREEN, base_url=server.url)
    context.set_default_timeout(PATIENCE_MS)
    try:
        if sign_in:
            answer = context.request.post("/ui/api/session", headers={"X-Assay-Page": "1"}, data={"token": server.token})
            if answer.status != 200:
                raise RuntimeError(f"signing in: {answer.status}")
        page = context.new_page()
        page.add_init_script(probe)
        yield page
    finally:
        context.close()


def opened(page, address, holds):
    """Milliseconds from the navigation until this holds on the screen."""
    page.add_init_script(f"window.benchOpened = new Promise((done) => addEventListener('DOMContentLoaded', () => bench.when(() => {holds}).then(done)));")
    page.goto(address, wait_until="commit")
    return page.evaluate("window.benchOpened")


def done(page, holds, act, event):
    """Milliseconds from the input event that `act` ends with until this holds on the screen."""
    page.evaluate(f"() => {{ window.benchDone = bench.when(() => {holds}); }}")
    act()
    ended = page.evaluate("window.benchDone")
    return ended - page.evaluate(f"bench.inputs.{event}")


def redrawn(page, act, event):
    """Milliseconds from the input event until charts are drawn for the last time."""
    begun = page.evaluate("performance.now()")
    act()
    since = page.evaluate(f"bench.inputs.{event}")
    if since < begun:
        raise RuntimeError(f"no {event} came")
    return page.evaluate(f"bench.drawingEnded({since}, {QUIET_MS})") - since


def scrolled(page, selector):
    """Frames while a list is scrolled at an even speed: how many, how many with a place that was not filled, the longest."""
    box = page.locator(selector).bounding_box()
    watch = page.evaluate_handle("bench.watchFrames()")
    page.context.new_cdp_session(page).send(
        "Input.synthesizeScrollGesture",
        {"x": box["x"] + 300, "y": box["y"] + 200, "yDistance": -SCROLL_PX, "speed": SCROLL_PX_PER_SECOND,
         "gestureSourceType": "mouse", "preventFling": True},
    )  # fmt: skip
    return watch.evaluate("watch => watch.stop()")


def weight(page, bar):
    sums = page.evaluate("bench.weight()")
    kb = {name: round(size / 1000, 1) for name, size in sums.items()}
    return {"kb": kb["page"], "with_heads_kb": kb["pageWithHeads"], "data_kb": kb["data"], "bar": bar}


def hovered(browser, page, box):
    """Script time of each mouse event over a chart and of each frame, and tasks of the page's thread, in milliseconds."""
    browser.start_tracing(page=page, categories=["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"])
    for i in range(HOVER_MOVES):
        page.mouse.move(box["x"] + box["width"] * (0.08 + 0.9 * (i % 100) / 100), box["y"] + 40 + i % 60)
        time.sleep(0.004)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    thread = next(
        (event["pid"], event["tid"]) for event in events
        if event["name"] == "EventDispatch" and event.get("args", {}).get("data", {}).get("type") == "mousemove"
    )  # fmt: skip
    own = [event for event in events if (event["pid"], event["tid"]) == thread and event.get("ph") == "X"]
    moves = [event["dur"] / 1000 for event in own if event["name"] == "EventDispatch" and event["args"]["data"]["type"] == "mousemove"]
    tasks = [event["dur"] / 1000 for event in own if event["name"] in ("RunTask", "ThreadControllerImpl::RunTask")]
    return {"moves": len(moves), "p95_ms": round(part(moves, 0.95), 2), "longest_task_ms": round(max(tasks), 1)}


def part(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def summed(times):
    return {"p50_ms": round(statistics.median(times)), "worst_ms": round(max(times)), "times": len(times)}
