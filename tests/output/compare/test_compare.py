"""The comparison of two runs: added, lost and changed facts, and the exit code for scripts."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from extract.output.compare import Change, compare
from schemas import Act, Status
from tests.support.made_runs import ATTACKS, empty, hostile, mixed, write_run
from tests.support.results import boats, extraction, treaty, warning


def test_a_run_equals_itself(tmp_path: Path) -> None:
    found = [extraction(), hostile(), empty()]
    compared = compare(found, found)
    assert compared.same == 5 and compared.differences == ()


def test_a_missing_fact_is_lost_and_keeps_its_quote() -> None:
    [one] = compare([extraction()], [extraction().model_copy(update={"agreements": (treaty(),)})]).differences
    assert (one.change, one.kind, one.article) == (Change.LOST, "agreement", "ferry")
    assert "12 patrol boats" in one.fact and one.quote == boats().evidence[0].text


def test_a_new_fact_is_added() -> None:
    [one] = compare([extraction().model_copy(update={"statements": ()})], [extraction()]).differences
    assert (one.change, one.fact) == (Change.ADDED, "Sudland | warn | Norland | delays | negated")


def test_a_changed_fact_has_the_old_and_new_value_of_each_field() -> None:
    signed = treaty().model_copy(update={"status": Status.SIGNED, "id": "g2"})
    threat = warning().model_copy(update={"act": Act.EXPRESS_CONCERN})
    after = extraction().model_copy(update={"agreements": (boats(), signed), "statements": (threat,)})
    compared = compare([extraction()], [after])
    assert [dict(one.fields) for one in compared.differences] == [
        {"status": ("pledged", "signed")},
        {"act": ("warn", "express_concern")},
    ]
    assert compared.same == 1 and compared.count(Change.CHANGED) == 2


def test_articles_of_only_one_run_are_listed_and_their_facts_are_not_compared() -> None:
    compared = compare([extraction(), hostile()], [hostile(), empty()])
    assert compared.differences == ()
    assert (compared.only_first, compared.only_second) == (("ferry",), ("quiet",))


def test_diff_prints_differences_and_fails_only_on_request(tmp_path: Path) -> None:
    before = str(mixed(tmp_path / "before"))
    after = str(write_run(tmp_path / "after", [extraction().model_copy(update={"agreements": ()}), hostile()]))
    result = CliRunner().invoke(app, ["diff", before, after])
    assert result.exit_code == ExitCode.DONE
    assert "- agreement: a ferry treaty" in result.stdout and "2 lost" in result.stdout
    assert "only in the first run: twin, quiet" in result.stdout
    assert CliRunner().invoke(app, ["diff", before, after, "--fail-on-lost"]).exit_code == ExitCode.FACTS_LOST
    assert CliRunner().invoke(app, ["diff", after, before, "--fail-on-lost"]).exit_code == ExitCode.DONE
    data = json.loads(CliRunner().invoke(app, ["diff", before, after, "--json"]).stdout)
    assert (data["same"], data["lost"], data["differences"][0]["change"]) == (3, 2, "lost")


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_diff_never_prints_terminal_commands_of_an_article(tmp_path: Path, flags: list[str]) -> None:
    before = str(write_run(tmp_path / "before", [hostile()]))
    after = str(write_run(tmp_path / "after", [hostile().model_copy(update={"agreements": (), "statements": ()})]))
    result = CliRunner().invoke(app, ["diff", before, after, *flags]).stdout
    assert "\x1b" not in result and ATTACKS[1] in result.replace('\\"', '"')
