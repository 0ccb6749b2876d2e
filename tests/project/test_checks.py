"""The same checks run before a commit, by `make check` and in CI."""

import re
from pathlib import Path

import yaml

HOME = Path(__file__).parents[2]
MAKEFILE = (HOME / "Makefile").read_text(encoding="utf-8")


def checks() -> list[str]:
    """The goals of `make check`."""
    goals: list[str] = re.findall(r"^check: (.*?) ##", MAKEFILE, re.M)
    return goals[0].split()


def test_the_hooks_run_the_checks_with_the_fast_tests() -> None:
    (repository,) = yaml.safe_load((HOME / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    commands = [hook["entry"] for hook in repository["hooks"]]
    assert commands == [f"make {'test-fast' if goal == 'test' else goal}" for goal in checks()]


def test_ci_runs_the_checks_with_all_tests_builds_the_site_and_runs_the_first_command_of_the_readme() -> None:
    steps = re.findall(r"^step (make [\w-]+)", (HOME / ".ci" / "run").read_text(encoding="utf-8"), re.M)
    expected = [f"make {'test-all' if goal == 'test' else goal}" for goal in checks()]
    assert steps == [*expected[:-1], "make docs", expected[-1], "make extract"]


def test_the_fast_tests_are_folders_and_files_that_exist() -> None:
    (paths,) = re.findall(r"^PURE := \$\(addprefix tests/,(.*?)\)", MAKEFILE, re.M | re.S)
    missing = [path for path in re.findall(r"[\w/.]+", paths) if not (HOME / "tests" / path).exists()]
    assert missing == []
