"""The servers that are compared: how each is built or installed, started on a folder, asked and stopped."""

import contextlib
import json
import os
import pathlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import processes

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
BUILT = ROOT / "target" / "bench"
API = "/api/2.0/mlflow/"
NATIVE = "/api/assay/v1/"
FIRST_CALL = API + "experiments/search?max_results=1"

START_SECONDS = 120
CALL_SECONDS = 300
INSTALL_SECONDS = 1200
POLL_SECONDS = 0.004
STILL_SECONDS = 12  # longer than what is rolled up in the background waits
SETTLE_SECONDS = 60


class Missing(Exception):
    """Something that a server needs is not on this machine, and could not be brought."""


class Failed(Exception):
    """A server did not do what was asked."""


class Server:
    """One that runs, on a folder that nothing else uses."""

    def __init__(self, kind, process, port, folder, token):
        self.kind, self.folder, self.token = kind, folder, token
        self.process = process
        self.pid = process.pid
        self.url = f"http://127.0.0.1:{port}"

    def call(self, method, path, body=None):
        """The answer's JSON; any status but 2xx is a failure."""
        with self.open(method, path, body) as answer:
            return json.loads(answer.read() or b"{}")

    def received(self, method, path, body=None):
        """The answer's bytes."""
        with self.open(method, path, body) as answer:
            return answer.read()

    def received_bytes(self, method, path, body=None):
        """How many bytes the answer has; they are not kept, so that counting them costs the server little of its cores."""
        buffer, size = bytearray(1 << 20), 0
        with self.open(method, path, body) as answer:
            while count := answer.readinto(buffer):
                size += count
        return size

    def open(self, method, path, body=None, accept="*/*"):
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.token}", "Accept": accept},
        )
        try:
            return urllib.request.urlopen(request, timeout=CALL_SECONDS)
        except urllib.error.HTTPError as refused:
            raise Failed(f"{method} {path}: {refused.code} {refused.read()[:300]}") from None

    def resident_mb(self):
        return processes.resident_mb(self.pid)

    def disk_bytes(self):
        """What its files say they hold; its log lies beside the folder."""
        sizes = 0
        for parent, _, names in os.walk(self.folder):
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    sizes += os.lstat(os.path.join(parent, name)).st_size
        return sizes

    def settled_disk_bytes(self):
        """The same once the folder has not changed for a while, or after SETTLE_SECONDS all the same."""
        last, since = self.disk_bytes(), time.monotonic()
        deadline = since + SETTLE_SECONDS
        while time.monotonic() < min(deadline, since + STILL_SECONDS):
            time.sleep(0.5)
            now = self.disk_bytes()
            if now != last:
                last, since = now, time.monotonic()
        return last

    def wait_for_answer(self):
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                self.call("GET", FIRST_CALL)
                return
            except (OSError, Failed):
                time.sleep(POLL_SECONDS)
        raise Failed(f"{self.kind.name} did not start; its log ends with: {_tail(_log(self.folder))}")


class Kind:
    """A program that serves. What differs is what it takes to have it and how it is called."""

    name = ""
    title = ""
    keeps_points = True  # else run ids are made up and nothing can be read back
    runs_of_store = 20  # how many runs of the real shape it is given: enough for half a minute or so

    def prepare(self):
        """Builds or installs it on first use."""

    def command(self, port, folder):
        raise NotImplementedError

    def environment(self, token):
        return {}

    @contextlib.contextmanager
    def on(self, folder, java_options=""):
        """The server on a folder, fresh or not, from its first answer until the end of the block."""
        folder.mkdir(parents=True, exist_ok=True)
        port, token = _free_port(), secrets.token_hex(16)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSAY_", "MLFLOW_"))}
        environment |= self.environment(token) | ({"ASSAY_JAVA_OPTIONS": java_options} if java_options else {})
        with _log(folder).open("w") as log:
            # A session of its own, so that a Ctrl-C at the terminal reaches us alone: we stop it, in order.
            process = subprocess.Popen(
                self.command(port, folder), cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )
        try:
            server = Server(self, process, port, folder, token)
            server.wait_for_answer()
            yield server
        finally:
            processes.stop(process)

    @contextlib.contextmanager
    def on_fresh_folder(self, java_options=""):
        """Under target/, on a real disk: a temporary folder may be memory, where a sync costs nothing."""
        folder = BUILT / "data" / self.name
        _remove(folder)
        try:
            with self.on(folder, java_options) as server:
                yield server
        finally:
            _remove(folder)


class Assay(Kind):
    name, title, runs_of_store = "assay", "Assay", 1500

    def prepare(self):
        # The first call builds, and fills the start-up cache.
        version = subprocess.run([ROOT / "assay", "version"], stdout=subprocess.PIPE, text=True, check=False)
        if version.returncode:
            raise Missing("./assay could not be built")

    def command(self, port, folder):
        return [ROOT / "assay", "serve", "--port", str(port), "--data", folder]

    def environment(self, token):
        return {"ASSAY_ADMIN_TOKEN": token}


