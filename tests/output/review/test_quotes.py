"""Texts cut down to the quotes of records."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.document.segment import segment
from extract.output.export import Target, export
from extract.output.load import load_run
from extract.output.report import write_report
from extract.output.review import Corrections, Decision, State, record_keys, review_run
from extract.output.review.decisions import group
from extract.output.review.quotes import quotes_only
from extract.output.review.values import Values
from schemas import Act, Article, ArticleExtraction
from tests.support.browser import Watched
from tests.support.fixture_run import fixture_extractions, fixture_run
from tests.support.made_runs import empty, hostile, write_run
from tests.support.report_data import data_of
from tests.support.results import BOATS, duplicate, extraction, rejected

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECRET = "A heron watched the harbour."


def with_a_secret() -> ArticleExtraction:
    """An article with a sentence at its end that is no evidence."""
    found = extraction()
    text = f"{found.article.text} {SECRET}"
    return found.model_copy(update={"article": found.article.model_copy(update={"text": text})})


def other_sentences(found: ArticleExtraction) -> list[str]:
    """The sentences of an article that share no character with the evidence of a record."""
    evidence = [span for deal in found.agreements for span in deal.evidence]
    evidence += [span for said in found.statements for span in said.evidence]
    apart = [
        (sentence.start, sentence.end)
        for sentence in segment(found.article.text)
        if not any(sentence.start < span.end and span.start < sentence.end for span in evidence)
    ]
    return [found.article.text[start:end] for start, end in apart]


@pytest.mark.parametrize("found", [with_a_secret(), hostile(), empty()], ids=["plain", "hostile", "empty"])
def test_every_span_still_fits_and_records_keep_their_keys(found: ArticleExtraction) -> None:
    cut = quotes_only(found)
    article: Article = cut.article
    assert all(article.holds(span) for span in cut.spans())
    assert record_keys(cut) == record_keys(found)


def test_no_sentence_without_a_record_is_left() -> None:
    found = with_a_secret()
    others = other_sentences(found)
    assert SECRET in others
    assert [text for text in others if text in quotes_only(found).article.text] == []


def with_one_record_each() -> list[ArticleExtraction]:
    """The fixture articles, each with all its records, and once for each record with that one alone."""
    variants = fixture_extractions()
    for found in fixture_extractions():
        alone = found.model_copy(update={"agreements": (), "statements": ()})
        variants += [alone.model_copy(update={"agreements": (one,)}) for one in found.agreements]
        variants += [alone.model_copy(update={"statements": (one,)}) for one in found.statements]
    return variants


def test_of_many_articles_no_value_holds_a_sentence_that_is_no_evidence() -> None:
    variants = with_one_record_each()
    assert len(variants) > 100
    others = [(other_sentences(found), quotes_only(found).model_dump_json(ensure_ascii=False)) for found in variants]
    assert sum(len(sentences) for sentences, _ in others) > 2_000
    assert [text for sentences, kept in others for text in sentences if f'"{text}"' in kept] == []
    assert [text for sentences, kept in others for text in sentences if len(text) > 40 and inside(text, kept)] == []


def inside(text: str, kept: str) -> bool:
    """Whether a text is a part of a value in JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1] in kept


def test_of_many_articles_the_report_holds_only_evidence(tmp_path: Path) -> None:
    run = load_run(fixture_run(tmp_path / "run"))
    write_report(review_run(run, only_quotes=True), tmp_path / "report.html")
    kept = json.dumps(data_of(tmp_path / "report.html")["articles"], ensure_ascii=False)
    assert [text for found in run for text in other_sentences(found) if inside(text, kept)] == []


def test_a_title_or_an_outlet_that_is_no_line_of_the_text_stays() -> None:
    found = with_a_secret()
    named = found.article.model_copy(update={"title": "Ferries", "source": "Fjord Wire"})
    kept = quotes_only(found.model_copy(update={"article": named})).article
    assert (kept.title, kept.source) == ("Ferries", "Fjord Wire")
    secret = found.article.model_copy(update={"title": SECRET, "source": SECRET})
    cut = quotes_only(found.model_copy(update={"article": secret})).article
    assert (cut.title, cut.source) == (None, None)


def test_duplicates_lose_their_titles(tmp_path: Path) -> None:
    titled = duplicate().model_copy(update={"title": SECRET})
    run = load_run(write_run(tmp_path / "run", [with_a_secret()], copied=[titled]))
    assert list(run.duplicates()) == [titled]
    assert list(review_run(run, only_quotes=True).duplicates()) == [duplicate()]


def test_a_missed_record_that_a_reviewer_added_keeps_its_words(chromium: "Browser", tmp_path: Path) -> None:
    found = with_a_secret()
    start = found.article.text.index(BOATS)
    values = Values(
        kind="statement", act=Act.INVITE, about="boats", speakers=("Norland",), evidence=((start, start + len(BOATS)),)
    )
    added = Decision(article=found.article.id, key="+s-1", record="+s1", state=State.ADDED, values=values)
    only = found.model_copy(update={"agreements": found.agreements[1:]})
    run = review_run(load_run(write_run(tmp_path / "run", [only])), only_quotes=True)
    write_report(run, tmp_path / "report.html", Corrections(group([added])))
    watched = Watched(chromium.new_context().new_page())
    page = watched.open(tmp_path / "report.html")
    page.click("[data-view=records]")
    assert page.locator("#rows tr:has-text('invite')").get_attribute("title") == BOATS
    page.click("[data-view=articles]")
    assert page.locator("#cards .card").count() == 3
    assert page.locator("#add").count() == 0
    page.keyboard.press("m")
    assert "report of the whole articles" in page.locator("#problem").inner_text()
    assert watched.faults == []
    page.context.close()


@pytest.mark.parametrize("target", [Target.CSV, Target.SQLITE, Target.FTM, Target.POLECAT])
def test_no_export_holds_another_sentence(target: Target, tmp_path: Path) -> None:
    copy = duplicate().model_copy(update={"title": SECRET})
    folder = write_run(tmp_path / "run", [with_a_secret()], [rejected(SECRET)], copied=[copy])
    done = export(review_run(load_run(folder), only_quotes=True), target, tmp_path / "out")
    files = [done.path] if done.path.is_file() else [path for path in done.path.rglob("*") if path.is_file()]
    assert files and not any(SECRET.encode() in path.read_bytes() for path in files)


def test_no_report_holds_another_sentence(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run", [with_a_secret()], [rejected(SECRET)])
    write_report(review_run(load_run(folder), only_quotes=True), tmp_path / "report.html")
    assert SECRET not in json.dumps(data_of(tmp_path / "report.html"))
    write_report(load_run(folder), tmp_path / "report.html")
    assert SECRET in json.dumps(data_of(tmp_path / "report.html"))
