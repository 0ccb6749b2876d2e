"""The embedded model as a local server: the path of a GGUF file goes in, an OpenAI-compatible endpoint comes out.

The native code runs in a child process, so that its crash is an error that we can tell; the child never outlives us.
"""

import contextlib
import json
import os
import secrets
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any, Self
from urllib.parse import urlsplit

import httpx2

import extract
from extract.errors import ServerCrashed, WeightsUnavailable
from extract.model.embedded.catalog import ADVICE
from extract.model.embedded.prompt_cache import PromptCache
from extract.model.embedded.serve import Settings
from extract.weights.obtain import cache_folder

START_SECONDS = 120.0
STOP_SECONDS = 5.0
"""Seconds that the child gets to end by itself, and again after it was asked to terminate."""
ENDING_SECONDS = 5.0
"""Seconds in which a child that takes no connection any more is expected to end."""
LOG_LINES = 15
"""Lines of the child's log that an error shows."""

_WHY = {
    -9: "the system killed it, perhaps for want of memory: close other programs, or use a smaller context or model",
    -4: "this processor lacks instructions that it was built for (AVX2): build xllamacpp from source",
}


class EmbeddedServer:
    """A server for one model, alive inside its `with` block; `base_url` is of use only there."""

    def __init__(
        self,
        weights: Path,
        *,
        context: int = 8192,
        threads: int | None = None,
        log: Path | None = None,
        cache: Path | None = None,
    ) -> None:
        """`context` is in tokens; `threads` are the physical cores by default; `log` is the file that the child's
        messages are added to (a temporary one by default); `cache` is the folder under which prefixes are kept.
        """
        self.model = weights.stem
        self.base_url = ""
        self.api_key = secrets.token_urlsafe(32)
        self._weights = weights.expanduser().absolute()
        self._context = context
        self._threads = threads or physical_cores()
        self._log = log
        self._cache = (cache or cache_folder()).absolute()
        self._running = contextlib.ExitStack()
        self._child: _Child | None = None
        self._prefix: str | None = None
        self._changing = threading.Lock()
        """Held while the server is started or ended: a run may end while its server is started again in a thread."""
        self._over = False

    def __enter__(self) -> Self:
        """Starts the server and waits until it can answer. Raises WeightsUnavailable or ServerCrashed."""
        if not self._weights.is_file():
            raise WeightsUnavailable(f"there is no weights file {self._weights}; {ADVICE}")
        try:
            with self._changing:
                self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def check(self) -> None:
        """Raises ServerCrashed, with the end of its log, if the server is not running any more.

        A process that is killed closes its sockets first and ends later, up to seconds on a busy machine.
        """
        child = self._child
        if child is None:
            raise ServerCrashed("the embedded server is not running: use it inside its `with` block")
        child.check()
        if not _takes_connections(self.base_url):
            child.await_end()
            child.check()

    def restart(self) -> None:
        """Starts a server that has ended once more, at an address of its own and with the prefix that it had.

        Raises ServerCrashed if it does not start, or was stopped on purpose.
        """
        with self._changing:
            if self._over:
                self.check()
            self._end()
            self._start()
            if self._prefix:
                self.restore_prefix(self._prefix)

    def stop(self) -> None:
        """Ends the server for good; does nothing if it has ended."""
        with self._changing:
            self._over = True
            self._end()

    def _end(self) -> None:
        self._child = None
        self._running.close()

    def save_prefix(self, name: str) -> bool:
        """Keeps what the server computed for its last request under a name, for later processes; False if it cannot.

        Call it after a request that holds the fixed prefix and little more: the file holds that request's tokens.
        """
        if self._slot("save", self._prefixes.draft(name).name) is None:
            return False
        try:
            self._prefixes.keep(name)
        except OSError:
            return False
        self._prefix = name
        return True

    def restore_prefix(self, name: str) -> bool:
        """Loads a kept prefix, so that requests that begin with it need not compute it; False if none fits."""
        kept = self._prefixes.find(name)
        answer = self._slot("restore", kept.name) if kept else None
        if answer is None or answer.get("n_restored", 0) == 0:
            return False
        self._prefix = name
        return True

    def _slot(self, action: str, filename: str) -> dict[str, Any] | None:
        """What the server says to saving or restoring its slot; None if it refuses."""
        with contextlib.suppress(httpx2.HTTPError, ValueError):
            response = self._http.post("/slots/0", params={"action": action}, json={"filename": filename})
            if response.status_code == 200:
                answer: dict[str, Any] = response.json()
                return answer
        return None

    def _start(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        self._prefixes = PromptCache(self._cache / "prefixes", _maker(self._weights))
        log = self._running.enter_context(_open_log(self._log))
        self._child = _Child(self._settings(), log)
        self._running.callback(self._child.stop)
        url = self._child.address(deadline)
        headers = {"Authorization": f"Bearer {self.api_key}"}
        self._http = httpx2.Client(base_url=url, headers=headers, timeout=30, trust_env=False)  # no proxy on loopback
        self._running.enter_context(self._http)
        self._await_health(self._child, deadline)
        self.base_url = f"{url}/v1"

    def _settings(self) -> Settings:
        return Settings(
            weights=str(self._weights),
            name=self.model,
            context=self._context,
            threads=self._threads,
            api_key=self.api_key,
            prefixes=str(self._prefixes.folder),
        )

    def _await_health(self, child: "_Child", deadline: float) -> None:
        while time.monotonic() < deadline:
            child.check()
            with contextlib.suppress(httpx2.TransportError):
                if self._http.get("/health").status_code == 200:
                    return
            time.sleep(0.05)
        raise child.too_slow()


class _Child:
    """The server's process and its log."""

    def __init__(self, settings: Settings, log: IO[bytes]) -> None:
        self._log = log
        self._log_start = os.fstat(log.fileno()).st_size
        self._weights = settings.weights
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "extract.model.embedded.serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for us to handle; the child ends when its stdin does
        )
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(settings.line())
            self._process.stdin.flush()

    def address(self, deadline: float) -> str:
        """The URL that the child tells once it has loaded the model."""
        out = self._process.stdout
        assert out
        while time.monotonic() < deadline:
            if select.select([out], [], [], 0.2)[0]:
                line = out.readline()
                if line:
                    return str(json.loads(line)["url"])
                self._process.wait()  # it has closed its end, so it is ending
                self.check()
        raise self.too_slow()

    def check(self) -> None:
        """Raises ServerCrashed if the process has ended."""
        code = self._process.poll()
        if code is None:
            return
        how = f"was ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
        why = _WHY.get(code, f"check that {self._weights} is a whole GGUF file that this version can read")
        raise ServerCrashed(f"the embedded server {how}; {why}; the end of its log:\n{self._log_tail()}")

    def await_end(self) -> None:
        """Waits for a process that is ending."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDING_SECONDS)

    def too_slow(self) -> ServerCrashed:
        """The error for a server that does not get ready."""
        return ServerCrashed(
            f"the embedded server was not ready within {START_SECONDS:.0f} s; use a smaller model, or run again when"
            f" the machine is less busy; the end of its log:\n{self._log_tail()}"
        )

    def stop(self) -> None:
        """Ends the process: by closing its stdin, else by asking, else by force."""
        process = self._process
        assert process.stdin and process.stdout
        with contextlib.suppress(OSError):
            process.stdin.close()
        for end in (process.poll, process.terminate, process.kill):
            end()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
                break
        process.stdout.close()

    def _log_tail(self) -> str:
        """The last lines of this child's part of the log."""
        end = os.fstat(self._log.fileno()).st_size
        start = max(self._log_start, end - 8192)
        text = os.pread(self._log.fileno(), end - start, start).decode(errors="replace")
        return "\n".join(text.splitlines()[-LOG_LINES:]) or "(empty)"


