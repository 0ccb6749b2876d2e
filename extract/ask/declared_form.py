"""Make the type that an answer of the document plan must have: its labels are those of a codebook.

The JSON schema of the type is within the limits of strict structured outputs: every field is required, objects are
closed, optional values are unions with null.
"""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import create_model

from extract.model.contract import portable
from prompts import Codebook
from schemas.declared import (
    DeclaredActor,
    DeclaredAgreement,
    DeclaredAnswer,
    DeclaredDate,
    DeclaredParty,
    DeclaredStatement,
)

UNSURE_OF_AGREEMENT = ("record", "instrument", "status", "parties", "dates", "value")
UNSURE_OF_STATEMENT = ("record", "act", "speakers", "recipients")


def answer_form(book: Codebook) -> type[DeclaredAnswer]:
    """The type of an answer with the labels of this codebook."""
    lists = (book.kinds, book.instruments, book.statuses, book.roles, book.date_roles, book.acts)
    return make_form(tuple(tuple(labels) for labels in lists))


@portable
def make_form(labels: tuple[tuple[str, ...], ...]) -> type[DeclaredAnswer]:
    kinds, instruments, statuses, roles, date_roles, acts = labels
    actor = create_model("Actor", __base__=DeclaredActor, kind=_one_of(kinds))
    party = create_model("Party", __base__=DeclaredParty, role=_one_of(roles))
    date = create_model("Date", __base__=DeclaredDate, role=_one_of(date_roles))
    agreement = create_model(
        "Agreement",
        __base__=DeclaredAgreement,
        instrument=_one_of(instruments),
        status=_one_of(statuses),
        parties=_several(party),
        dates=_several(date),
        unsure=_several(_one_of(UNSURE_OF_AGREEMENT)),
    )
    statement = create_model(
        "Statement", __base__=DeclaredStatement, act=_one_of(acts), unsure=_several(_one_of(UNSURE_OF_STATEMENT))
    )
    fields: dict[str, Any] = {
        "actors": _several(actor),
        "agreements": _several(agreement),
        "statements": _several(statement),
    }
    return create_model("Records", __base__=DeclaredAnswer, **fields)


def _one_of(labels: Iterable[str]) -> Any:
    literal: Any = Literal
    return literal[tuple(labels)]


def _several(kind: Any) -> Any:
    several: Any = tuple
    return several[kind, ...]
