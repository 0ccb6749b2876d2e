"""A local page for a review, which writes each decision to a file beside the run.

The server listens on this machine alone. Its address has a random part, and it answers only requests that name it by
the address that it gave: another page in the same browser can neither read the articles nor write decisions.
"""

import secrets
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

from extract.errors import CommuniqueError, ConfigError
from extract.output.review.decisions import Decision, merge, parse_decisions, write_decisions

_HOST = "127.0.0.1"
_MOST_BYTES = 16_000_000


class DecisionFile:
    """The file of a review. Several pages may write to it: of two decisions about one record the later one holds."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()

    def decisions(self) -> list[Decision]:
        """The decisions in the file; none if there is no file."""
        if not self._path.exists():
            return []
        return parse_decisions(self._path.read_text(encoding="utf-8"), str(self._path))

    def add(self, text: str) -> int:
        """Add decisions, one a line, and return how many the file then has. Raises InputError, and writes nothing."""
        with self._lock:
            merged = merge([*self.decisions(), *parse_decisions(text, "the page")])
            write_decisions(merged, self._path)
            return len(merged)


class ReviewServer(ThreadingHTTPServer):
    """Serves the page of a review. `page` makes it anew for each visit, so that a reload shows the decisions."""

    daemon_threads = True

    def __init__(self, page: Callable[[], str], file: DecisionFile, port: int = 0) -> None:
        try:
            super().__init__((_HOST, port), _Handler)
        except OSError as error:
            raise ConfigError(f"port {port} cannot be used ({error}); choose another with --port") from error
        self.page, self.file = page, file
        self.folder = f"/{secrets.token_urlsafe(16)}/"
        self.host = f"{_HOST}:{self.server_port}"

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{self.host}{self.folder}"


class _Handler(BaseHTTPRequestHandler):
    """Answers two requests: the page, and decisions to keep."""

    server: ReviewServer

    def do_GET(self) -> None:
        if self._is_for(""):
            self._answer(HTTPStatus.OK, self.server.page().encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        if not self._is_for("decisions"):
            return
        size = int(self.headers.get("Content-Length") or 0)
        if self.headers.get("Origin") != f"http://{self.server.host}" or not 0 <= size <= _MOST_BYTES:
            self._answer(HTTPStatus.FORBIDDEN, b"only the page of the review may write decisions\n")
            return
        try:
            count = self.server.file.add(self.rfile.read(size).decode())
        except (CommuniqueError, UnicodeDecodeError) as error:
            self._answer(HTTPStatus.BAD_REQUEST, f"{error}\n".encode())
        else:
            self._answer(HTTPStatus.OK, f"{count}\n".encode())

    def _is_for(self, name: str) -> bool:
        """Whether a request is for this address; if not, it is answered."""
        if self.path == self.server.folder + name and self.headers.get("Host") == self.server.host:
            return True
        self._answer(HTTPStatus.NOT_FOUND, b"there is nothing at this address\n")
        return False

    def _answer(self, status: HTTPStatus, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name in http.server
        """Log nothing: the terminal shows the address, and no request is of interest."""
