"""The second reading shows claims with their sentences, and can answer with listed labels and numbers alone."""

import pytest
from pydantic import ValidationError

from extract.ask.reading import Claim, ReadingQuestion, verdicts_form
from extract.model.response_schema import response_format
from prompts import codebook

CLAIM = Claim(
    "Fiji (1) speak; the act is urge", "Does it hold?", ((False, "Fiji met\nTonga."), (True, "Fiji urged it."))
)
QUESTION = ReadingQuestion((CLAIM, CLAIM), ("Fiji", "Tonga"), (), codebook())


def test_the_call_lists_the_actors_and_numbers_the_claims() -> None:
    system, asked = QUESTION.render().messages
    assert "- urge: " in system["content"]
    assert asked["content"].splitlines() == [
        "actors: 1 Fiji; 2 Tonga",
        "",
        "claim 1: Fiji (1) speak; the act is urge",
        "Does it hold?",
        "(Fiji met Tonga.)",
        "Fiji urged it.",
        "",
        "claim 2: Fiji (1) speak; the act is urge",
        "Does it hold?",
        "(Fiji met Tonga.)",
        "Fiji urged it.",
    ]


@pytest.mark.parametrize("changed", [{"holds": "perhaps"}, {"label": "applaud"}, {"actors": ["Fiji"]}])
def test_a_verdict_can_hold_nothing_that_is_not_listed(changed: dict[str, object]) -> None:
    verdict = {"claim": 1, "holds": "yes", "label": "urge", "actors": [1]}
    form = verdicts_form(codebook())
    assert form.model_validate({"verdicts": [verdict]})
    with pytest.raises(ValidationError):
        form.model_validate({"verdicts": [verdict | changed]})


def test_the_form_is_closed_and_requires_every_field() -> None:
    schema = response_format(verdicts_form(codebook()))["json_schema"]["schema"]
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
