"""Read what a text calls a name beside it: "Kenya's foreign minister Josef Marn", "Kestrel Arms, a Swiss company".

The words before a name, with a comma or without, and those after a comma are looked at, up to the next verb. The
nearest noun that shows a kind decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.entities.name_runs import NameRun, complement_end
from extract.entities.nouns import NounClass, is_noun, organised_kind
from extract.entities.token_index import TokenIndex
from schemas import ActorKind

_REACH = 14
"""Words of a designation, at most."""
_PHRASE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART", "NUM"})
_OF = frozenset({"of", "for", "to", "at", "on", "in"})
_IN_PHRASE = _OF | {"-", "‑", "her", "his", "its", "their"}
_OF_NAMED = frozenset({"of", "for", "the"})
"""Words before a name that an office is of: "the envoy for Latin America, Awa Diop"; and before one word:"""
_FIELD_OF = _OF_NAMED | {"and"}
_LED_BY = frozenset({"led by", "headed by", "represented by", "chaired by"})
_ASSOCIATION = frozenset({"group", "movement", "organisation", "organization", "faction", "alliance"})
"""Nouns whose modifier shows the kind: "rebel group"."""


@dataclass(frozen=True)
class Designation:
    """What a text calls a name."""

    kind: ActorKind
    office: str | None
    """Title as written, of a person."""
    words: range
    """The tokens of the designation; a state or body named in them is whom the name belongs to."""
    noun: int | None = None
    """The token of its noun."""


@dataclass(frozen=True)
class Beside:
    """The tokens of a text, with those that belong to names."""

    index: TokenIndex
    names: frozenset[int]
    """Tokens of names that no table has."""
    known: frozenset[int]
    """Tokens of names that a table has."""
    demonyms: frozenset[int]
    """Those of them that are adjectives and peoples."""


def read_designations(runs: Sequence[NameRun], text: Beside) -> list[Designation | None]:
    """Return what the text calls each name; None if nothing beside it shows a kind.

    A title in the plural is that of all the names after it: "the ministers Ana Sol, Awa Diop and Josef Marn".
    """
    found: list[Designation | None] = []
    for at, run in enumerate(runs):
        one = _read_designation(run, text)
        shared = found[-1] if found and at and _continues(runs[at - 1], run, text.index) else None
        if one is None and shared and shared.noun is not None and _is_plural(shared.noun, text.index):
            one = Designation(shared.kind, shared.office, range(0), shared.noun)
        if one is None and shared and shared.kind is ActorKind.PERSON and len(run.name) > 1:
            one = Designation(shared.kind, None, range(0))
        found.append(one)
    return found


def _continues(before: NameRun, run: NameRun, index: TokenIndex) -> bool:
    """Whether only commas and "and" are between two names."""
    between = [index.tokens[at].text for at in range(before.name.stop, run.name.start)]
    return 0 < len(between) < 3 and set(between) <= {",", "and", "&"}


def _is_plural(noun: int, index: TokenIndex) -> bool:
    token = index.tokens[noun]
    return token.text.endswith("s") and is_noun(token.text.removesuffix("s"), NounClass.OFFICE)


def _read_designation(run: NameRun, text: Beside) -> Designation | None:
    return (
        _suffixed(run, text.index)
        or _before(run, text)
        or _after(run, text)
        or _addressed(run, text.index)
        or _human(run, text)
    )


def _human(run: NameRun, text: Beside) -> Designation | None:
    """A person of whom the text says "who", or the age: "Awa Diop, who led the talks", "Awa Diop, 45,"."""
    after = [text.index.tokens[at] for at in text.index.following(run.name, 3)]
    if len(run.name) < 2 or len(after) < 3 or after[0].text != ",":
        return None
    aged = after[1].text.isdigit() and len(after[1].text) == 2 and after[2].text == ","
    return Designation(ActorKind.PERSON, None, range(0)) if aged or after[1].text in ("who", "whom") else None


def _suffixed(run: NameRun, index: TokenIndex) -> Designation | None:
    """A kind that the last word of the name shows: "Tarn Aerospace"."""
    noun = next((at for at in run.name if complement_end(index, at) > at + 1), run.name[-1])
    last = index.tokens[noun].text
    kind = organised_kind(last) if len(run.name) > 1 else None
    if kind is None and not (len(run.name) > 1 and is_noun(last, NounClass.BODY, NounClass.STATE)):
        return None
    owner = range(max(index.sentence_of(run.name[0])[0], run.name[0] - 2), run.name[0])
    return Designation(ActorKind(kind) if kind else ActorKind.PUBLIC_BODY, None, owner)


def _addressed(run: NameRun, index: TokenIndex) -> Designation | None:
    """A person by address: "Mr Marn"."""
    if any(is_noun(index.tokens[at].text, NounClass.COURTESY) for at in run.title):
        return Designation(ActorKind.PERSON, None, run.title)
    return None


def _before(run: NameRun, text: Beside) -> Designation | None:
    first, end = text.index.sentence_of(run.name[0])[0], run.name[0]
    if end > first and text.index.tokens[end - 1].text == ",":
        end -= 1
    start = _phrase_start(first, end, text)
    if start > 1 and text.index.words(range(start - 2, start)) in _LED_BY:
        return _leading(start - 2, run, text)
    for at in range(end - 1, start - 1, -1):
        found = _read(at, range(start, end), text)
        if found and _leads_up_to(range(at + 1, end), text):
            return found
    return None


def _leading(at: int, run: NameRun, text: Beside) -> Designation | None:
    """A person who leads what stands before: "the government of Kenya, led by Prime Minister Marn"."""
    first = text.index.sentence_of(at)[0]
    title = text.index.words(run.title) if run.title else None
    return Designation(ActorKind.PERSON, title, range(max(first, at - 4), at))


def _phrase_start(first: int, end: int, text: Beside) -> int:
    """Where the noun phrases begin that end here; a verb, a pronoun, an unknown name or a mark bounds them."""
    start = end
    while start > max(first, end - _REACH) and _in_phrase(start - 1, text.index):
        before = start - 1
        while before > first and before in text.names:
            before -= 1
        crossed = start - 1 - before
        if crossed and text.index.tokens[before].text not in (_FIELD_OF if crossed == 1 else _OF_NAMED):
            break
        start = min(before + 1, start - 1)
    return start


def _in_phrase(at: int, index: TokenIndex) -> bool:
    token = index.tokens[at]
    if token.pos in _PHRASE or token.text.casefold() in _IN_PHRASE:
        return True
    joined = token.text in ("and", "&") and 0 < at < len(index.tokens) - 1
    titles = [is_noun(index.tokens[near].text, NounClass.TITLE) for near in (at - 1, at + 1)] if joined else [False]
    return all(titles) or (titles[0] and index.words(range(at - 1, at + 2)).replace(" and ", " ").istitle())


def _leads_up_to(between: range, text: Beside) -> bool:
    """Whether words after an office go on with it: "of State", "of the Republic of Kenya"."""
    if not between:
        return True
    words = [text.index.tokens[at] for at in between]
    if all(is_noun(word.text, NounClass.TITLE, NounClass.OFFICE) for word in words):
        return True
    return words[0].text.casefold() in _OF and words[-1].pos in ("NOUN", "PROPN") and between[-1] not in text.demonyms


def _after(run: NameRun, text: Beside) -> Designation | None:
    """A designation between a comma after the name and the next mark or verb."""
    tokens = text.index.tokens
    at = run.name[-1] + 1
    stop = min(text.index.sentence_of(run.name[0]).stop, at + 1 + _REACH)
    if at >= stop or tokens[at].text != ",":
        return None
    end = at + 1
    while end < stop and _in_phrase(end, text.index):
        end += 1
    if end < stop and tokens[end].pos not in ("PUNCT", "VERB", "AUX", "PRON", "SCONJ", "CCONJ"):
        return None
    head = next((one for one in range(at + 1, end) if tokens[one].text.casefold() in _OF), end)
    found = (_read(one, range(at + 1, end), text) for one in range(head - 1, at, -1))
    first = next((one for one in found if one), None)
    specified = first and (tokens[at + 1].pos == "DET" or at + 1 in text.known)
    return first if first and (first.kind is ActorKind.PERSON or specified) else None


def _read(at: int, phrase: range, text: Beside) -> Designation | None:
    """The designation whose noun is this token."""
    token = text.index.tokens[at]
    if token.pos not in ("NOUN", "PROPN", "ADJ") or at in text.known:
        return None
    if is_noun(token.text, NounClass.OFFICE):
        return Designation(ActorKind.PERSON, _title(at, phrase.start, text), phrase, at)
    if is_noun(token.text, NounClass.KIN):
        return Designation(ActorKind.PERSON, None, phrase)
    if token.lemma in _ASSOCIATION:
        modifiers = (organised_kind(text.index.tokens[near].text) for near in range(at - 1, phrase.start - 1, -1))
        kind = next((kind for kind in modifiers if kind), None)
        return Designation(ActorKind(kind), None, phrase) if kind else None
    kind = organised_kind(token.lemma) if token.pos == "NOUN" else None
    return Designation(ActorKind(kind), None, phrase) if kind else None


def _title(at: int, first: int, text: Beside) -> str:
    """The title whose noun is this token: "Deputy Foreign Minister", "Secretary of State"."""
    tokens = text.index.tokens
    begin, end = at, at + 1
    while begin > first and begin - 1 not in text.known and _is_title(tokens[begin - 1].text):
        begin -= 1
    if at + 2 < len(tokens) and tokens[at + 1].text == "of" and is_noun(tokens[at + 2].text, NounClass.TITLE):
        end = at + 3
    return text.index.words(range(begin, end))


def _is_title(word: str) -> bool:
    return is_noun(word, NounClass.TITLE, NounClass.OFFICE)
