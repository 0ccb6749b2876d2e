"""The embedded server's life and death: a stand-in plays the native code, and a few tests use a real model."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from extract.errors import ServerCrashed, WeightsUnavailable
from extract.model.embedded import server as module
from extract.model.embedded.catalog import CATALOG
from extract.model.embedded.server import EmbeddedServer, physical_cores
from extract.weights.obtain import cache_folder

STAND_IN = """
import http.server, json, os, sys, threading, time, types
from pathlib import Path

RESTORED = []

def CommonParams():
    space = types.SimpleNamespace
    return space(model=space(), cpuparams=space(), cpuparams_batch=space())

class Server:
    def __init__(self, params):
        behaviour = Path(params.model.path).read_text()
        print("noise of native code", flush=True)
        print("loading", params.model.path, file=sys.stderr, flush=True)
        if behaviour == "fails":
            raise RuntimeError("no model in there")
        if behaviour == "aborts":
            os.abort()
        if behaviour == "hangs":
            threading.Event().wait()
        web = http.server.ThreadingHTTPServer((params.hostnames[0], params.port), handler(params))
        self.listening_address = f"http://127.0.0.1:{web.server_port}"
        threading.Thread(target=web.serve_forever, daemon=True).start()

def handler(params):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            told = {"pid": os.getpid(), "env": dict(os.environ), "argv": sys.argv, "key": params.api_keys[0]}
            told["restored"] = RESTORED
            self.answer(200, told if self.path == "/told" else {})
        def do_POST(self):
            wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            file = Path(params.slot_save_path + wanted.get("filename", ""))
            if self.path.endswith("/close"):
                threading.Thread(target=self.close_and_end).start()
                self.answer(200, {})
            elif self.headers["Authorization"] != "Bearer " + params.api_keys[0]:
                self.answer(401, {})
            elif self.path.endswith("/chat/completions"):
                self.complete()
            elif self.path.endswith("save"):
                file.write_bytes(b"computed")
                self.answer(200, {"n_saved": 7})
            else:
                RESTORED.append(file.name)
                self.answer(200, {"n_restored": 7 if file.read_bytes() == b"computed" else 0})
        def complete(self):
            with Path(params.model.path).with_suffix(".calls").open("a+") as calls:
                calls.write(".")
                number = calls.tell()
            deadly = Path(params.model.path).with_suffix(".deadly")
            if deadly.exists() and number in json.loads(deadly.read_text()):
                os.kill(os.getpid(), 9)
            self.answer(200, json.loads(os.environ["STAND_IN_ANSWER"]))
        def close_and_end(self):
            self.server.shutdown()
            self.server.server_close()
            Path(params.model.path).with_suffix(".closed").touch()
            time.sleep(1)
            os._exit(3)
        def answer(self, status, body):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())
        def log_message(self, *args):
            pass
    return Handler
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "stand-in"
    folder.mkdir()
    (folder / "xllamacpp.py").write_text(STAND_IN)
    monkeypatch.setenv("PYTHONPATH", str(folder))


Make = Callable[..., EmbeddedServer]


@pytest.fixture
def make(tmp_path: Path, stand_in: None) -> Make:
    def make(behaviour: str = "serves", **options: Any) -> EmbeddedServer:
        weights = tmp_path / "tiny.gguf"
        if not weights.exists():
            weights.write_text(behaviour)
        return EmbeddedServer(weights, cache=tmp_path / "cache", **options)

    return make


def told(server: EmbeddedServer) -> Any:
    return httpx2.get(server.base_url.removesuffix("v1") + "told", trust_env=False).json()


