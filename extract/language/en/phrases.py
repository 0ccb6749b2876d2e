"""Tables of phrases, and how they are found in a sentence. In: a table in `data/` and folded text. Out: hits, in order.

A phrase is words with single blanks between them:
`~word` a verb in all its forms, `word+` a noun and its plural, `a|b` either, `[a]` may be missing, `_` up to four words
(`_9` up to nine), `@` a capitalised name, `#` a number, `{ ... }` the part that is the cue (else all of it),
`,` a comma, `> ...` must follow, `! ...` must not follow.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from importlib.resources import files

_FOLD = str.maketrans({**dict.fromkeys("’‘‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})
_WORD = re.compile(r"[^\W_]+(?:[.'-][^\W_]+)*")
_JOINT = r"[\s\"]+"
_ANY = r"[^\s,;:()\"]+"
_NAME = r"[A-Z][\w.'-]*(?:\s+(?:(?:of|the|and|al|de)\s+)?[A-Z][\w.'-]*){0,4}"
_SPECIAL = {"@": _NAME, "#": r"\d[\d,.]*"}
_PRESCRIBED = re.compile(r"(?<!\S)[^_\[{}>!\s]\S*")
_END = r"(?![\w]|[-'][^\W_])"

_DOUBLED = frozenset(
    {"slam", "scrap", "commit", "admit", "rebut", "regret", "plan", "cancel", "initial", "label", "pen", "concur"}
)
_IRREGULAR = {
    "bear": "bears bore bearing borne",
    "become": "becomes became becoming become",
    "bring": "brings brought bringing brought",
    "buy": "buys bought buying bought",
    "come": "comes came coming come",
    "give": "gives gave giving given",
    "go": "goes went going gone",
    "have": "has had having had",
    "hit": "hits hit hitting hit",
    "hold": "holds held holding held",
    "leave": "leaves left leaving left",
    "make": "makes made making made",
    "pay": "pays paid paying paid",
    "pull": "pulls pulled pulling pulled",
    "put": "puts put putting put",
    "quit": "quits quit quitting quit",
    "say": "says said saying said",
    "seek": "seeks sought seeking sought",
    "sell": "sells sold selling sold",
    "send": "sends sent sending sent",
    "set": "sets set setting set",
    "speak": "speaks spoke speaking spoken",
    "stand": "stands stood standing stood",
    "strike": "strikes struck striking struck",
    "swear": "swears swore swearing sworn",
    "take": "takes took taking taken",
    "tear": "tears tore tearing torn",
    "tell": "tells told telling told",
    "throw": "throws threw throwing thrown",
    "undertake": "undertakes undertook undertaking undertaken",
    "win": "wins won winning won",
    "withdraw": "withdraws withdrew withdrawing withdrawn",
}


class Form(StrEnum):
    """Form of the verb that a phrase begins with; OTHER where it begins with no verb."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    ING = "ing"
    PARTICIPLE = "participle"
    """A past participle that is not also the past tense (taken, withdrawn)."""
    OTHER = "other"


@dataclass(frozen=True)
class Hit:
    """A phrase of a table, where it stands."""

    start: int
    end: int
    label: str
    kind: str
    form: Form
    words: int
    """How many words the phrase prescribes."""


@dataclass(frozen=True)
class _Phrase:
    """A phrase. Its patterns are compiled at their first use, since a run meets few of all the phrases."""

    whole: str
    cue: str
    words: int
    label: str
    kind: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.whole)

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """The cue without the words that must or must not stand beside it."""
        return re.compile(self.cue)


def fold(text: str) -> str:
    """The text with plain quotes, apostrophes and hyphens; offsets stay the same."""
    return text.translate(_FOLD)