def _takes_connections(url: str) -> bool:
    place = urlsplit(url)
    try:
        with socket.create_connection((str(place.hostname), place.port or 80), timeout=1.0):
            return True
    except TimeoutError:
        return True  # its queue is full, so it is busy
    except OSError:
        return False


def physical_cores() -> int:
    """Cores that this process may use, two threads of one core counted once where the system tells; at least 1."""
    if sys.platform != "linux":
        return os.cpu_count() or 1
    cores = set()
    for cpu in os.sched_getaffinity(0):
        siblings = Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list")
        cores.add(siblings.read_text() if siblings.exists() else str(cpu))
    return max(1, len(cores))


def _open_log(path: Path | None) -> IO[bytes]:
    if path is None:
        return tempfile.TemporaryFile()
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("ab+")


def _environment() -> dict[str, str]:
    """Our environment for the child: without API keys, which it has no need of, and with our package on its path."""
    env = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    home = str(Path(extract.__file__).resolve().parent.parent)
    return env | {"PYTHONPATH": os.pathsep.join(filter(None, [home, env.get("PYTHONPATH")]))}


def _maker(weights: Path) -> str:
    """What a computed prefix depends on besides the prompt."""
    stat = weights.stat()
    try:
        server = version("xllamacpp")
    except PackageNotFoundError:
        server = ""
    return f"{weights.name} {stat.st_size} {stat.st_mtime_ns} {server}"
