"""Attribution: the source that vouches for the words of a sentence ("according to Yonhap", "Yoon's office said").

In: a sentence. Out: the span that names the source, and the whole attributing phrase. Who the source is, and whether it
is the speaker itself, is for the caller to see.
"""

import re
from dataclasses import dataclass

from extract.document.segment import Sentence
from schemas import Quote

_SOURCE = r"(?P<source>[^,;:\"“”]{2,90}?)"
_NAMED = r"(?P<source>[^,;:\"“”]{2,90}?(?:,\s[A-Z][^,;:\"“”]{2,40},)?)"
"""The same with a name in apposition: "its secretary general, Desmond Achong, said"."""
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
    """Words that name a source; offsets are in the text."""

    start: int
    end: int
    source_start: int
    source_end: int
    quote: Quote
    relays: bool
    """True of offices and outlets that pass on what others said; false of one who speaks for itself."""

    def names(self, position: int) -> bool:
        """True if the words at this place of the text are part of the source's name."""
        return self.source_start <= position < self.source_end


def find_ascriptions(sentence: Sentence) -> tuple[Ascription, ...]:
    """The sources named in a sentence, in order; a pronoun is none."""
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
    return Ascription(at + start, at + end, at + source_start, at + source_end, quoting(sentence.text), relays)


def quoting(text: str) -> Quote:
    """How a sentence reports: in quotation marks as a whole, in part, or not at all."""
    quoted = sum(len(match.group()) for match in _QUOTED.finditer(text))
    if not quoted:
        return Quote.INDIRECT
    return Quote.DIRECT if quoted > 0.5 * len(text) else Quote.MIXED
