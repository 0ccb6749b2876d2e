"""Records as HTML: the text of the article with its evidence marked, under a table of the records. Pure; no scripts.

Colours are translucent, so that they can be read on light and on dark pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from schemas.agreement import Agreement
from schemas.statement import SecurityStatement
from schemas.text import Article, Span

if TYPE_CHECKING:
    from schemas.record import ArticleExtraction

_STYLE = """<style>
.communique { font: 14px/1.5 system-ui, sans-serif; max-width: 60em; text-align: left }
.communique table { border-collapse: collapse; margin: .5em 0 1em }
.communique td { text-align: left; vertical-align: top; padding: .2em .8em .2em 0; border-top: 1px solid #8884 }
.communique .text { white-space: pre-wrap }
.communique mark { color: inherit; background: #2a84; border-radius: 2px }
.communique mark.statement { background: #e824 }
.communique mark.both { background: #28d4 }
.communique mark b { text-decoration: underline; font-weight: inherit }
</style>"""
_PAGE = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>\n{body}\n</html>\n'


def render(*found: ArticleExtraction) -> str:
    """Return a page of the articles with their records, to be saved or shown."""
    title = escape(_title(found[0].article)) if len(found) == 1 else f"{len(found)} articles"
    return _PAGE.format(title=title, body="\n".join(map(render_fragment, found)))


def render_fragment(found: ArticleExtraction) -> str:
    """Return an article with its records for a page that exists, such as a notebook."""
    rows = "".join(_row(found, record) for record in found.records)
    records = f"<table>{rows}</table>" if rows else "<p>No agreement and no statement.</p>"
    article = found.article
    about = ", ".join(escape(part) for part in (article.source, article.published) if part)
    head = f"<p><strong>{escape(_title(article))}</strong>{f' ({about})' if about else ''}</p>"
    return f'{_STYLE}\n<div class="communique">{head}{records}<div class="text">{"".join(_marked(found))}</div></div>'


def _title(article: Article) -> str:
    return article.title or article.source_id


def _row(found: ArticleExtraction, record: Agreement | SecurityStatement) -> str:
    if isinstance(record, Agreement):
        who = _names(found, [party.actor for party in record.parties])
        what, about = f"{record.instrument.value}, {record.status.value}", record.subject
    else:
        to = f" → {_names(found, record.recipients)}" if record.recipients else ""
        who, about = _names(found, record.speakers) + to, record.about
        what = f"not: {record.act.value}" if record.negated else record.act.value
    cells = (record.id, what.replace("_", " "), who, about)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _names(found: ArticleExtraction, ids: Sequence[str]) -> str:
    return ", ".join(found.actor(one).name for one in ids)


def _marked(found: ArticleExtraction) -> Iterator[str]:
    """Yield the text in pieces, each marked with the records that it is evidence of."""
    evidence = [(span, record) for record in found.records for span in record.evidence]
    cues = [cue for record in found.agreements if (cue := record.status_cue)] + [one.cue for one in found.statements]
    text = found.article.text
    edges = sorted({0, len(text), *_edges(span for span, _ in evidence), *_edges(cues)})
    for start, end in pairwise(edges):
        records = {record.id: record for span, record in evidence if span.start <= start and end <= span.end}
        piece = escape(text[start:end], quote=False)
        if records and any(cue.start <= start and end <= cue.end for cue in cues):
            piece = f"<b>{piece}</b>"
        yield _mark(piece, list(records.values())) if records else piece


def _edges(spans: Iterable[Span]) -> Iterator[int]:
    return (place for span in spans for place in (span.start, span.end))


def _mark(piece: str, records: Sequence[Agreement | SecurityStatement]) -> str:
    kinds = {"agreement" if isinstance(record, Agreement) else "statement" for record in records}
    kind = kinds.pop() if len(kinds) == 1 else "both"
    return f'<mark class="{kind}" title="{" ".join(record.id for record in records)}">{piece}</mark>'
