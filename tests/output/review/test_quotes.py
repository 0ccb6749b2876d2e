"""Texts cut down to the quotes of records."""

import json
from pathlib import Path

import pytest

from extract.document.segment import segment
from extract.output.export import Target, export
from extract.output.load import load_run
from extract.output.report import write_report
from extract.output.review import record_keys, review_run
from extract.output.review.quotes import quotes_only
from schemas import Article, ArticleExtraction
from tests.support.made_runs import empty, hostile, write_run
from tests.support.report_data import data_of
from tests.support.results import extraction, rejected

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


@pytest.mark.parametrize("target", [Target.CSV, Target.SQLITE, Target.FTM, Target.POLECAT])
def test_no_export_holds_another_sentence(target: Target, tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run", [with_a_secret()], [rejected(SECRET)])
    done = export(review_run(load_run(folder), only_quotes=True), target, tmp_path / "out")
    files = [done.path] if done.path.is_file() else [path for path in done.path.rglob("*") if path.is_file()]
    assert files and not any(SECRET.encode() in path.read_bytes() for path in files)


def test_no_report_holds_another_sentence(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run", [with_a_secret()], [rejected(SECRET)])
    write_report(review_run(load_run(folder), only_quotes=True), tmp_path / "report.html")
    assert SECRET not in json.dumps(data_of(tmp_path / "report.html"))
    write_report(load_run(folder), tmp_path / "report.html")
    assert SECRET in json.dumps(data_of(tmp_path / "report.html"))
