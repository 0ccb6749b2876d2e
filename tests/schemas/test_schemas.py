"""The records hold together by themselves."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

import schemas
from schemas import (
    ACT_CLASS,
    Act,
    Article,
    ArticleExtraction,
    Context,
    Counts,
    Money,
    Span,
    Status,
    Usage,
    codes_of_act,
    codes_of_status,
)


def test_every_public_name_is_listed_once_and_exists() -> None:
    assert schemas.__all__ == sorted(set(schemas.__all__))
    assert all(hasattr(schemas, name) for name in schemas.__all__)


def test_a_span_must_have_the_length_of_its_words() -> None:
    with pytest.raises(ValidationError, match="length"):
        Span(start=3, end=5, text="abc")


def test_an_article_holds_a_span_only_at_its_exact_offsets() -> None:
    article = Article(id="x", source_id="x", text="Oslo and Rome", sha256="0" * 64, characters=13)
    assert article.holds(article.span(9, 13))
    assert not article.holds(Span(start=0, end=4, text="Rome"))


def test_records_reject_unknown_fields_and_are_immutable() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Usage.model_validate({"calls": 1, "tokens": 3})
    with pytest.raises(ValidationError, match="frozen"):
        Usage().calls = 2


@pytest.mark.parametrize("amount", ["9.2e8", "-1", "920,000,000", ""])
def test_money_is_a_plain_positive_decimal(amount: str) -> None:
    with pytest.raises(ValidationError):
        Money(amount=amount, currency="USD", currency_basis="explicit", span=Span(start=0, end=1, text="$"))  # type: ignore[arg-type]


def test_every_act_has_a_class_and_codes() -> None:
    assert set(ACT_CLASS) == set(Act)
    for act in Act:
        codes = codes_of_act(act)
        assert (codes.quad is None) == (codes.plover_event is None)


@pytest.mark.parametrize(
    ("status", "contexts", "cameo", "quad"),
    [
        (Status.SIGNED, (), "057", 1),
        (Status.PLEDGED, (Context.ECONOMIC,), "0311", 1),
        (Status.AGREED, (Context.DIPLOMATIC, Context.MILITARY), "0312", 1),
        (Status.AGREED, (), "030", 1),
        (Status.SUSPENDED, (Context.MILITARY,), "160", 4),
        (Status.UNKNOWN, (), None, None),
    ],
)
def test_the_status_decides_the_event_code(
    status: Status, contexts: tuple[Context, ...], cameo: str | None, quad: int | None
) -> None:
    codes = codes_of_status(status, contexts)
    assert (codes.cameo, codes.quad) == (cameo, quad)


def test_every_status_has_codes() -> None:
    assert all(codes_of_status(status) is not None for status in Status)


def test_counts_that_miss_an_article_do_not_balance() -> None:
    assert Counts(articles=4, extracted=1, empty=1, duplicate=1, failed=1, drafts=2, records=1, rejected=1).balance
    assert not Counts(articles=3, extracted=1, empty=1).balance


def test_the_json_schema_of_an_extraction_allows_no_other_fields() -> None:
    assert ArticleExtraction.model_json_schema()["additionalProperties"] is False


def test_schemas_import_without_the_rest_of_the_project() -> None:
    blocked = "openai instructor tenacity jsonlines vcr rich typer extract prompts"
    code = f"import sys; sys.modules.update(dict.fromkeys({blocked.split()!r})); import schemas; schemas.Agreement"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)
