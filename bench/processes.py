"""Processes as /proc shows them: who belongs to a server, what they hold, and what else the machine does."""

import os
import pathlib
import signal
import time

PROC = pathlib.Path("/proc")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 15


def family(root):
    """The process and all that descend from it, those that still run."""
    children = {}
    for pid, fields in _stats():
        if fields[0] != "Z":
            children.setdefault(int(fields[1]), []).append(pid)
    found, todo = set(), [root] if _runs(root) else []
    while todo:
        pid = todo.pop()
        found.add(pid)
        todo += children.get(pid, [])
    return found


def resident_mb(root):
    """Resident memory of a process and its descendants; pages that they share count for each of them."""
    return round(sum(_resident_kb(pid) for pid in family(root)) / 1024, 1)


def stop(process):
    """Ends a child and its descendants: asked first, then forced. Nothing of them runs afterwards."""
    members = family(process.pid)
    process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and (process.poll() is None or any(map(_runs, members))):
        time.sleep(0.05)
    for pid in filter(_runs, members | family(process.pid)):
        _kill(pid)
    process.wait()


class Others:
    """How many cores were busy with something that is not ours while a block ran.

    Ours is this process and the children that it has waited for by the end of the block.
    """

    def __enter__(self):
        self._begun, self._busy, self._own = time.monotonic(), _busy_seconds(), _own_seconds()
        return self

    def __exit__(self, *_):
        others = _busy_seconds() - self._busy - (_own_seconds() - self._own)
        self.cores = max(0.0, round(others / (time.monotonic() - self._begun), 2))


def _stats():
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                yield int(entry.name), fields


def _stat(pid):
    """The fields after the name, which may hold anything; none where there is no such process."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def _runs(pid):
    fields = _stat(pid)
    return bool(fields) and fields[0] != "Z"


def _resident_kb(pid):
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


def _kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it ended meanwhile


def _busy_seconds():
    user, nice, system, _, _, irq, soft_irq, steal = map(int, (PROC / "stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft_irq + steal) / TICKS_PER_SECOND


def _own_seconds():
    return sum(os.times()[:4])
