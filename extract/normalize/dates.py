"""Finds the dates of a text as EDTF (ISO 8601-2, levels 0 and 1), as precise as they are written.

"by 2025" is `../2025`, "since 2015" is `2015/..`; a day without a year is `XXXX-12-02` unless the publication date is
known. Relative dates ("on Tuesday", "last month") are resolved against the publication date, and not found without it.
See: https://www.loc.gov/standards/datetime/
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from schemas import DateRelation

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_NO_COUNT = (
    r"(?![,.]*+\d)(?!\s(?:troops|soldiers|people|men|tons|tonnes|miles|kilomet|km|dollars|percent|euros|members|"
    r"prisoners|civilians|jobs|homes|meters|metres))"
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PART = r"(?:(?:early|late|mid|the (?:start|beginning|middle|end) of|end of|mid-)[ -]?)?"
_BEFORE_MONTH = "|".join(rf"(?<=\b{word}\s)" for word in "in by since until last next early late of".split())
"""Words after which a month alone is a date: "may" and "march" are other words too."""
_SHAPES: tuple[tuple[str, str], ...] = (
    ("iso", r"(?P<iso>(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"),
    ("mdy", rf"(?P<m1>{_MONTH})\s(?P<d1>{_DAY}),?\s(?P<y1>{_YEAR})"),
    ("dmy", rf"(?P<d2>{_DAY})(?:\sof)?\s(?P<m2>{_MONTH}),?\s(?P<y2>{_YEAR})"),
    ("my", rf"(?P<m3>{_MONTH})(?:,|\sof)?\s(?P<y3>{_YEAR})"),
    ("md", rf"(?P<m4>{_MONTH})\s(?P<d4>{_DAY})(?!\d|[:.]\d)"),
    ("dm", rf"(?P<d5>{_DAY})(?:\sof)?\s(?P<m5>{_MONTH})\b"),
    ("season", rf"(?:the\s)?(?P<season>spring|summer|autumn|fall|winter)(?:\sof)?\s(?P<y6>{_YEAR})"),
    ("decade", r"the\s(?P<decade>(?:1[89]|20)\d)0s"),
    ("year", rf"(?:(?:mid|end|early|late)-)?(?P<y7>{_YEAR}){_NO_COUNT}"),
    ("month", rf"(?:{_BEFORE_MONTH})(?P<m8>{_MONTH})(?![\w-]|\s\d)"),
)
_ABSOLUTE = "|".join(shape for _, shape in _SHAPES)
_RELATIVE = (
    r"(?P<rel>today|yesterday|tomorrow|tonight|this\s(?:morning|afternoon|evening)|(?:last|next|this)\s(?:month|year)|"
    r"(?P<turn>(?:last|next|this)\s)?(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))\b"
    rf"(?!,?\s(?:{_MONTH}\s\d|\d{{1,2}}\s{_MONTH}))"
)
_LEAD = re.compile(
    r"(?:(?P<by>by|no later than)|(?P<before>before|until|till|prior to|through)|(?P<since>since)|(?P<after>after|"
    r"from)|(?P<between>between))"
    r"\s(?:(?:the\s)?(?P<edge>end|close|start|beginning|middle|spring|summer|autumn|fall|winter)\sof\s|early\s|mid-|"
    r"late\s)?(?:the year\s)?$",
    re.I,
)
_END_OF = re.compile(r"(?:the\s)?end\sof\s$", re.I)
_PATTERN = re.compile(rf"(?<![\w/-])(?:{_ABSOLUTE})(?![\w]|-\w)|(?i:\b{_RELATIVE})")
_SPANNING = re.compile(
    rf"\b(?:(?:between|from)\s)?(?P<from>{_YEAR})\s?(?:-|–|to|and|until|through)\s?(?P<to>{_YEAR}){_NO_COUNT}(?![\w-])",
    re.I,
)
_BARE = re.compile(
    r"(?:\b(?:in|on|of|for|during|a|an|the|their|its|this|last|early|late|mid|mid-|end of|year|since|by|before|after|"
    r"until|from|between|till|than|to|through|and|signed|around|back in|old|new|,|\()\s?|(?:\b[A-Z][\w’'.-]+,?\s)|^|"
    r"[(–—-]\s?)$"
)
_NUMBERED = re.compile(
    r"\b(?:No\.?|Resolution|resolution|Article|Res\.|F|Boeing|Airbus|page|Law|Act|Decree|Protocol)\s?$"
)
_FUTURE = re.compile(
    r"\b(?:will|would|to be|set to|due|expected|scheduled|plans?|planned|next|upcoming|"
    r"(?:agreed|hopes?|promised|pledged|vowed|wants?|is|are|committed) to)\b",
    re.I,
)


@dataclass(frozen=True)
class FoundDate:
    """A date in a text; the offsets include the preposition that makes the relation."""

    start: int
    end: int
    edtf: str
    relation: DateRelation
    anchor: str | None
    """The publication date that it was resolved against; None if it does not depend on it."""


_WITHIN = re.compile(
    r"\b(?:over|within|in|during) (?:the (?:next|coming) )?"
    r"(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve) (?P<unit>months|years)\b(?! ago)",
    re.I,
)
_COUNTS = dict(zip("two three four five six seven eight nine ten twelve".split(), [*range(2, 11), 12], strict=True))


def find_dates(text: str, published: str | None = None) -> list[FoundDate]:
    """Return the dates of a text in order, none overlapping another.

    `published` is the publication date as EDTF; only one with a day is used.
    """
    day = _parse_day(published)
    found = [*_find_intervals(text), *_find_terms(text, day)]
    for match in _PATTERN.finditer(text):
        if all(match.end() <= other.start or other.end <= match.start() for other in found):
            one = _build_date(text, match, day)
            if one:
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _find_intervals(text: str) -> Iterator[FoundDate]:
    for match in _SPANNING.finditer(text):
        if match["from"] < match["to"]:
            edtf = f"{match['from']}/{match['to']}"
            yield FoundDate(match.start(), match.end(), edtf, DateRelation.BETWEEN, None)


def _find_terms(text: str, published: date | None) -> Iterator[FoundDate]:
    """Yield terms ("over the next six months") by their end, counted from publication to the month or the year."""
    for match in _WITHIN.finditer(text) if published else ():
        assert published
        count = _COUNTS.get(match["count"].lower()) or int(match["count"])
        if match["unit"].lower() == "years":
            end = str(published.year + count)
        else:
            months = published.year * 12 + published.month - 1 + count
            end = f"{months // 12}-{months % 12 + 1:02d}"
        yield FoundDate(match.start(), match.end(), f"../{end}", DateRelation.BY, published.isoformat())


def _build_date(text: str, match: re.Match[str], published: date | None) -> FoundDate | None:
    before = text[max(0, match.start() - 40) : match.start()]
    if match["y7"] and (_NUMBERED.search(before) or not _BARE.search(before)):
        return None
    if match["m8"]:
        edtf, anchored = _resolve_month(match, text, published)
    elif match["rel"]:
        edtf, anchored = _resolve_relative(match, text, published)
    else:
        ahead = _looks_ahead(text[max(0, match.start() - 60) : match.start()])
        edtf, anchored = _read_absolute(match, published, ahead)
    if edtf is None:
        return None
    anchor = published.isoformat() if anchored and published else None
    lead = _LEAD.search(before)
    if lead and (not match["rel"] or lead["by"]):
        relation, edtf = _relate(lead, edtf)
        return FoundDate(match.start() - len(lead.group()), match.end(), edtf, relation, anchor)
    closing = _END_OF.search(before)
    if closing:
        return FoundDate(match.start() - len(closing.group()), match.end(), f"../{edtf}", DateRelation.BY, anchor)
    return FoundDate(match.start(), match.end(), edtf, DateRelation.ON, anchor)


def _relate(lead: re.Match[str], edtf: str) -> tuple[DateRelation, str]:
    if "X" in edtf:
        return DateRelation.ON, edtf
    if lead["by"] or lead["before"]:
        return (DateRelation.BY if lead["by"] else DateRelation.BEFORE), f"../{edtf}"
    if lead["since"]:
        return DateRelation.SINCE, f"{edtf}/.."
    if lead["after"]:
        return DateRelation.AFTER, f"{edtf}/.."
    return DateRelation.ON, edtf


def _read_absolute(match: re.Match[str], published: date | None, ahead: bool) -> tuple[str | None, bool]:
    """EDTF of a date written with numbers, and whether its year is that of the publication date."""
    shape = next(name for name, _ in _SHAPES if _has_shape(name, match))
    if shape in ("md", "dm"):
        month, day = (match["m4"], match["d4"]) if shape == "md" else (match["m5"], match["d5"])
        return _resolve_day(month, day, published, ahead)
    return _SHAPE_EDTF[shape](match)


def _has_shape(name: str, match: re.Match[str]) -> bool:
    return match[_GROUP_OF[name]] is not None


_GROUP_OF = dict(
    zip(
        "iso mdy dmy my md dm season decade year month".split(),
        "iso m1 m2 m3 m4 m5 season decade y7 m8".split(),
        strict=True,
    )
)
"""The group of the pattern that each shape has."""


def _looks_ahead(before: str) -> bool:
    """True if the words before a date are about the future."""
    return bool(_FUTURE.search(before)) or before.endswith(("by ", "until ", "next "))


def _resolve_day(month: str, day: str, published: date | None, ahead: bool) -> tuple[str | None, bool]:
    """The last such day before publication, or the next one after it if the sentence looks ahead."""
    number, of_month = _month_number(month), int(re.sub(r"\D", "", day))
    if published is None:
        return f"XXXX-{number:02d}-{of_month:02d}", False
    days = [d for year in (-4, -1, 0, 1, 4) if (d := _try_date(published.year + year, number, of_month))]
    past, coming = [d for d in days if d <= published], [d for d in days if d >= published]
    if not days or not (coming if ahead else past):
        return None, False
    return (min(coming) if ahead else max(past)).isoformat(), True


def _resolve_month(match: re.Match[str], text: str, published: date | None) -> tuple[str | None, bool]:
    """The last such month before publication, or the next one after it if the sentence looks ahead.

    None if the publication date is not known.
    """
    if published is None:
        return None, False
    month = _month_number(match["m8"])
    before = text[max(0, match.start() - 60) : match.start()]
    if before.endswith("last "):
        year = published.year - (month >= published.month)
    elif before.endswith("next "):
        year = published.year + (month <= published.month)
    elif _looks_ahead(before):
        year = published.year + (month < published.month)
    else:
        year = published.year - (month > published.month)
    return f"{year}-{month:02d}", True


def _build_day(year: str, month: str, day: str) -> tuple[str | None, bool]:
    made = _try_date(int(year), _month_number(month), int(re.sub(r"\D", "", day)))
    return (made.isoformat() if made else None), False


_SHAPE_EDTF: dict[str, Callable[[re.Match[str]], tuple[str | None, bool]]] = {
    "iso": lambda m: (m["iso"] if _parse_day(m["iso"]) else None, False),
    "mdy": lambda m: _build_day(m["y1"], m["m1"], m["d1"]),
    "dmy": lambda m: _build_day(m["y2"], m["m2"], m["d2"]),
    "my": lambda m: (f"{m['y3']}-{_month_number(m['m3']):02d}", False),
    "season": lambda m: (f"{m['y6']}-{_SEASONS[m['season'].lower()]}", False),
    "decade": lambda m: (f"{m['decade']}X", False),
    "year": lambda m: (m["y7"], False),
}


def _resolve_relative(match: re.Match[str], text: str, published: date | None) -> tuple[str | None, bool]:
    """EDTF of a relative date, and that it depends on the publication date; None if that is not known."""
    if published is None:
        return None, False
    words = " ".join(match["rel"].lower().split())
    if match["weekday"]:
        return _resolve_weekday(match, text, published).isoformat(), True
    turn, _, unit = words.partition(" ")
    if unit in ("month", "year"):
        step = {"last": -1, "this": 0, "next": 1}[turn]
        if unit == "year":
            return str(published.year + step), True
        months = published.year * 12 + published.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02d}", True
    return (published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(words, 0))).isoformat(), True


def _resolve_weekday(match: re.Match[str], text: str, published: date) -> date:
    """The last such weekday up to the day of publication, or the next one from it on if the sentence looks ahead."""
    wanted = _DAYS.index(match["weekday"].lower())
    back = (published.weekday() - wanted) % 7
    turn = (match["turn"] or "").strip().lower()
    if turn == "last":
        return published - timedelta(days=back or 7)
    ahead = turn == "next" or _looks_ahead(text[max(0, match.start() - 60) : match.start()])
    return (
        published + timedelta(days=(7 - back) % 7 or (7 if turn == "next" else 0))
        if ahead
        else published - timedelta(days=back)
    )


def _month_number(name: str) -> int:
    return next(
        number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.rstrip(".").lower()[:3])
    )


def _try_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_day(edtf: str | None) -> date | None:
    """The date of an EDTF string with a day; None for a less precise one."""
    try:
        return date.fromisoformat(edtf[:10]) if edtf and len(edtf) >= 10 else None
    except ValueError:
        return None
