"""Finds the source that a sentence gives for its words ("according to Cordillera", "the president's office said").

In: a sentence. Out: the offsets of the name of the source and of the whole phrase. Who the source is, and whether it is
the speaker itself, is not decided here.
"""

import re
from dataclasses import dataclass

from extract.document.segment import Sentence
from schemas import Quote

_SOURCE = r"(?P<source>[^,;:\"“”]{2,90}?)"
_NAMED = r"(?P<source>[^,;:\"“”]{2,90}?(?:,\s[A-Z][^,;:\"“”]{2,40},)?)"
"""The same with a name in apposition: "its secretary general, Ann Roe, said"."""
_VERB = r"(?:said|says|reported|reports|stated|announced|confirmed|told\s[^,;.]{2,40}|wrote|added)"
_ACCORDING = re.compile(rf"(?:^|,\s|\s)(?P<all>[Aa]ccording to {_SOURCE})(?=[,;.]|$)")
_TRAILING = re.compile(
    rf",[\"”’]?\s(?P<all>(?P<inverted>said |says )?{_NAMED}(?(inverted)|\s{_VERB}))(?:\s(?:on\s\w+day|\w+day|"
    rf"in a statement|late \w+|earlier))*(?:[.!]?[\"”]?$|(?=,\saccording to\b))"
)
_LEADING = re.compile(
    rf"^(?P<all>(?P<source>[^,;:\"“”]*?\b(?:office|ministry|agency|spokes(?:man|woman|person)|report|statement|"
    rf"newspaper|media|news|television|TV|department|officials?|sources?|embassy|presidency|military|army|"
    rf"government)) {_VERB})\s(?!that it|it\b)"
)
_AMID = re.compile(
    rf",\s(?P<all>{_SOURCE}\s(?:said|says|stressed|added|noted|stated|emphasi[sz]ed|underlined|underscored|explained|"
    rf"continued|warned|insisted|recalled)),(?=\s)"
)
_RELAY = re.compile(
    r"(?:’s|'s) (?:press )?office\b|\b(?:news|agency|newspaper|report|reports|media|television|TV|radio|statement|"
    r"outlet|daily)\b"
    r"|\b(?:Reuters|AFP|AP|Yonhap|TASS|Xinhua|Interfax|BBC|CNN|Al Jazeera)\b",
    re.I,
)
_NOT_SOURCE = re.compile(r"^(?:he|she|it|they|we|i)$", re.I)
_QUOTED = re.compile(r"[\"“][^\"“”]{3,}[\"”]?")


@dataclass(frozen=True)
class Ascription:
    """A phrase that names a source; offsets count from the beginning of the text."""

    start: int
    end: int
    source_start: int
    source_end: int
    quote: Quote
    relays: bool
    """True of offices and outlets that relay the words of others; false of a source that speaks for itself."""

    def names(self, position: int) -> bool:
        """True if this position of the text is in the name of the source."""
        return self.source_start <= position < self.source_end


def find_ascriptions(sentence: Sentence) -> tuple[Ascription, ...]:
    """Return the sources that a sentence names, in order; a pronoun is no source."""
    found = []
    for pattern in (_LEADING, _ACCORDING, _AMID, _TRAILING):
        for match in pattern.finditer(sentence.text):
            if not _NOT_SOURCE.fullmatch(match["source"]):
                found.append(_ascription(sentence, match))
    unique = {(a.source_start, a.source_end): a for a in sorted(found, key=lambda a: a.start)}
    return tuple(unique.values())


def _ascription(sentence: Sentence, match: re.Match[str]) -> Ascription:
    at = sentence.start
    start, end = match.span("all")
    source_start, source_end = match.span("source")
    relays = bool(_RELAY.search(match["source"]))
    return Ascription(at + start, at + end, at + source_start, at + source_end, find_quote_kind(sentence.text), relays)


def find_quote_kind(text: str) -> Quote:
    """Return how a sentence reports: wholly in quotation marks, partly, or not at all."""
    quoted = sum(len(match.group()) for match in _QUOTED.finditer(text))
    if not quoted:
        return Quote.INDIRECT
    return Quote.DIRECT if quoted > 0.5 * len(text) else Quote.MIXED
