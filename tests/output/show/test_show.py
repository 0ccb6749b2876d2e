"""Results in the terminal: records with their evidence, in any width, with and without colours."""

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from extract.output import show
from schemas import ArticleExtraction, Issue, Span
from tests.support.results import BOATS, article, boats, extraction, failure, manifest, provenance, rejected, treaty


def seen(what: RenderableType, width: int = 100) -> str:
    """The output without colours, as in a log."""
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    console.print(what)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def coloured(what: RenderableType, width: int = 100) -> str:
    file = io.StringIO()
    Console(file=file, width=width, force_terminal=True, color_system="truecolor", highlight=False).print(what)
    return file.getvalue()


def hostile(text: str) -> ArticleExtraction:
    """A result in which every untrusted string is this text."""
    span = Span(start=0, end=len(text), text=text)
    one = treaty().model_copy(
        update={"subject": text, "evidence": (span,), "status_cue": None, "dates": (), "attribution": None}
    )
    how = provenance().model_copy(update={"plan": text, "model": text})
    issue = Issue(code=text, message=text, record=text, field=text)
    return ArticleExtraction(
        article=article(text, source_id=text, title=text), agreements=(one,), issues=(issue,), provenance=how
    )


@pytest.mark.parametrize(
    "text",
    [
        "Fjord Wire · 2030-01-15 · ferry · sha256:0123456789abcdef",
        "Agreements  2",
        "pledged · treaty",
        "parties   Norland, Sudland (inferred)",
        "dates     ../2031 target conclusion\n",
        "contexts  economic, natural resource",
        "source    the Norland cabinet (a3, indirect speech)",
        "signed · arms contract · historical",
        "parties   Norland (supplier), Sudland (recipient, inferred)",
        "dates     2029 signature (before)",
        "value     1,500,000 USD (currency by its symbol)",
        "quantity  12 patrol boats",
        "Sudland  not warn → Norland",
        "about     delays",
        "Norland cabinet  public body · cabinet · for Norland · 0 mentions",
        "Rejected  1",
        "not in text  ground",
        "agreement, parties only: the text does not hold 'the Union'",
        "model sentence 1 · cue signed · subject a pact · parties Norland, the Union",
        "truncated: the words from 3 to 9 were not read",
        "3 calls · 4,000 tokens in (3,500 cached) · 210 out",
        "some-model · choices plan · prompt topic v1 · method 00112233aabbccdd",
    ],
)
def test_the_result_of_an_article_contains(text: str) -> None:
    assert text in seen(show.render_article(extraction(), [rejected()]))


def test_evidence_is_highlighted_by_asterisks_without_colours() -> None:
    text = seen(show.render_article(extraction(), []))
    assert "│ Norland *committed to conclude* a ferry treaty with Sudland by *2031*, the Norland cabinet" in text
    assert "│ A *2029* *contract* over *12 patrol boats* was worth *$1.5 million*." in text
    assert "│ Sudland *warned* Norland against delays." in text


def test_evidence_has_no_asterisks_with_colours() -> None:
    assert "*" not in coloured(show.render_article(extraction(), []))
    assert "\x1b[1;33mcommitted to conclude\x1b[0m" in coloured(show.render_article(extraction(), []))