def inflect(verb: str) -> dict[str, Form]:
    """The forms of a verb."""
    if verb in _IRREGULAR:
        third, past, ing, participle = _IRREGULAR[verb].split()
        kinds = (Form.PARTICIPLE, Form.ING, Form.THIRD, Form.BASE, Form.PAST)
        return dict(zip((participle, ing, third, verb, past), kinds, strict=True))
    stem, end = verb, verb[-1]
    if end == "e":
        stem, third = verb[:-1], verb + "s"
    elif end == "y" and verb[-2] not in "aeiou":
        return {verb: Form.BASE, verb[:-1] + "ies": Form.THIRD, verb[:-1] + "ied": Form.PAST, verb + "ing": Form.ING}
    else:
        third = verb + ("es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else "s")
    stems = [stem + end] if verb in _DOUBLED else [stem]
    if verb in ("cancel", "initial", "label"):
        stems.append(stem)
    pasts = dict.fromkeys((s + "ed" for s in stems), Form.PAST)
    return {verb: Form.BASE, third: Form.THIRD, **pasts, **dict.fromkeys((s + "ing" for s in stems), Form.ING)}


class Table:
    """The phrases of one file. Each row: label, kind, phrases parted by "; "; lines with # are remarks."""

    def __init__(self, name: str) -> None:
        self._by_word: dict[str, list[_Phrase]] = defaultdict(list)
        self._forms: dict[str, Form] = {}
        text = files("extract.language.en").joinpath("data", name).read_text(encoding="utf-8")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                label, kind, phrases = line.split("\t")
                for phrase in phrases.split("; "):
                    self._add(label, kind, phrase.strip())

    def _add(self, label: str, kind: str, phrase: str) -> None:
        entry = _compile(phrase, label, kind)
        for alternative in phrase.split()[0].split("|"):
            if alternative.startswith("~"):
                self._forms |= inflect(alternative[1:])
            for word in _alternatives(alternative):
                self._by_word[word.rstrip("'")].append(entry)

    def find(self, text: str, admits: Callable[[Hit], bool]) -> list[Hit]:
        """The phrases in folded text that `admits` lets pass, none overlapping another.

        At each word the phrase that prescribes most words is taken, and of these the shortest.
        """
        found: list[Hit] = []
        for word in _WORD.finditer(text):
            taken = found[-1].end if found else 0
            hits = (hit for hit in self._at(text, word, False) if hit.start >= taken and admits(hit))
            best = max(hits, key=lambda hit: (hit.words, -hit.end), default=None)
            if best:
                found.append(best)
        return found

    def read(self, words: str) -> list[Hit]:
        """The phrases in folded words that are a cue on their own, without the sentence around them."""
        hits = (hit for word in _WORD.finditer(words) for hit in self._at(words, word, True))
        return sorted(hits, key=lambda hit: (hit.start, -hit.words))

    def _at(self, text: str, word: re.Match[str], alone: bool) -> Iterator[Hit]:
        first = word[0].lower()
        for phrase in self._by_word.get(first, ()):
            match = (phrase.alone if alone else phrase.pattern).match(text, word.start())
            if match:
                own = match.start("cue") == word.start()
                form = self._forms.get(first, Form.OTHER) if own else Form.OTHER
                yield Hit(*match.span("cue"), phrase.label, phrase.kind, form, phrase.words)


def _compile(phrase: str, label: str, kind: str) -> _Phrase:
    body, *tests = re.split(r" (?=[>!] )", phrase)
    before, marked = body.split("{") if "{" in body else ("", body + "}")
    cue, after = marked.split("}")
    core = f"(?P<cue>{_sequence(cue)})"
    pattern = (_sequence(before) + _JOINT if before else "") + core + (_JOINT + _sequence(after) if after else "")
    for test in tests:
        pattern += rf"(?{'=' if test[0] == '>' else '!'}{_JOINT}{_sequence(test[2:])})"
    return _Phrase(pattern, core, len(_PRESCRIBED.findall(phrase.split(" ! ")[0])), label, kind)


def _sequence(part: str) -> str:
    """Regular expression of words in a row; what may be missing brings the space that parts it from its neighbour."""
    out, begun = "", False
    for token in part.split():
        if token[0] in "_[":
            word = _ANY if token[0] == "_" else _words(token[1:-1])
            times = f"{{0,{token[1:] or 4}}}?" if token[0] == "_" else "?"
            out += f"(?:{_JOINT}{word}){times}" if begun else f"(?:{word}{_JOINT}){times}"
        elif token == ",":
            out += ","
        else:
            out += (_JOINT if begun else "") + _words(token)
            begun = True
    return out


def _words(token: str) -> str:
    kinds = [_SPECIAL[word] for word in token.split("|") if word in _SPECIAL]
    plain = "|".join(re.escape(word) for word in _alternatives(token) if word not in _SPECIAL)
    return f"(?:{'|'.join(kinds + ([f'(?i:{plain})'] if plain else []))}){_END}"


def _alternatives(token: str) -> list[str]:
    words: list[str] = []
    for alternative in token.split("|"):
        if alternative.startswith("~"):
            words += inflect(alternative[1:])
        elif alternative.endswith("+"):
            words += [alternative[:-1], _plural(alternative[:-1])]
        else:
            words.append(alternative)
    return words


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")
