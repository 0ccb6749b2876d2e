"""Copies of an article are told apart from articles that only sound like it, and only the first is coded."""

import asyncio
import json
import random
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.dedup import index as index
from extract.dedup.filter import mark_duplicates
from extract.dedup.fingerprint import MAX_DAYS, make_fingerprint
from extract.dedup.index import DuplicateIndex
from extract.errors import StoreError
from extract.output.load import load_run
from extract.read import read
from extract.run import engine
from extract.store import read_duplicates, read_extractions
from extract.telemetry.progress import SilentReporter
from schemas import Article, Duplicate, DuplicateKind, Failure
from tests.support.runs import exports, settings, start, wait_for_end
from tests.support.stub import TEXT, Stub, refused, stubbed

HEADLINE = "Marovia and Teland open the river to each other's ships"
LEAD = "Marovia and Teland signed a treaty on Tuesday that opens the river Osk to the ships of both, officials said."
BODY = (
    "The treaty ends a quarrel of eleven years over who may sail past the island of Brun.",
    'Foreign Minister Ada Lorn said her country "will keep the channel clear in every season".',
    "Her colleague Pavel Stein thanked the river commission, which had carried notes between the capitals since 2019.",
    "Teland will pay 40 million crowns for new lights and buoys along the lower reaches.",
    "The parliaments have until June to ratify the text, and a joint board is to meet in Brun once a year.",
    "Fishermen on both banks had stayed in port for most of the spring while patrol boats kept watch on the water.",
)
BESIDE = "It was a grey and windless morning in the old town."
"""A sentence without anything to code, like a caption."""


def page(headline: str = HEADLINE, lead: str = LEAD, body: Sequence[str] = BODY, tail: str = "") -> str:
    return "\n\n".join(part for part in (headline, lead, *body, tail) if part) + "\n"


def wrapped(text: str, width: int = 62) -> str:
    """Wrap the text to lines of a width, as e-mail does."""
    blocks = []
    for block in text.split("\n\n"):
        lines = [""]
        for word in block.split():
            lines = [*lines[:-1], f"{lines[-1]} {word}".strip()] if len(lines[-1]) < width else [*lines, word]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def mark(tmp_path: Path, *rows: dict[str, str]) -> list[Article | Failure | Duplicate]:
    """Mark the duplicates among articles of these rows; the id of each is its position."""
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), **row}) + "\n" for n, row in enumerate(rows)), encoding="utf-8")
    with mark_duplicates(read(path)) as items:
        return list(items)


def copy_of(tmp_path: Path, first: dict[str, str], second: dict[str, str]) -> Duplicate | None:
    _, item = mark(tmp_path, first, second)
    return item if isinstance(item, Duplicate) else None


