"""The Python API: one call for a text, a stream for many rows, and nothing left behind."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pandas
import pytest

from extract import ArticleFailed, AsyncExtractor, ConfigError, Extractor
from extract.api.options import Options
from extract.settings.settings import _NAMES
from schemas import ArticleExtraction, Failure
from tests.support.english import pipeline

ROOT = Path(__file__).parents[2]
TREATY = "Malian Foreign Minister Awa Diop and her counterpart from Togo signed a border treaty on 3 May 2021."
RAID = "The government of Mali condemned the raid by Chad on Monday."
LONG = {"text": TREATY, "title": "Mali and Togo sign treaty", "date": "2021-05-04", "source": "Bamako Post", "id": "t1"}


@pytest.fixture
def extractor() -> Iterator[Extractor]:
    with Extractor(model="none", analyzer=pipeline()) as opened:
        yield opened


def acts(found: ArticleExtraction | Failure) -> list[str]:
    """Return the instruments and acts of an extraction; for a failure, its code."""
    if isinstance(found, Failure):
        return [found.error]
    return [*(one.instrument for one in found.agreements), *(one.act for one in found.statements)]


def test_a_text_gives_its_records(extractor: Extractor) -> None:
    found = extractor.extract(TREATY, published="2021-05-04", source="Bamako Post", title="Mali and Togo sign treaty")

    assert acts(found) == ["treaty"]
    assert (found.article.published, found.article.source) == ("2021-05-04", "Bamako Post")
    assert found.article.text.startswith("Mali and Togo sign treaty\n\n")
    assert found.article.source_id == found.article.id


def test_an_article_is_extracted_as_it_is(extractor: Extractor) -> None:
    found = extractor.extract(TREATY, id="mine")

    assert extractor.extract(found.article) == found


def test_rows_of_every_kind_give_their_records_in_order(extractor: Extractor, tmp_path: Path) -> None:
    (tmp_path / "raid.txt").write_text(RAID, encoding="utf-8")
    frame = pandas.DataFrame([LONG])
    article = extractor.extract(RAID).article
    rows: list[Any] = [
        TREATY,
        {"text": RAID},
        article,
        tmp_path,
        *frame.itertuples(),
        *(row for _, row in frame.iterrows()),
    ]

    found = list(extractor.pipe(rows))

    assert [acts(one) for one in found] == [["treaty"], *[["condemn"]] * 3, *[["treaty"]] * 2]
    assert [one.article.source_id for one in found[3:]] == ["raid", "t1", "t1"]


def test_a_data_frame_gives_a_result_for_each_row_and_missing_values_are_none(extractor: Extractor) -> None:
    day = pandas.Timestamp("2021-05-04")
    frame = pandas.DataFrame({"body": [TREATY, RAID], "source": ["Bamako Post", None], "published": [day, pandas.NaT]})

    articles = [found.article for found in extractor.pipe(frame)]

    assert [(one.source, one.published) for one in articles] == [("Bamako Post", "2021-05-04"), (None, None)]


def test_a_row_that_is_no_article_fails_at_its_place(extractor: Extractor) -> None:
    rows: list[Any] = ["", {"words": TREATY}, 5, Path("no/such/file.txt"), RAID]
    found = list(extractor.pipe(rows, on_error="yield"))

    assert [acts(one) for one in found] == [["empty"], ["bad_row"], ["bad_row"], ["unreadable"], ["condemn"]]


def test_an_error_carries_what_failed(extractor: Extractor) -> None:
    with pytest.raises(ArticleFailed, match=r"^t9: there is no text") as raised:
        extractor.extract(" ", id="t9")

    assert (raised.value.failure.source_id, raised.value.failure.error) == ("t9", "empty")


def test_a_failure_ends_a_stream_unless_it_is_to_be_yielded(extractor: Extractor) -> None:
    found = extractor.pipe([RAID, "", TREATY])

    assert acts(next(found)) == ["condemn"]
    with pytest.raises(ArticleFailed, match="row 2"):
        next(found)


def test_rows_are_read_as_they_are_needed(extractor: Extractor) -> None:
    read: list[int] = []

    def endless() -> Iterator[str]:
        while True:
            read.append(threading.get_ident())
            yield RAID

    stream = extractor.pipe(endless())
    next(stream)
    next(stream)
    stream.close()  # type: ignore[attr-defined]

    assert len(read) <= 2 + 8
    assert set(read) == {threading.get_ident()}


def test_one_text_is_not_taken_for_many_rows(extractor: Extractor) -> None:
    with pytest.raises(TypeError, match="use extract"):
        next(extractor.pipe(TREATY))


async def some_rows() -> AsyncIterator[str]:
    yield RAID
    yield TREATY


def test_asynchronous_code_has_the_same() -> None:
    async def work() -> list[list[str]]:
        async with AsyncExtractor(model="none", analyzer=pipeline()) as extractor:
            many = await asyncio.gather(extractor.extract(RAID), extractor.extract(TREATY))
            streamed = [one async for one in extractor.pipe([TREATY, ""], on_error="yield")]
            return [acts(one) for one in (*many, *streamed, *[one async for one in extractor.pipe(some_rows())])]

    assert asyncio.run(work()) == [["condemn"], ["treaty"], ["treaty"], ["empty"], ["condemn"], ["treaty"]]


def test_it_works_in_a_running_loop_and_leaves_no_thread() -> None:
    before = threading.enumerate()

    async def cell() -> list[str]:
        with Extractor(model="none", analyzer=pipeline()) as extractor:
            return acts(extractor.extract(RAID))

    assert asyncio.run(cell()) == ["condemn"]
    assert threading.enumerate() == before


def test_recorded_answers_are_replayed_into_the_approved_records() -> None:
    fixtures = ROOT / "fixtures"
    options: Options = {"model": "strong-reader", "base_url": "http://desk/v1", "replay": fixtures / "cassettes"}
    with Extractor(**options) as extractor:
        found = list(extractor.pipe([fixtures / "articles", fixtures / "articles_document"]))

    approved = (fixtures / "extractions" / "document.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [ArticleExtraction.model_validate_json(line) for line in approved]
    assert [one.agreements for one in found] == [one.agreements for one in expected]
    assert [one.provenance for one in found] == [one.provenance for one in expected]


def test_a_closed_extractor_says_so() -> None:
    with Extractor(model="none", analyzer=pipeline()) as extractor:
        pass

    with pytest.raises(ConfigError, match="is closed"):
        extractor.extract(RAID)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"models": "none"}, "there is no option 'models'"),
        ({"model": "none", "out": "a", "cache": "b"}, "give out or cache, not both"),
        ({"model": "none", "engine": "ray"}, "give out or cache"),
        ({"model": "none", "budget": -1}, "give US dollars"),
    ],
)
def test_wrong_options_are_refused_at_once(options: dict[str, object], message: str) -> None:
    before = threading.enumerate()

    with pytest.raises(ConfigError, match=message):
        Extractor(**options)  # type: ignore[arg-type]
    assert threading.enumerate() == before


def test_the_options_are_the_settings_of_the_command_line() -> None:
    for_runs_only = {"via", "poll", "batch_requests", "limit", "duplicates"}

    assert {*_NAMES} - for_runs_only == {*Options.__annotations__} - {"api_key", "out", "cache", "config"}
