"""Tables whose column of dates is written in the ways of programs, countries and databases."""

from collections.abc import Iterator, Sequence

from benchmarks.files.members.member import Expected, Member

_UNREAD = "date_not_read"
_SURE = (
    ("1773532800", "2026-03-15"),
    ("1773532800.0", "2026-03-15"),
    ("1773532800123", "2026-03-15"),
    ("1.7735328E9", "2026-03-15"),
    ("15-Mar-26", "2026-03-15"),
    ("15-MAR-2026", "2026-03-15"),
    ("15 Mar 2026", "2026-03-15"),
    ("15-Mar-26 10.15.00.000000 AM", "2026-03-15"),
    ("15Mar2026", "2026-03-15"),
    ("20260315T101500Z", "2026-03-15"),
    ("20260315101500", "2026-03-15"),
    ("20260315", "2026-03-15"),
    ("2026-03-15 10:15:00+00:00", "2026-03-15"),
    ("2026-03-15T10:15:00.000+02:00", "2026-03-15"),
    ("2026-03-15 10:15:00 UTC", "2026-03-15"),
    ("2026/03/15", "2026-03-15"),
    ("2026.03.15", "2026-03-15"),
    ("March 15, 2026 Sunday", "2026-03-15"),
    ("March 15, 2026 Sunday 10:15 AM GMT", "2026-03-15"),
    ("Sunday, March 15, 2026", "2026-03-15"),
    ("Sun, 15 Mar 2026 10:15:00 GMT", "2026-03-15"),
    ("Sun Mar 15 10:15:00 2026", "2026-03-15"),
    ("Sun Mar 15 10:15:00 UTC 2026", "2026-03-15"),
    ("Mar 15, 2026, 10:15 am", "2026-03-15"),
    ("15th March 2026", "2026-03-15"),
    ("Mar. 15, 2026", "2026-03-15"),
    ("15 March 2026 at 10:15", "2026-03-15"),
    ("March 15th, 2026", "2026-03-15"),
    ("15.03.2026", "2026-03-15"),
    ("15.3.26", "2026-03-15"),
    ("15. März 2026", "2026-03-15"),
    ("15 mars 2026", "2026-03-15"),
    ("dimanche 15 mars 2026", "2026-03-15"),
    ("1er mars 2026", "2026-03-01"),
    ("15 de marzo de 2026", "2026-03-15"),
    ("15 марта 2026 г.", "2026-03-15"),
    ("15 marca 2026", "2026-03-15"),
    ("15 Mart 2026", "2026-03-15"),
    ("15 de março de 2026", "2026-03-15"),
    ("2026年3月15日", "2026-03-15"),
    ("15 مارس 2026", "2026-03-15"),
    ("46096", "2026-03-15"),
    ("2026-03", "2026-03"),
    ("March 2026", "2026-03"),
    ("2026", "2026"),
    ("/Date(1773532800000)/", "2026-03-15"),
    ("2026-03-15T10:15Z", "2026-03-15"),
    ("15/03/2026 10:15", "2026-03-15"),
    ("3/15/2026 10:15:00 AM", "2026-03-15"),
    ("15-03-2026", "2026-03-15"),
    ("3/15/26", "2026-03-15"),
    ("Published: 15 March 2026", "2026-03-15"),
    ("Updated 15 March 2026", "2026-03-15"),
    ("15 March, 2026", "2026-03-15"),
    ("Sonntag, 15. März 2026", "2026-03-15"),
    ("15-mar-2026", "2026-03-15"),
    ("2026-074", "2026-03-15"),
    ("2026-W11-7", "2026-03-15"),
    ("March 15 2026", "2026-03-15"),
    ("15 Sept 2026", "2026-09-15"),
    ("15-sep.-26", "2026-09-15"),
    ("2026-03-15T00:00:00", "2026-03-15"),
    ("'2026-03-15", "2026-03-15"),
    ("datetime.datetime(2026, 3, 15, 10, 15)", "2026-03-15"),
    ("Sun Mar 15 2026 10:15:00 GMT+0100 (CET)", "2026-03-15"),
    ("2026-03-15 10:15 PM EST", "2026-03-15"),
    ("20260315-101500", "2026-03-15"),
    ("15/Mar/2026:10:15:00 +0000", "2026-03-15"),
    ("03/15/2026, 10:15:00 AM", "2026-03-15"),
    ("2026-3-5", "2026-03-05"),
    ("Mar-15-2026", "2026-03-15"),
    ("2026 March 15", "2026-03-15"),
    ("2026. március 15.", "2026-03-15"),
    ("15. 3. 2026", "2026-03-15"),
    ("15 / 03 / 2026", "2026-03-15"),
    ("den 15 mars 2026", "2026-03-15"),
    ("15 Maret 2026", "2026-03-15"),
    ("ngày 15 tháng 3 năm 2026", "2026-03-15"),
    ("2026년 3월 15일", "2026-03-15"),
    ("15 Μαρτίου 2026", "2026-03-15"),
    ("١٥ مارس ٢٠٢٦", "2026-03-15"),
    ("2026-03-15T10:15:00.123456789Z", "2026-03-15"),
    ("2026-03-15 at 10:15", "2026-03-15"),
    ("15 March 2026 10.15am", "2026-03-15"),
    ("15 Mar 2026 | 10:15 IST", "2026-03-15"),
    ("March 15, 2026 (Sunday)", "2026-03-15"),
    ("First published on Sun 15 Mar 2026 10.15 GMT", "2026-03-15"),
)
_TEXT = "Bolivia and Chile signed an accord on lithium on Tuesday, the ministry said in its note."