COPIES = {
    "another headline": page(headline="River treaty ends eleven-year quarrel"),
    "no headline": page(headline=""),
    "another dateline": page(lead=f"VARNO, Nov. 25 (Reuters) - {LEAD}"),
    "a dropped end": page(body=BODY[:4]),
    "a dropped paragraph": page(body=(*BODY[:2], *BODY[3:])),
    "an agency's lines": page(tail="Reporting by Ann Lee in Varno; editing by Tom Ray\n\nCopyright 2025 Reuters"),
    "furniture between": page(body=(*BODY[:2], "Advertisement", "Read more", *BODY[2:])),
    "lines of mail": wrapped(page()),
    "typographic quotes": page().replace(' "', " “").replace('".', "”.").replace("'", "’"),
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("first", [page(), page(lead=f"BRUN, 25 November (AP) -- {LEAD}")], ids=["plain", "agency"])
def test_a_copy_is_found_whatever_an_outlet_changes_at_its_edges(first: str, text: str, tmp_path: Path) -> None:
    found = copy_of(tmp_path, {"text": first}, {"text": text})
    assert found and (found.source_id, found.duplicate_of_source_id) == ("1", "0")
    assert 0.5 <= found.similarity <= 1


OTHERS = {
    "a figure": page().replace("40 million", "45 million"),
    "a point in a figure": page().replace("40 million", "4.0 million"),
    "a currency": page().replace("40 million crowns", "€40 million"),
    "a name": page().replace("Ada Lorn", "Ida Norn"),
    "a not": page().replace("signed a treaty", "have not signed a treaty"),
    "a fact at the end": page(tail="Marovia also signed a gas contract with Sudland."),
    "a fact between": page(body=(BODY[0], "Sudland condemned the treaty.", *BODY[1:])),
    "another lead": page(lead="Marovia withdrew on Friday from the treaty on the river Osk, officials said."),
    "a caption": page(body=(BODY[0], BESIDE, *BODY[1:])),
    "the other half too": page(
        body=(*BODY, *(f"The pilot of boat {n} told of his years on the water." for n in "abc"))
    ),
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_an_article_with_anything_new_is_no_copy(text: str, tmp_path: Path) -> None:
    assert copy_of(tmp_path, {"text": page()}, {"text": text}) is None


def test_a_longer_version_after_a_shorter_one_is_no_copy(tmp_path: Path) -> None:
    assert copy_of(tmp_path, {"text": page(body=BODY[:4])}, {"text": page()}) is None


def test_an_excerpt_is_no_copy(tmp_path: Path) -> None:
    long = page(body=(*BODY, *(f"The pilot of boat {n} told of his years on the water." for n in range(20))))
    assert copy_of(tmp_path, {"text": long}, {"text": page()}) is None


def test_case_and_punctuation_do_not_matter_to_an_exact_copy(tmp_path: Path) -> None:
    found = copy_of(tmp_path, {"text": page()}, {"text": wrapped(page(headline=HEADLINE.upper())).replace(",", "")})
    assert found and (found.kind, found.similarity) == (DuplicateKind.EXACT, 1.0)


@pytest.mark.parametrize("body", [BODY, BODY[:1]], ids=["long", "short"])
def test_a_short_article_can_be_an_exact_copy_but_not_a_near_one(body: Sequence[str], tmp_path: Path) -> None:
    assert copy_of(tmp_path, {"text": page(body=body)}, {"text": page(body=body)})
    assert bool(copy_of(tmp_path, {"text": page(body=body)}, {"text": page("Other", body=body)})) is (body is BODY)


@pytest.mark.parametrize(("days", "same"), [(0, True), (MAX_DAYS, True), (MAX_DAYS + 1, False), (25, False)])
@pytest.mark.parametrize("text", [page(), page("Another headline")], ids=["exact", "near"])
def test_the_same_text_published_much_later_is_no_copy(text: str, days: int, same: bool, tmp_path: Path) -> None:
    first, second = {"text": page(), "date": "2025-11-01"}, {"text": text, "date": f"2025-11-{1 + days:02}"}
    assert bool(copy_of(tmp_path, first, second)) is same
    assert bool(copy_of(tmp_path, second, first | {"text": text})) is same


@pytest.mark.parametrize("date", ["2025-11", "2025", ""])
def test_a_publication_date_without_a_day_is_ignored(date: str, tmp_path: Path) -> None:
    assert copy_of(tmp_path, {"text": page(), "date": "2025-01-01"}, {"text": page(), "date": date})


def test_a_duplicate_keeps_its_source(tmp_path: Path) -> None:
    copy = {
        "id": "kn-7",
        "title": "River opens",
        "url": "https://kurier.example/7",
        "source": "Kurier",
        "date": "2025-11-02",
    }
    found = copy_of(tmp_path, {"text": page(), "date": "2025-11-01"}, {"text": page(headline=""), **copy})
    assert found and found.model_dump(include={"source_id", "title", "url", "source", "published"}) == {
        "source_id": "kn-7",
        "title": "River opens",
        "url": "https://kurier.example/7",
        "source": "Kurier",
        "published": "2025-11-02",
    }
    assert found.path and found.path.endswith("rows.jsonl")


def test_all_copies_name_the_first_article(tmp_path: Path) -> None:
    items = mark(
        tmp_path, {"text": "Too short to be anything."}, *({"text": text} for text in (page(), *COPIES.values()))
    )
    assert [getattr(item, "duplicate_of_source_id", None) for item in items] == [None, None, *["1"] * len(COPIES)]


def test_text_without_spaces_is_compared(tmp_path: Path) -> None:
    text = (
        "河川条約に署名\n\n"
        + "両国は火曜日、オスク川を双方の船に開放する条約に署名した。" * 3
        + "議会は六月までに批准する。\n"
    )
    assert copy_of(tmp_path, {"text": text}, {"text": text.replace("、", " ")})
    assert copy_of(tmp_path, {"text": text}, {"text": text.replace("六月", "七月")}) is None


def test_a_currency_sign_is_significant(tmp_path: Path) -> None:
    dollars = page().replace("40 million crowns", "$40 million")
    assert copy_of(tmp_path, {"text": dollars}, {"text": dollars.replace("$", "€")}) is None


def test_a_failure_passes_through_and_is_not_compared(tmp_path: Path) -> None:
    first, second = mark(tmp_path, {"text": ""}, {"text": ""})
    assert isinstance(first, Failure) and isinstance(second, Failure)


# -- the index


def make_notice(number: int, words: random.Random) -> str:
    """An article whose sentences are its own, except for one that all have."""
    said = (
        " ".join(words.choices("river boat stone light north cloud harbour signal meadow".split(), k=12))
        for _ in "12345"
    )
    return "\n\n".join(
        [f"Notice {number}", *(f"The {words} {number}." for words in said), "Read our terms and conditions here."]
    )


def test_one_copy_among_many_articles_is_found(tmp_path: Path) -> None:
    words = random.Random(4)
    texts = [make_notice(number, words) for number in range(400)]
    again = texts[37].replace("Notice 37", "Another notice")
    items = mark(tmp_path, *({"text": text} for text in (*texts, again)))
    copies = [item for item in items if isinstance(item, Duplicate)]
    assert [(one.source_id, one.duplicate_of_source_id) for one in copies] == [("400", "37")]


def test_closing_the_index_waits_for_a_thread_that_uses_it(tmp_path: Path) -> None:
    articles = [item for item in mark(tmp_path, *({"text": make_notice(n, random.Random(n))} for n in range(50)))]
    added: list[int] = []

    def add_all(open_index: DuplicateIndex) -> None:
        with pytest.raises(StoreError, match="closed"):
            while True:
                for item in articles:
                    assert isinstance(item, Article)
                    open_index.find_or_add(item, make_fingerprint(item))
                    added.append(1)

    with closing(DuplicateIndex.open()) as open_index:
        thread = threading.Thread(target=add_all, args=(open_index,))
        thread.start()
        while len(added) < 5:
            time.sleep(0.001)
    thread.join(10)
    assert not thread.is_alive()


def test_an_index_without_room_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    small = index._TABLES + "PRAGMA max_page_count = 6;"
    monkeypatch.setattr(index, "_TABLES", small)
    with pytest.raises(StoreError, match="TMPDIR"):
        mark(tmp_path, *({"text": make_notice(number, random.Random(number))} for number in range(200)))


# -- whole runs

PACT = TEXT.removesuffix(".")
"""In the headline of each article; the scripted server answers with it."""


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub(latency=0.005)) as running:
        yield running


def mixed(path: Path, number: int = 30) -> Path:
    """Rows of `number` articles, a near copy of each third, a broken row, and an exact copy at the end."""
    rows = []
    for n in range(number):
        first = page(headline=f"{PACT}, says story {n}", body=[f"{said[:-1]}, says report {n}." for said in BODY])
        rows.append({"id": f"a{n}", "text": first, "source": "Wire"})
        if n % 3 == 0:
            rows.append({"id": f"c{n}", "text": first.replace(f"story {n}", "another"), "source": "Kurier"})
    rows.insert(7, {"id": "broken"})
    rows.append({**rows[0], "id": "last"})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(stub: Stub, rows: Path, out: Path, **changed: object) -> engine.FinishedRun:
    return asyncio.run(engine.extract_inputs([rows], out, replace(settings(stub), **changed), SilentReporter()))  # type: ignore[arg-type]


def test_a_run_codes_the_first_and_lists_the_copies(stub: Stub, tmp_path: Path) -> None:
    counts = run(stub, mixed(tmp_path / "rows.jsonl"), tmp_path / "out").manifest.counts
    assert counts.balance
    assert (counts.articles, counts.duplicate, counts.failed) == (42, 11, 1)
    assert counts.extracted == stub.calls == 30
    copies = list(read_duplicates(tmp_path / "out"))
    assert [one.source_id for one in copies] == [*(f"c{n}" for n in range(0, 30, 3)), "last"]
    coded = {one.article.id: one.article.source_id for one in read_extractions(tmp_path / "out")}
    assert all(coded[one.duplicate_of] == one.duplicate_of_source_id for one in copies)
    assert copies[-1].kind is DuplicateKind.EXACT and copies[-1].duplicate_of_source_id == "a0"


def test_copies_are_coded_with_the_setting_code(stub: Stub, tmp_path: Path) -> None:
    rows = mixed(tmp_path / "rows.jsonl")
    counts = run(stub, rows, tmp_path / "out", duplicates="code").manifest.counts
    assert counts.balance
    assert (counts.articles, counts.duplicate, counts.extracted) == (42, 0, 41)
    assert not list(read_duplicates(tmp_path / "out"))
    asked = stub.calls
    assert run(stub, rows, tmp_path / "out").manifest.counts.duplicate == 11
    assert stub.calls == asked


def test_the_same_articles_are_copies_at_any_concurrency(stub: Stub, tmp_path: Path) -> None:
    rows = mixed(tmp_path / "rows.jsonl")
    for concurrency in (1, 16):
        run(stub, rows, tmp_path / str(concurrency), concurrency=concurrency)
    assert exports(tmp_path / "1") == exports(tmp_path / "16")


@pytest.mark.slow
def test_the_same_articles_are_copies_after_a_kill(stub: Stub, tmp_path: Path) -> None:
    rows = mixed(tmp_path / "rows.jsonl")
    for calls in (2, 11, 23):
        with start(stub, rows, tmp_path / "killed") as process:
            while stub.calls < calls and process.poll() is None:
                time.sleep(0.002)
            process.kill()
            process.communicate()
    assert wait_for_end(start(stub, rows, tmp_path / "killed"))[0] == 1
    run(stub, rows, tmp_path / "straight")
    assert exports(tmp_path / "killed") == exports(tmp_path / "straight")
    assert b'"c27"' in exports(tmp_path / "killed")["duplicates.jsonl"]


def test_a_copy_does_not_replace_a_failed_article(stub: Stub, tmp_path: Path) -> None:
    rows = mixed(tmp_path / "rows.jsonl", 4)
    stub.rule = lambda question, number: refused(422) if "report 3." in question else None
    counts = run(stub, rows, tmp_path / "out").manifest.counts
    assert counts.balance and (counts.duplicate, counts.failed) == (3, 2)
    stub.rule = lambda question, number: None
    counts = run(stub, rows, tmp_path / "out").manifest.counts
    assert counts.balance and (counts.duplicate, counts.failed) == (3, 1)


def test_copies_are_shown_with_the_run_and_with_their_article(stub: Stub, tmp_path: Path) -> None:
    out = run(stub, mixed(tmp_path / "rows.jsonl", 4), tmp_path / "out").path
    call = CliRunner().invoke
    assert "+ 3 duplicates + 1 failed + 0 waiting" in call(app, ["status", str(out)]).output
    lines = call(app, ["show", str(out)]).output
    assert "c3: a near copy (1.00) of a3" in lines and "last: an exact copy of a0" in lines
    assert "8 = 4 with records + 0 with none + 3 duplicates + 1 failed" in lines
    assert "also published as c0 (Kurier), last (Wire)" in call(app, ["show", str(out), "--source-id", "a0"]).output
    assert "c0: a near copy (1.00) of a0" in call(app, ["show", str(out), "--source-id", "c0"]).output


def test_copies_are_exported_with_the_records(stub: Stub, tmp_path: Path) -> None:
    out = run(stub, mixed(tmp_path / "rows.jsonl", 4), tmp_path / "out").path
    rows = [row for table, row in load_run(out).rows() if table == "duplicates"]
    articles = {row[1]: row[0] for table, row in load_run(out).rows() if table == "articles"}
    assert [row[:2] for row in rows] == [(articles["a0"], "c0"), (articles["a3"], "c3"), (articles["a0"], "last")]
    assert CliRunner().invoke(app, ["export", str(out), "--to", "sqlite"]).exit_code == 0
    with closing(sqlite3.connect(out / "records.sqlite")) as database:
        query = "SELECT count(*) FROM duplicates JOIN articles ON articles.id = duplicates.article_id"
        assert database.execute(query).fetchone() == (3,)
    assert CliRunner().invoke(app, ["export", str(out), "--to", "ftm"]).exit_code == 0
    entities = [json.loads(line) for line in (out / "ftm.jsonl").read_text(encoding="utf-8").splitlines()]
    pages = [one["properties"] for one in entities if one["schema"] == "Article"]
    assert [page["publisher"] for page in pages] == [["Wire", "Kurier"], ["Wire"], ["Wire"], ["Wire", "Kurier"]]


def test_diff_counts_no_fact_of_a_copy_as_lost(stub: Stub, tmp_path: Path) -> None:
    rows = mixed(tmp_path / "rows.jsonl", 4)
    all_coded, once = run(stub, rows, tmp_path / "a", duplicates="code").path, run(stub, rows, tmp_path / "b").path
    for pair in ((all_coded, once), (once, all_coded)):
        result = CliRunner().invoke(app, ["diff", *map(str, pair), "--fail-on-lost"])
        assert result.exit_code == 0, result.output
        assert "extracted by one run, a duplicate in the other: c0, c3, last" in result.output