class Floor(Kind):
    name, title, keeps_points, runs_of_store = "floor", "floor", False, 400

    def command(self, port, folder):
        return [BUILT / "floor", f"127.0.0.1:{port}", folder / "bodies"]


class FromPyPI(Kind):
    """A peer of a fixed version with its own defaults, in a virtual environment of its own."""

    version, program, pip_options = "", "", ()

    @property
    def _environment_folder(self):
        return BUILT / f"{self.name}-{self.version}"

    @property
    def _program(self):
        return self._environment_folder / "bin" / self.program

    def prepare(self):
        complete = self._environment_folder / "complete"
        if complete.exists():
            return
        print(f"bench: installing {self.title} {self.version} (log: target/bench/{self.name}.log)", file=sys.stderr)
        pip = [self._environment_folder / "bin" / "python", "-m", "pip", "install", "--no-input", "--retries", "1"]
        with (BUILT / f"{self.name}.log").open("w") as log:
            try:
                for command in (
                    [sys.executable, "-m", "venv", self._environment_folder],
                    [*pip, *self.pip_options, f"{self.name}=={self.version}"],
                ):
                    subprocess.run(command, stdout=log, stderr=log, check=True, timeout=INSTALL_SECONDS)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
                raise Missing(f"{self.title} {self.version} could not be installed from the Python package index") from None
        complete.touch()


class MLflow(FromPyPI):
    name, title, version, program = "mlflow", "MLflow", "3.17.2", "mlflow"

    def command(self, port, folder):
        return [self._program, "server", "--host", "127.0.0.1", "--port", str(port)]

    def environment(self, token):
        return {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}


class FastTrackML(FromPyPI):
    name, title, version, program = "fasttrackml", "FastTrackML", "0.6.0", "fml"
    pip_options = ("--no-deps",)  # the wheel is the whole program

    def command(self, port, folder):
        return [self._program, "server", "-a", f"127.0.0.1:{port}"]


class JavaFloor(Kind):
    """No server: a program among our tests that says how many points a second a part of us does alone."""

    program = ""
    _tests = ROOT / "src" / "test" / "java"

    def prepare(self):
        self._source = next(self._tests.rglob(f"{self.program}.java"), None)
        if self._source is None:
            raise Missing(f"there is no {self.program}.java among the tests")

    def points_per_second(self, seconds):
        """By shape of the body."""
        # Beside the jar on the class path, not in a loader of its own, it may use what is private to its package.
        classes, jar = BUILT / "classes", ROOT / "target" / "assay.jar"
        java = _java_home() / "bin"
        subprocess.run([java / "javac", "-cp", jar, "-d", classes, self._source], check=True, timeout=START_SECONDS)
        name = ".".join(self._source.relative_to(self._tests).with_suffix("").parts)
        printed = subprocess.run(
            [java / "java", "--enable-native-access=ALL-UNNAMED", "-cp", f"{classes}:{jar}", name, str(seconds)],
            stdout=subprocess.PIPE, text=True, check=True, timeout=START_SECONDS + 4 * seconds,
        ).stdout  # fmt: skip
        return {shape: float(points) for shape, points in re.findall(r"^(\w+) .* (\d+) points/s$", printed, re.M)}


class TokenizerFloor(JavaFloor):
    """Jackson's tokenizer alone over bodies like those of the ingest figures, on one core."""

    name, title, program = "tokenizer", "tokenizer", "TokenizerFloor"


class EngineFloor(JavaFloor):
    """The engine, fed with batches like those of the figure by threads of its own process."""

    name, title, program = "engine", "engine", "EngineFloor"


KINDS = {kind.name: kind for kind in (Assay(), Floor(), MLflow(), FastTrackML(), TokenizerFloor(), EngineFloor())}


def build_go():
    if shutil.which("go") is None:
        raise Missing("the loader and the floor need Go 1.25 or newer on the PATH: install it (go.dev/dl)")
    BUILT.mkdir(parents=True, exist_ok=True)
    built = subprocess.run(["go", "build", "-buildvcs=false", "-o", f"{BUILT}/", "./loader", "./floor"], cwd=HERE, check=False)
    if built.returncode:
        raise Missing("Go could not build the loader and the floor (it must be 1.25 or newer)")


def java_tool(server, name, *arguments):
    """What a tool of the JDK that runs our server says about it."""
    tool = pathlib.Path(os.readlink(f"/proc/{server.pid}/exe")).parent / name
    return subprocess.run(
        [tool, *arguments], stdout=subprocess.PIPE, text=True, check=True, timeout=CALL_SECONDS
    ).stdout


def _java_home():
    """That of the launcher, which notes it beside the start-up cache."""
    return pathlib.Path((ROOT / "target" / "assay.aot.java").read_text().split()[0])


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _log(folder):
    return folder.parent / f"{folder.name}.log"


def _tail(log):
    return log.read_text(errors="replace")[-400:]


def _remove(folder):
    if folder.exists():
        shutil.rmtree(folder)
