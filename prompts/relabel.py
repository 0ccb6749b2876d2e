"""Put the labels of another codebook into the worked examples of a prompt."""

from collections.abc import Iterable, Iterator
from typing import Any

from prompts.codebook import Codebook

Example = dict[str, Any]


class _NoLabelError(LookupError):
    """The codebook has no label, or several, for one of the default codebook."""


def relabelled(examples: Iterable[Example], book: Codebook) -> Iterator[Example]:
    """Yield the examples with the labels of a codebook.

    An example is left out if its answer uses a label for which the codebook has none, or several of its own.
    """
    for example in () if book.leaves_out_examples else examples:
        try:
            yield {**example, "answer": _answer(example["answer"], book)}
        except _NoLabelError:
            continue


def _answer(answer: Example, book: Codebook) -> Example:
    return {
        **answer,
        "actors": [_with(one, book, kind="kinds") for one in answer["actors"]],
        "agreements": [_agreement(one, book) for one in answer["agreements"]],
        "statements": [_with(one, book, act="acts") for one in answer["statements"]],
    }


def _agreement(agreement: Example, book: Codebook) -> Example:
    parts = {
        "parties": [_with(one, book, role="roles") for one in agreement["parties"]],
        "dates": [_with(one, book, role="date_roles") for one in agreement["dates"]],
    }
    return {**_with(agreement, book, instrument="instruments", status="statuses"), **parts}


def _with(item: Example, book: Codebook, **lists: str) -> Example:
    return {**item, **{field: _label(item[field], book, name) for field, name in lists.items()}}


def _label(usual: str, book: Codebook, name: str) -> str:
    labels = book.labels_for(name, usual)
    if usual in labels:
        return usual
    if len(labels) == 1:
        return labels[0]
    raise _NoLabelError(usual)
