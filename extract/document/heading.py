"""Reads the heading of an article: headline, outlet and date; and recognises the lines that are not prose.

Only what the page says is read: an outlet that it names, a date with a year. Nothing is inferred.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document.blocks import Block
from extract.document.publication_date import MONTH, parse_publication_date

_LONGEST_HEADLINE = 250
"""Characters. Governments write such long headings; those of the press are shorter."""
_LONGEST_BYLINE = 160
_LONGEST_CREDIT = 600
_SENTENCES = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")
_OPEN_END = re.compile(r"[,;:–—-]$")
_FULL_STOP = re.compile(r"\.[\"”’'»)\]*_]*$")
_DOTTED = re.compile(r"\b[A-Z]\.[A-Z]\.$|\b(?:Jr|Sr|Inc|Ltd|Co|Corp)\.$")
_MARKS = " \t*_#()[]<>/"

_OUTLET = re.compile(
    r"(?:Thomson )?Reuters|Associated Press|Agence France-Presse|United Press International|Yonhap|Xinhua|Itar-Tass|"
    r"Interfax(?:-Ukraine)?|RIA Novosti|Sputnik|Kyodo|Jiji Press|Anadolu|Tasnim|Ukrinform|Antara|Bernama|Belga|Tanjug|"
    r"Agerpres|Kazinform|BelTA|Petra|Al Jazeera|Bloomberg|New York Times|Washington Post|Guardian|Financial Times|"
    r"Wall Street Journal|Times of Israel|Jerusalem Post|Voice of America|Radio Free Europe/Radio Liberty|RFE/RL|"
    r"Deutsche Welle|France 24|Euronews|Politico|Axios|Nikkei(?: Asia)?|Korea Herald|Korea Times|Japan Times|Haaretz|"
    r"Kyiv Independent|Defense News|Breaking Defense|Janes|Global Times|Wikinews|Le Monde|Der Spiegel|Hindustan Times|"
    r"Indian Express|Straits Times|South China Morning Post|Foreign Policy",
    re.I,
)
_ACRONYM = re.compile(
    r"AP|AFP|UPI|TASS|KCNA|EFE|ANSA|DPA|dpa|IRNA|ISNA|SANA|KUNA|WAM|SPA|QNA|PTI|ANI|IANS|APP|VNA|PNA|CNA|BBC|CNN|CNBC|"
    r"VOA|DW|NHK|NPR|CGTN|PAP|MTI|CTK|BTA|HINA|ANP|APA"
)
_BY = re.compile(r"^(?:by|via|from|source)\b:?\s+", re.I)
_AFFIX = re.compile(r"^the\s+|(?<!\s)\s++(?:news agency|news|agency|staff|reporters?)$", re.I)
_LABEL = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|posted|modified|released|issued)(?: on| at)?|date(?:line)?)\s*:?\s*",
    re.I,
)
_AUTHOR = re.compile(r"^(?:by|written by|authors?:|story by)\s+(?!(?:the|an?|all|our|this)\b)(?=\S)", re.I)
_SMALL = re.compile(r"and|of|the|in|for|at|de|van|von|der|al|bin|&|with")
_CREDIT = re.compile(
    r"(?:(?:additional )?reporting|(?:writing|editing|compiled|translated|written and edited)) by\s.*", re.I | re.S
)
_FURNITURE = re.compile(
    r"advertise?ments?|advertising|sponsored(?: content)?|read more|share(?: this(?: article| story)?)?|print|ends?|"
    r"for immediate release|\d{1,2} min(?:ute)?s? read|all rights reserved|(?:©|copyright\b).*",
    re.I,
)
_JOINTS = re.compile(r"(?<!\s)\s++(?:[|•·/–—-]++\s++|[|;]\s*+)|[|;]\s*+|\n")
_DATELINE = re.compile(
    rf"""(?P<place>[^\W\d_a-z][^\W_]*(?:[ '’./-]{{1,2}}[^\W\d_a-z][^\W\d_]*\.?){{0,4}}  # KUALA LUMPUR, St. Petersburg
        (?:,\s[^\W\d_a-z][\w.]*(?:\s[^\W\d_a-z][\w.]*){{0,2}}?)?)          # , Ukraine
        (?:[,.]?\s+(?P<date>{MONTH}\s+\d{{1,2}}(?:,\s+[12]\d{{3}})?|\d{{1,2}}\s+{MONTH}(?:,?\s+[12]\d{{3}})?))?[.,]?\s+
        (?:\((?P<round>[^()\n]{{2,40}})\)|/(?P<slash>[^/\n]{{2,40}})/|(?P<bare>[A-Z]{{2,5}}))\s*
        (?:[-–—_]+|[.:])\s""",
    re.X,
)
_CAPITALS = re.compile(
    r"[^\W\d_a-z]{2}(?:[^\W\d_a-z]|[ .'’/-](?=[^\W\d_a-z]{2})){1,40}(?:, [^\W\d_][\w. ]{1,30})?"
    r"(?: \([^()\n]{2,40}\))? ?[-–—]{1,2} "
)
"""A place in capitals before a dash: "COBH - ", "MEXICO CITY (Istmo) — "."""
_AGENCY_FIRST = re.compile(r"\((?P<round>[^()\n]{2,40})\)\s*[-–—_]+\s")


@dataclass(frozen=True)
class Heading:
    """What the page says of the article; None for what it does not say."""

    title: str | None
    source: str | None
    published: str | None
    """EDTF, precise to the day."""


def read_heading(page: Sequence[Block]) -> Heading:
    """Return the heading of an article, given its blocks."""
    title = find_headline(page)
    top = [block.text for block in page[:6]]
    lead = next((line for block in page[:6] if (line := _match_dateline(block.text))), None)
    source = next((found for line in top[:4] if (found := _find_outlet(line))), None)
    date = next((found for line in top if (found := _find_date(line))), None)
    if lead is not None:
        source = source or _agency_of(lead)
        date = date or _parse_date(lead.groupdict().get("date") or "")
    return Heading(_clean_title(title.text) if title else None, source, date)


def find_headline(page: Sequence[Block]) -> Block | None:
    """Return the headline: near the top, short, without a full stop, with prose below it; None if there is none."""
    for number, block in enumerate(page[:4]):
        if is_byline(block.text):
            continue
        below = any(not is_byline(other.text) for other in page[number + 1 : number + 8])
        return block if below and _looks_like_headline(block.text) else None
    return None


def is_byline(line: str) -> bool:
    """True of a line that only names outlet, author or date, or that belongs to the page ("Advertisement", "* * *")."""
    if not any(map(str.isalnum, line)):
        return True
    if len(line) > _LONGEST_BYLINE:
        return len(line) <= _LONGEST_CREDIT and bool(_CREDIT.fullmatch(line.strip(_MARKS)))
    line = line.strip(_MARKS).rstrip(".")
    parts = _JOINTS.split(line)
    return _is_part(line) or (len(parts) > 1 and all(map(_is_part, parts)))


def dateline_end(line: str) -> int:
    """Return where the dateline at the beginning of a line ends ("SEOUL, Nov. 26 (Yonhap) -- "); 0 if it has none."""
    found = _match_dateline(line) or _CAPITALS.match(line[:200])
    return found.end() if found else 0


def _looks_like_headline(line: str) -> bool:
    if len(line) > _LONGEST_HEADLINE or _SENTENCES.search(line) or _match_dateline(line) or _OPEN_END.search(line):
        return False
    return not _FULL_STOP.search(line) or bool(_DOTTED.search(line))


def _clean_title(line: str) -> str:
    return " ".join(re.sub(r"^#{1,6}\s+|(?<!\s)\s++#+$", "", line).strip("*_").split())


def _is_part(part: str) -> bool:
    part = part.strip(_MARKS)
    if _parse_outlet(part) or _parse_date(part) or _FURNITURE.fullmatch(part) or _CREDIT.fullmatch(part):
        return True
    return _is_author(part) or _is_outlet_and_date(part)


def _is_outlet_and_date(part: str) -> bool:
    outlet, comma, date = part.partition(", ")
    return bool(comma) and bool(_parse_outlet(outlet)) and _parse_date(date) is not None


def _is_author(part: str) -> bool:
    found = _AUTHOR.match(part)
    words = part[found.end() :].replace(",", " ").split() if found else []
    return bool(words) and words[0][0].isupper() and all(word[0].isupper() or _SMALL.fullmatch(word) for word in words)


def _find_outlet(line: str) -> str | None:
    """The outlet that a byline names, as written there."""
    parts = (*_JOINTS.split(line), *line.split(", ")) if is_byline(line) else ()
    return next((found for part in parts if (found := _parse_outlet(part.strip(_MARKS)))), None)


def _find_date(line: str) -> str | None:
    """The full date that a byline gives."""
    parts = (*_JOINTS.split(line), line.partition(", ")[2]) if is_byline(line) else ()
    return next((found for part in parts if (found := _parse_date(part))), None)


def _parse_outlet(words: str) -> str | None:
    """The name of a known outlet, without "By" and similar words; None if these words are none."""
    bare = _BY.sub("", words).strip(_MARKS)
    short = _AFFIX.sub("", bare)
    known = _OUTLET.fullmatch(bare) or _OUTLET.fullmatch(short) or _ACRONYM.fullmatch(short)
    return bare if known else None


def _parse_date(words: str) -> str | None:
    """The date that these words are, if it is precise to the day."""
    found = parse_publication_date(_LABEL.sub("", words.strip(_MARKS), count=1))
    return found if found and len(found) == len("2024-11-26") else None


def _match_dateline(line: str) -> re.Match[str] | None:
    found = _DATELINE.match(line[:200]) or _AGENCY_FIRST.match(line[:200])
    if found is None:
        return None
    groups = found.groupdict()
    if groups.get("date") or _parse_outlet(_agency_of(found) or ""):
        return found
    return None


def _agency_of(dateline: re.Match[str]) -> str | None:
    groups = dateline.groupdict()
    return groups.get("round") or groups.get("slash") or groups.get("bare")