def test_overlapping_highlights_are_merged() -> None:
    both = boats().model_copy(
        update={
            "status_cue": Span(start=0, end=15, text=BOATS[:15]),
            "evidence": (Span(start=0, end=len(BOATS), text=BOATS),),
        }
    )
    both = both.model_copy(
        update={"dates": (boats().dates[0].model_copy(update={"span": Span(start=2, end=6, text="2029")}),)}
    )
    one = extraction().model_copy(update={"agreements": (both,)})
    assert f"│ *{BOATS[:15]}*{BOATS[15:]}" in seen(show.render_article(one, []))


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_spaces(width: int) -> None:
    lines = seen(show.render_article(extraction(), [rejected()] * 3), width).splitlines()
    assert max(map(len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


def test_an_article_without_records_shows_none() -> None:
    empty = ArticleExtraction(article=article(), provenance=provenance())
    text = seen(show.render_article(empty, []))
    assert "Agreements  none" in text and "Statements  none" in text and "Rejected" not in text


def test_rejections_of_one_reason_are_counted_after_the_first_five() -> None:
    text = seen(show.render_article(extraction(), [rejected(f"no {n}.") for n in range(9)]))
    assert "not in text ×9" in text and "no 4." in text and "no 5." not in text
    assert "and 4 more in rejected.jsonl" in text


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("[bold]a[/bold] [/] :smile:", "[bold]a[/bold] [/] :smile:"),
        ("a\x1b[35mb\x1b]0;title\x07", "a␛[35mb␛]0;title␇"),
        ("a\x9b35mb", "a\ufffd35mb"),
        ("a\u202eb\u2066c", "a\ufffdb\ufffdc"),
        ("a\r\nb\u2028c", "a  b c"),
        ("a\x7f\x00b", "a␡␀b"),
    ],
    ids=["markup", "escape", "C1", "bidi", "breaks", "null"],
)
def test_untrusted_text_never_controls_the_terminal(text: str, harmless: str) -> None:
    assert show.terminal_safe(text) == harmless
    assert len(show.terminal_safe(text)) == len(text)
    shown = coloured(
        show.render_article(hostile(text), [rejected(text, source_id=text, reason=text, draft={"cue": text})])
    )
    shown += coloured(show.outcome_line(hostile(text), [])) + coloured(show.failure_line(failure(text, text)))
    assert not [
        mark
        for mark in ("\x1b[35m", "\x1b]0", "\x07", "\x9b", "\u202e", "\u2066", "\r", "\x7f", "\x00")
        if mark in shown
    ]
    assert harmless.split()[0] in shown


def test_a_lone_surrogate_can_be_encoded() -> None:
    assert show.terminal_safe("a\ud800b").encode() == "a\ufffdb".encode()


def test_an_article_takes_one_line_in_a_run_of_several() -> None:
    line = show.outcome_line(extraction(), [rejected()]).plain
    assert line == "ferry: 2 agreements, 1 statement, 3 actors, 1 rejected, 1 issue"
    assert show.failure_line(failure()).plain == "ferry: failed at read (empty): the file holds no text"


def test_the_summary_shows_counts_files_and_next_steps() -> None:
    run = manifest(articles=12, extracted=9, empty=2, failed=1, drafts=80, records=41, merged=12, rejected=27)
    text = seen(show.render_summary(run, Path("runs/my march")))
    assert "articles  12 = 9 with records + 2 with none + 1 failed" in text
    assert "drafts    80 = 41 records + 12 merged + 27 rejected" in text
    assert "time      3 min 12 s · 16.0 s per article" in text
    assert "communique show 'runs/my march' --source-id ID" in text
    assert "run again to retry" in text
    assert "do not add up" not in text


def test_the_summary_shows_duplicates_and_other_languages_if_there_are_any() -> None:
    text = seen(
        show.render_summary(manifest(articles=12, extracted=9, duplicate=3, other_language=2), Path("runs/march"))
    )
    assert "articles  12 = 9 with records + 0 with none + 3 duplicates + 0 failed" in text
    assert "language  2 articles in a language that the analyzer does not read" in text
    assert "runs/march/duplicates.jsonl" in text


def test_the_summary_counts_articles_that_were_not_read_as_they_were_meant() -> None:
    run = manifest(articles=9, extracted=9, date_not_read=3, cut_off_at_source=1, order_unsure=2)
    text = seen(show.render_summary(run, Path("runs/march")))
    assert "reading   3 with a date that is not read, 1 cut off at the source, 2 in unsure order" in text
    assert "reading" not in seen(show.render_summary(manifest(articles=9, extracted=9), Path("runs/march")))


def test_the_summary_reports_counts_that_do_not_add_up() -> None:
    assert "do not add up" in seen(show.render_summary(manifest(articles=2, extracted=1), Path("runs/x")))
