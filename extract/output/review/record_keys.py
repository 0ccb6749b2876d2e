"""Keys of records by their content, under which decisions are kept.

A record that another run extracts with the same values and quotes has the same key, whatever its id. Offsets are left
out, so that a text cut down to its quotes keeps the keys.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping

from schemas import Agreement, ArticleExtraction, SecurityStatement


def record_keys(extraction: ArticleExtraction) -> Mapping[str, str]:
    """Return the key of each record by its id. Records of equal content get `#2`, `#3` appended in their order."""
    names = {actor.id: actor.name for actor in extraction.actors}
    contents = [(one.id, _of_agreement(one, names)) for one in extraction.agreements]
    contents += [(one.id, _of_statement(one, names)) for one in extraction.statements]
    seen: Counter[str] = Counter()
    keys = {}
    for record, content in contents:
        digest = hashlib.sha256(json.dumps(content, ensure_ascii=False).encode(errors="replace")).hexdigest()[:16]
        seen[digest] += 1
        keys[record] = digest if seen[digest] == 1 else f"{digest}#{seen[digest]}"
    return keys


def _of_agreement(agreement: Agreement, names: Mapping[str, str]) -> object:
    value = agreement.value
    return [
        "agreement",
        agreement.subject,
        agreement.instrument.value,
        agreement.status.value,
        agreement.historical,
        [[names[party.actor], party.role.value, party.explicit] for party in agreement.parties],
        [[date.edtf, date.relation.value, date.role.value] for date in agreement.dates],
        [value.amount, value.currency, value.amount_max] if value else None,
        agreement.quantity.text if agreement.quantity else None,
        _quotes(agreement),
    ]


def _of_statement(statement: SecurityStatement, names: Mapping[str, str]) -> object:
    return [
        "statement",
        _named(statement.speakers, names),
        statement.act.value,
        _named(statement.recipients, names),
        statement.about,
        statement.negated,
        _quotes(statement),
    ]


def _named(actors: Iterable[str], names: Mapping[str, str]) -> list[str]:
    return [names[actor] for actor in actors]


def _quotes(record: Agreement | SecurityStatement) -> list[str]:
    return [span.text for span in record.evidence]
