"""Gold of reviewed articles: the rows that `communique eval` reads.

An article is gold if a record of it was decided. Rejected records are left out; undecided and unsure ones are
optional, so that they do not count.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.atomic_write import replace_file
from extract.output.load import Run
from extract.output.review.corrections import Corrections, Reviewed
from extract.output.tables import ArticleKeys
from schemas import Agreement, ArticleExtraction, SecurityStatement


def write_gold(run: Run, corrections: Corrections, path: Path) -> int:
    """Write the gold of a reviewed run as JSON Lines, and return the number of articles."""
    lines = [json.dumps(row, ensure_ascii=True) for row in gold_rows(run, corrections)]
    replace_file(path, "".join(f"{line}\n" for line in lines).encode())
    return len(lines)


def gold_rows(run: Run, corrections: Corrections) -> Iterator[dict[str, Any]]:
    """The gold of each article with a decision that fits it."""
    keys = ArticleKeys()
    for extraction in run:
        key = keys.assign(extraction)
        reviewed = corrections.review(extraction, key)
        decisions = corrections.decisions.get(key, {}).values()
        if len(reviewed.unfit) < sum(decision.state not in ("undecided", "unsure") for decision in decisions):
            yield _row(reviewed)


def _row(reviewed: Reviewed) -> dict[str, Any]:
    found = reviewed.extraction
    article, names = found.article, {actor.id: actor.name for actor in found.actors}
    return {
        "id": article.source_id,
        "title": None,
        "date": article.published,
        "source": article.source,
        "text": article.text,
        "actors": _actors(found, names),
        "agreements": [_agreement(one, names) | _common(one, reviewed) for one in found.agreements],
        "statements": [_statement(one, names) | _common(one, reviewed) for one in found.statements],
    }


def _actors(found: ArticleExtraction, names: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": actor.name,
            "kind": actor.kind.value,
            "country": actor.country,
            "represents": names.get(actor.represents or ""),
        }
        for actor in found.actors
    ]


def _agreement(agreement: Agreement, names: dict[str, str]) -> dict[str, Any]:
    value = agreement.value
    return {
        "subject": agreement.subject,
        "instrument": agreement.instrument.value,
        "status": agreement.status.value,
        "parties": [
            {"name": names[party.actor], "role": party.role.value, "explicit": party.explicit}
            for party in agreement.parties
        ],
        "dates": [{"edtf": date.edtf, "role": date.role.value} for date in agreement.dates],
        "value": {"amount": value.amount, "currency": value.currency} if value else None,
    }


def _statement(statement: SecurityStatement, names: dict[str, str]) -> dict[str, Any]:
    return {
        "speakers": [names[actor] for actor in statement.speakers],
        "act": statement.act.value,
        "recipients": [names[actor] for actor in statement.recipients],
        "about": statement.about,
    }


def _common(record: Agreement | SecurityStatement, reviewed: Reviewed) -> dict[str, Any]:
    return {"evidence": [span.text for span in record.evidence], "optional": record.id not in reviewed.decided}
