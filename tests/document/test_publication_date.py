"""Publication dates in the usual notations, as EDTF."""

import pytest

from extract.document.publication_date import parse_publication_date

DATES = [
    ("2024-11-26", "2024-11-26"), ("2024-11-26T23:30:00-05:00", "2024-11-26"), ("2024-11-26 10:00", "2024-11-26"),
    ("Tue, 26 Nov 2024 10:00:00 GMT", "2024-11-26"), ("26 Nov 2024", "2024-11-26"), ("Nov. 26, 2024", "2024-11-26"),
    ("26th of November, 2024", "2024-11-26"), ("NOVEMBER 26 2024", "2024-11-26"), ("20241126", "2024-11-26"),
    ("2024/11/26", "2024-11-26"), ("26.11.2024", "2024-11-26"), ("11/26/2024", "2024-11-26"),
    ("5/5/2024", "2024-05-05"),
    ("3/4/2024", "2024"), ("November 2024", "2024-11"), ("2024-11", "2024-11"), ("2024", "2024"),
    ("2023-02-29", None), ("2024-13-01", None), ("yesterday", None), ("", None), ("1732615200", None), ("26 Nov", None),
    ("31/31/2024", None), ("Nov. 26, 2024 or so", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "edtf"), DATES, ids=[case[0] for case in DATES])
def test_a_date_is_parsed_as_precisely_as_it_is_written(written: str, edtf: str | None) -> None:
    assert parse_publication_date(written) == edtf
