"""What is missing is named with a command that installs it, wherever the project came from."""

import json
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from extract import optional_import
from extract.errors import ConfigError
from extract.optional_import import as_typed, install_command, missing, need, require

HOME = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with an environment in .venv that no shell has activated."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def installed_from(monkeypatch: pytest.MonkeyPatch, folder: Path, origin: dict[str, object] | None) -> None:
    """Has the project look as installed into a folder, with this record of where it came from."""

    class Recorded:
        def read_text(self, name: str) -> str | None:
            return json.dumps(origin) if origin and name == "direct_url.json" else None

    monkeypatch.setattr(optional_import, "_SOURCE", folder / "site-packages")
    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Recorded())


def test_in_a_clone_the_command_installs_the_clone_in_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(optional_import, "_SOURCE", tmp_path)
    assert install_command("duckdb") == ".venv/bin/pip install -e '.[duckdb]'"


def test_away_from_the_clone_the_command_names_its_folder() -> None:
    assert install_command("run") == f".venv/bin/pip install -e '{HOME}[run]'"


def test_an_installed_folder_is_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = (tmp_path / "my clone").as_uri()
    installed_from(monkeypatch, tmp_path, {"url": url, "dir_info": {}})
    assert install_command("run") == ".venv/bin/pip install './my clone[run]'"


def test_an_installed_wheel_is_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed_from(monkeypatch, tmp_path, {"url": "file:///x/communique-1.whl", "archive_info": {}})
    assert install_command("run") == ".venv/bin/pip install 'communique[run] @ file:///x/communique-1.whl'"


def test_what_came_from_an_index_is_named_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed_from(monkeypatch, tmp_path, None)
    assert install_command("run") == ".venv/bin/pip install 'communique[run]'"


def test_a_copy_that_no_pip_installed_has_a_command_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def not_there(name: str) -> None:
        raise PackageNotFoundError(name)

    installed_from(monkeypatch, tmp_path, None)
    monkeypatch.setattr("importlib.metadata.distribution", not_there)
    assert install_command("run") == ".venv/bin/pip install 'communique[run]'"


def test_a_program_that_the_shell_finds_is_typed_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "bin dir" / "tool"
    program.parent.mkdir()
    program.touch(mode=0o755)
    assert as_typed(program) == "'bin dir/tool'"
    monkeypatch.setenv("PATH", str(program.parent))
    assert as_typed(program) == "tool"
    monkeypatch.setenv("PATH", "/usr/bin")
    monkeypatch.chdir(program.parent)
    assert as_typed(program) == "./tool"
    monkeypatch.chdir("/usr")
    assert as_typed(program) == f"'{program}'"


@pytest.mark.parametrize(
    ("module", "library", "extra"),
    [
        ("pypdfium2.raw", "pypdfium2", "run"),
        ("yaml", "pyyaml", "run"),
        ("vcr.errors", "vcrpy", "run"),
        ("opentelemetry.sdk", "opentelemetry-sdk", "otel"),
    ],
)
def test_a_library_is_named_as_pip_knows_it(module: str, library: str, extra: str) -> None:
    told = str(missing(module))
    assert f"this needs {library}," in told and f"[{extra}]'" in told


def test_a_module_of_no_extra_is_no_error_of_the_user() -> None:
    assert missing("numbers_of_others") is None
    assert missing(None) is None
    with pytest.raises(ModuleNotFoundError):
        need("numbers_of_others")
    with pytest.raises(ModuleNotFoundError):
        require("numbers_of_others")


def test_a_library_can_be_required_without_being_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    require("json.tool")
    monkeypatch.setitem(sys.modules, "xllamacpp", None)
    with pytest.raises(ConfigError, match=r"needs xllamacpp.*\[embedded\]"):
        require("xllamacpp")