def gone(pid: int, seconds: float = 10.0) -> bool:
    """Whether there is no such process any more, not even as a zombie."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_a_server_answers_inside_its_block_and_is_gone_after_it(make: Make) -> None:
    with make() as server:
        assert server.base_url.startswith("http://127.0.0.1:") and server.base_url.endswith("/v1")
        assert server.model == "tiny"
        server.check()
        pid = told(server)["pid"]
        assert pid != os.getpid()
    assert gone(pid, 0.1)
    server.stop()
    with pytest.raises(ServerCrashed, match="not running"):
        server.check()


def test_a_server_that_takes_no_connection_any_more_counts_as_ended_before_its_process_has_ended(
    make: Make, tmp_path: Path
) -> None:
    with make() as server:
        httpx2.post(server.base_url + "/close", json={}, trust_env=False)
        while not (tmp_path / "tiny.closed").exists():
            time.sleep(0.01)
        with pytest.raises(ServerCrashed, match="ended with exit code 3"):
            server.check()


def test_the_key_is_random_and_no_list_of_processes_shows_it(make: Make) -> None:
    with make() as server:
        child = told(server)
        assert child["key"] == server.api_key != make().api_key
        assert server.api_key not in json.dumps([child["argv"], child["env"]])


def test_the_child_does_not_get_our_api_keys(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with make() as server:
        assert "OPENAI_API_KEY" not in told(server)["env"]


def test_a_proxy_is_not_asked_for_the_way_to_this_machine(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with make() as server:
        server.check()


@pytest.mark.parametrize(
    ("behaviour", "how"),
    [("fails", "exit code 1; check that .*tiny.gguf is a whole GGUF(?s:.*)no model in there"), ("aborts", "signal 6")],
)
def test_a_server_that_does_not_start_is_an_error_with_the_end_of_its_log(make: Make, behaviour: str, how: str) -> None:
    with pytest.raises(ServerCrashed, match=rf"{how}(?s:.*)") as caught, make(behaviour):
        pass
    assert "loading" in str(caught.value) and "Traceback" not in str(caught.value)


def test_a_server_that_is_never_ready_is_given_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "START_SECONDS", 1.0)
    monkeypatch.setattr(module, "STOP_SECONDS", 0.3)
    with pytest.raises(ServerCrashed, match="not ready within 1 s"), make("hangs"):
        pass


def test_a_killed_child_is_told_by_check(make: Make) -> None:
    with make() as server:
        os.kill(told(server)["pid"], signal.SIGKILL)
        time.sleep(0.2)
        with pytest.raises(ServerCrashed, match=r"signal 9; .*memory(?s:.*)loading"):
            server.check()


def test_weights_that_are_not_there_are_told_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable, match="--weights"), EmbeddedServer(tmp_path / "none.gguf"):
        pass


def test_the_log_is_added_to_and_an_error_shows_only_its_own_part(make: Make, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "server.log"
    log.parent.mkdir()
    log.write_text("an older run\n")
    with pytest.raises(ServerCrashed) as caught, make("fails", log=log):
        pass
    assert "an older run" not in str(caught.value)
    assert log.read_text().startswith("an older run\n") and "no model in there" in log.read_text()


PARENT = """
import sys, time
from pathlib import Path
from extract.model.embedded.server import EmbeddedServer
with EmbeddedServer(Path(sys.argv[1]), cache=Path(sys.argv[2])) as server:
    try:
        print(server._child._process.pid, flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        time.sleep(0.2)
        server.check()
        print("alive", flush=True)
"""


@pytest.fixture
def parent(tmp_path: Path, make: Make) -> subprocess.Popen[str]:
    """A process of its own that holds a running server; its first line is the child's pid."""
    make()
    command = [sys.executable, "-c", PARENT, str(tmp_path / "tiny.gguf"), str(tmp_path / "cache")]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True, cwd=Path.cwd())


def test_the_child_dies_with_a_parent_that_is_killed(parent: subprocess.Popen[str]) -> None:
    with parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
        assert gone(pid)


def test_ctrl_c_reaches_the_parent_only(parent: subprocess.Popen[str]) -> None:
    with parent:
        assert parent.stdout and parent.stderr
        pid = int(parent.stdout.readline())
        os.killpg(parent.pid, signal.SIGINT)
        assert parent.stdout.readline() == "alive\n"
        assert parent.wait(10) == 0 and parent.stderr.read() == ""
        assert gone(pid)


def test_a_prefix_saved_by_one_server_is_restored_by_the_next(make: Make) -> None:
    with make() as server:
        assert not server.restore_prefix("prompt 1")
        assert server.save_prefix("prompt 1")
    with make() as server:
        assert server.restore_prefix("prompt 1")
        assert not server.restore_prefix("prompt 2")


