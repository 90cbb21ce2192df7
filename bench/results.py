"""What a run leaves: raw lines as JSON, and a page with the table, the date and the machine."""

import json
import os
import pathlib
import platform
import subprocess

import bars

HERE = pathlib.Path(__file__).resolve().parent


def machine():
    """What the numbers depend on; of the host no name."""
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "kernel": platform.release(),
        "program": _said(HERE.parent / "assay", "version"),
        "commit": _said("git", "-C", str(HERE), "describe", "--always", "--dirty"),
        "go": _said("go", "version"),
        "python": platform.python_version(),
    }


def write(folder, about, lines):
    """`about` is the machine, the date and the options; the two files are named by the date."""
    folder.mkdir(parents=True, exist_ok=True)
    name = about["date"].replace(":", "").replace("T", "-")
    raw, page = folder / f"{name}.jsonl", folder / f"{name}.md"
    raw.write_text("".join(json.dumps(line) + "\n" for line in [{"about": about}, *lines]))
    page.write_text(render(about, lines))
    return page


def render(about, lines):
    facts = "\n".join(f"- {name.replace('_', ' ')}: {value}" for name, value in about.items())
    failures = [f"- {line['figure']}, {bars.TITLES[line['server']]}: {line['error']}" for line in lines if "error" in line]
    failed = "\n## Failed\n\n" + "\n".join(failures) + "\n" if failures else ""
    return f"# Measured on {about['date'][:10]}\n\n{facts}\n\n{_mood(lines)}\n\n{bars.table(lines)}\n{failed}"


def _mood(lines):
    """Says how much else the machine did: what stands beside much of that is worth less."""
    cores = sorted(line["other_cores"] for line in lines if "other_cores" in line)
    if not cores:
        return ""
    return f"Beside what is measured the machine used {cores[len(cores) // 2]} cores (median of the figures), at most {cores[-1]}."


def _processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _said(*command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return "none"
