"""The commands of a collection: what they print, and how they end."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from extract.cli.app import app
from tests.support.made_collections import FIXTURES

REPLAYED = ("--replay", str(FIXTURES / "cassettes"), "--plan", "choices", "--model", "qwen2.5-coder-1.5b")


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def done(*arguments: object) -> str:
    """What a command prints that ends well."""
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "news"
    done("add", FIXTURES / "articles", "--to", folder, *REPLAYED, "--workers", "0", "--quiet")
    return folder


def test_add_says_what_it_did(collection: Path) -> None:
    found = json.loads(done("add", FIXTURES / "articles", "--to", collection, *REPLAYED, "--quiet", "--json"))
    assert found == {
        "added": 0,
        "replaced": 0,
        "known": 10,
        "not_read": 0,
        "renamed": {},
        "linked": 0,
        "articles": 10,
        "failed": 0,
    }
    told = call("add", FIXTURES / "articles", "--to", collection, *REPLAYED)
    assert "10 known; 10 articles, 0 linked now" in told.stderr


@pytest.mark.parametrize("command", ["deals", "statements", "actors", "timeline", "new"])
def test_answers_are_tables_json_and_csv_of_the_same_rows(collection: Path, command: str) -> None:
    rows = json.loads(done(command, collection, "--json"))
    assert rows
    table = list(csv.DictReader(io.StringIO(done(command, collection, "--csv"))))
    assert [row["id"] for row in table] == [row["id"] for row in rows]
    printed = done(command, collection)
    assert all(row["id"][:8] in printed for row in rows[:3])


def test_filters_are_given_as_codes_or_words(collection: Path) -> None:
    rows = json.loads(
        done("deals", collection, "--country", "Kenya", "--dyad", "KEN,IDN", "--status", "pledged", "--json")
    )
    assert [row["current_status"] for row in rows] == ["pledged"]
    assert json.loads(done("deals", collection, "--status", "in force", "--json")) == []
    assert json.loads(done("statements", collection, "--act", "condemn", "--since", "2025-12", "--json"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("deals", "--status", "done"), "give one of: proposed"),
        (("deals", "--dyad", "KEN"), "does not name two"),
        (("deals", "--country", "Atlantis"), "is no state or organisation"),
        (("statements", "--since", "soon"), "is no day"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(collection: Path, arguments: tuple[str, ...], message: str) -> None:
    command, *options = arguments
    result = call(command, collection, *options)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_dyad_is_counted_and_listed(collection: Path) -> None:
    (month,) = json.loads(done("dyad", "KEN", "IDN", collection, "--json"))
    assert (month["month"], month["deals"], month["articles"]) == ("2025-03", 3, 1)
    printed = done("dyad", "KEN", "IDN", collection)
    assert all(name in printed.replace("\n", "") for name in [*month["ids"]["deals"], *month["ids"]["answered"]])


def test_a_link_is_explained(collection: Path) -> None:
    (deal, *_) = json.loads(done("deals", collection, "--json"))
    assert done("explain", collection, deal["id"]).startswith(deal["id"])
    assert json.loads(done("explain", collection, deal["id"], "--json"))["id"] == deal["id"]
    assert call("explain", collection, "deal/zzz").exit_code == 2


def test_records_are_joined_and_split_by_decision(collection: Path) -> None:
    deals = json.loads(done("deals", collection, "--json"))
    one, other = ("/".join(deal["members"][0]) for deal in (deals[0], deals[1]))
    done("join", collection, one, other)
    joined = json.loads(done("deals", collection, "--json"))
    assert len(joined) == len(deals) - 1
    assert any(len(deal["members"]) == 2 for deal in joined)
    done("split", collection, one, other)
    assert len(json.loads(done("deals", collection, "--json"))) == len(deals)
    assert call("join", collection, one, "no-article/g1").exit_code == 2


def test_what_reads_a_run_reads_a_collection(collection: Path, tmp_path: Path) -> None:
    assert "arms-deal" in done("show", collection)
    assert "10 articles" in done("status", collection)
    done("export", collection, "--to", "csv", "-o", tmp_path / "tables")
    done("report", collection, "-o", tmp_path / "report.html")
    assert "arms-deal" in done("explain", collection, "arms-deal/g1", "--cassettes", FIXTURES / "cassettes")
    assert "nothing to retry" in call("retry", collection).stderr


def test_a_folder_without_a_collection_is_refused(tmp_path: Path) -> None:
    for command in ("deals", "new"):
        result = call(command, tmp_path)
        assert result.exit_code == 5
        assert "communique add ARTICLES --to" in result.stderr.replace("\n", "")


def test_an_addition_without_inputs_to_nothing_is_refused(tmp_path: Path) -> None:
    result = call("add", "--to", tmp_path / "new", *REPLAYED)
    assert result.exit_code == 3
    assert "has no articles yet" in result.stderr


def test_an_addition_takes_the_settings_of_a_run() -> None:
    commands: dict[str, Any] = vars(get_command(app))["commands"]
    names = {name: {one.name for one in commands[name].params} for name in ("run", "add")}
    assert names["run"] - names["add"] <= {"out"}