def test_a_damaged_prefix_is_not_restored(make: Make, tmp_path: Path) -> None:
    with make() as server:
        assert server.save_prefix("prompt")
        (kept,) = (tmp_path / "cache" / "prefixes").iterdir()
        kept.write_bytes(b"damaged!")
        assert not server.restore_prefix("prompt")


def test_a_server_that_died_saves_and_restores_nothing(make: Make) -> None:
    with make() as server:
        assert server.save_prefix("prompt")
        os.kill(told(server)["pid"], signal.SIGKILL)
        time.sleep(0.2)
        assert not server.save_prefix("other") and not server.restore_prefix("prompt")


def test_a_cache_that_cannot_be_written_costs_only_the_prefixes(make: Make, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("not a folder")
    with make() as server:
        assert not server.save_prefix("prompt") and not server.restore_prefix("prompt")
        server.check()


def test_there_is_at_least_one_core() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)


@pytest.fixture
def real() -> Path:
    """A real model that is here already: what EXTRACT_WEIGHTS names, or the smallest one in the cache."""
    pytest.importorskip("xllamacpp")
    named = os.environ.get("EXTRACT_WEIGHTS")
    cached = [cache_folder() / model.file for model in sorted(CATALOG.values(), key=lambda model: model.size)]
    found = [path for path in ([Path(named)] if named else []) + cached if path.is_file()]
    if not found:
        pytest.skip("no weights here: set EXTRACT_WEIGHTS to a GGUF file")
    return found[0]


def chat(server: EmbeddedServer, question: str, tokens: int) -> Any:
    lines = "\n".join(f"Rule {n}: answer in one short sentence and name the country first." for n in range(20))
    response = httpx2.post(
        f"{server.base_url}/chat/completions",
        headers={"Authorization": f"Bearer {server.api_key}"},
        json={
            "model": server.model,
            "messages": [{"role": "system", "content": lines}, {"role": "user", "content": question}],
            "max_tokens": tokens,
            "temperature": 0,
            "seed": 7,
        },
        timeout=300,
        trust_env=False,
    )
    return response.raise_for_status().json()


@pytest.mark.slow
def test_a_real_model_goes_on_from_a_restored_prefix_with_the_same_answer(real: Path, tmp_path: Path) -> None:
    with EmbeddedServer(real, context=2048, cache=tmp_path) as server:
        chat(server, "-", 1)
        assert server.save_prefix("rules")
    with EmbeddedServer(real, context=2048, cache=tmp_path) as server:
        plain = chat(server, "What is the capital of Norway?", 12)
    with EmbeddedServer(real, context=2048, cache=tmp_path) as server:
        assert server.restore_prefix("rules")
        restored = chat(server, "What is the capital of Norway?", 12)
    usage = restored["usage"]
    assert plain["usage"]["prompt_tokens_details"]["cached_tokens"] == 0
    assert usage["prompt_tokens_details"]["cached_tokens"] > 0.9 * usage["prompt_tokens"] - 12
    assert restored["choices"] == plain["choices"]


@pytest.mark.slow
def test_a_real_server_wants_its_key_and_lets_no_web_page_in(real: Path, tmp_path: Path) -> None:
    with EmbeddedServer(real, context=512, cache=tmp_path) as server:
        url = f"{server.base_url}/models"
        assert httpx2.get(url, trust_env=False).status_code == 401
        headers = {"Authorization": f"Bearer {server.api_key}", "Origin": "https://example.org"}
        answer = httpx2.get(url, headers=headers, trust_env=False)
        assert answer.json()["data"][0]["id"] == server.model
        assert not answer.headers.get("access-control-allow-origin")


def test_a_file_that_is_no_model_is_told_by_the_real_server(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    bogus = tmp_path / "bogus.gguf"
    bogus.write_bytes(b"this is no model" * 100)
    with pytest.raises(ServerCrashed, match=r"whole GGUF(?s:.*)invalid magic"), EmbeddedServer(bogus, cache=tmp_path):
        pass