def members() -> Iterator[Member]:
    """Yield the files."""
    for number, (written, date) in enumerate(_SURE):
        yield _table(f"one-{number}", [written], [Expected(date=date)])
    for number, written in enumerate(
        ("soon", "yesterday", "31/02/2026", "2026-13-40", "Q1 2026?", "99999999999999", "n/a!")
    ):
        yield _table(f"unread-{number}", [written], [Expected(issue=_UNREAD)])
    for number, written in enumerate(
        ("", "NaN", "null", "None", "NaT", "N/A", "-", "nil", "NULL", "\\N", "0000-00-00 00:00:00")
    ):
        yield _table(f"absent-{number}", [written], [Expected()])
    yield from _columns()


def _columns() -> Iterator[Member]:
    """Yield columns of which one row shows the order of all."""
    orders = {
        "day-first": (["3/4/2026", "13/4/2026", "5/6/2026"], ["2026-04-03", "2026-04-13", "2026-06-05"]),
        "month-first": (["3/4/2026", "4/13/2026", "5/6/2026"], ["2026-03-04", "2026-04-13", "2026-05-06"]),
        "dashes": (["03-04-2026", "25-12-2026"], ["2026-04-03", "2026-12-25"]),
        "short-years": (["3/4/26", "4/30/26"], ["2026-03-04", "2026-04-30"]),
        "with-times": (["3/4/2026 10:00", "31/1/2026 9:30"], ["2026-04-03", "2026-01-31"]),
        "same-numbers": (["4/4/2026", "5/5/2026"], ["2026-04-04", "2026-05-05"]),
    }
    for name, (written, dates) in orders.items():
        yield _table(name, written, [Expected(date=date) for date in dates])
        yield _lines(f"{name}-lines", written, [Expected(date=date) for date in dates])
    unsure = [Expected(date="2026", issue=_UNREAD)] * 2
    yield _table("no-order", ["3/4/2026", "5/6/2026"], unsure)
    both = [Expected(date="2026-04-13"), Expected(date="2026-04-14"), Expected(date="2026", issue=_UNREAD)]
    yield _table("both-orders", ["13/4/2026", "4/14/2026", "3/4/2026"], both)


def _table(name: str, dates: Sequence[str], expected: Sequence[Expected]) -> Member:
    rows = "".join(f'{number},"{date}","{_TEXT}"\n' for number, date in enumerate(dates))
    return Member(f"{name}.csv", f"id,date,text\n{rows}".encode(), expected)


def _lines(name: str, dates: Sequence[str], expected: Sequence[Expected]) -> Member:
    rows = "".join(f'{{"id": {number}, "date": "{date}", "text": "{_TEXT}"}}\n' for number, date in enumerate(dates))
    return Member(f"{name}.jsonl", rows.encode(), expected)
