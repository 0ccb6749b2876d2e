"""Words that name stages of an agreement; a plan is never reported as done."""

import pytest

from extract.language.en.status import find_status, status_of
from extract.language.stages import stage_rank
from schemas import Status

ASSERTED = [
    ("France proposed a treaty.", Status.PROPOSED),
    ("The two affirmed their commitment to conclude a pact.", Status.PLEDGED),
    ("We will jointly build the ships.", Status.PLEDGED),
    ("They are negotiating a trade deal.", Status.UNDER_NEGOTIATION),
    ("Talks on a treaty went on.", Status.UNDER_NEGOTIATION),
    ("The sides are close to a deal on hostages.", Status.UNDER_NEGOTIATION),
    ("The pact is close to conclusion.", Status.UNDER_NEGOTIATION),
    ("An agreement on fish is being prepared.", Status.UNDER_NEGOTIATION),
    ("The leaders agreed to hold talks.", Status.AGREED),
    ("Oman and Qatar reached a deal.", Status.AGREED),
    ("It was decided to set up a council.", Status.AGREED),
    ("The two established a joint task force.", Status.AGREED),
    ("A commission has been set up.", Status.AGREED),
    ("They arrived at an understanding on water.", Status.AGREED),
    ("The two elevated their ties to a strategic partnership.", Status.AGREED),
    ("Washington approved the sale of 66 fighters to Oman.", Status.AGREED),
    ("The summit produced a deal on gas.", Status.AGREED),
    ("Both hailed the conclusion of an agreement on transit.", Status.AGREED),
    ("They initialled the protocol.", Status.INITIALLED),
    ("The council adopted a resolution.", Status.ADOPTED),
    ("In a joint declaration the ministers spoke of peace.", Status.ADOPTED),
    ("The presidents made joint statements on the strait.", Status.ADOPTED),
    ("Peru and Chile signed the accord.", Status.SIGNED),
    ("The accord, signed by Peru, is short.", Status.SIGNED),
    ("The treaty was signed on Tuesday.", Status.SIGNED),
    ("It followed the signing of the treaty by Peru and Chile.", Status.SIGNED),
    ("The presidents affixed their signatures to the pact.", Status.SIGNED),
    ("Japan and Laos exchanged notes on the loan.", Status.SIGNED),
    ("Poland ordered 18 jets.", Status.SIGNED),
    ("The firm won a contract.", Status.SIGNED),
    ("It came after a 2023 contract to supply ships.", Status.SIGNED),
    ("The accord was sent to parliament for ratification.", Status.SIGNED),
    ("The Senate ratified the treaty.", Status.RATIFIED),
    ("Lawmakers approved the pact by 80 votes to 12.", Status.RATIFIED),
    ("Oman deposited its instrument of ratification.", Status.RATIFIED),
    ("The truce took effect.", Status.IN_FORCE),
    ("The pact entered into force.", Status.IN_FORCE),
    ("The pact became effective in July.", Status.IN_FORCE),
    ("Both sides are implementing the agreement.", Status.IN_IMPLEMENTATION),
    ("The ceasefire is largely holding.", Status.IN_IMPLEMENTATION),
    ("The firm completed deliveries.", Status.COMPLETED),
    ("They amended the treaty.", Status.AMENDED),
    ("They extended the agreement for a year.", Status.RENEWED),
    ("Moscow suspended the treaty.", Status.SUSPENDED),
    ("Delhi held the treaty in abeyance.", Status.SUSPENDED),
    ("Moscow withdrew from the treaty.", Status.WITHDRAWN),
    ("Ankara pulled out of the convention.", Status.WITHDRAWN),
    ("He took his country out of the nuclear deal.", Status.WITHDRAWN),
    ("The pact expired.", Status.TERMINATED),
    ("The junta tore up the accord.", Status.TERMINATED),
    ("Kabul rejected the agreement.", Status.REJECTED),
    ("Kabul refused to sign the accord.", Status.REJECTED),
    ("The rivals failed to reach an agreement.", Status.REJECTED),
    ("Parliament has not yet ratified the treaty.", Status.UNKNOWN),
]


@pytest.mark.parametrize(("sentence", "status"), ASSERTED, ids=[sentence[:40] for sentence, _ in ASSERTED])
def test_cues_have_their_stage(sentence: str, status: Status) -> None:
    assert [cue.status for cue in find_status(sentence)] == [status]


def test_every_stage_has_a_case() -> None:
    assert {status for _, status in ASSERTED} == set(Status)


@pytest.mark.parametrize(
    ("sentence", "words", "status"),
    [
        ("The two will sign a pact in May.", "will sign", Status.PLEDGED),
        ("The pact is expected to be signed soon.", "is expected to be signed", Status.PLEDGED),
        ("Oslo plans to ratify the treaty.", "plans to ratify", Status.PLEDGED),
        ("The truce is to take effect on Monday.", "is to take effect", Status.PLEDGED),
        ("They may sign the accord.", "may sign", Status.PROPOSED),
        ("Egypt urged both to sign the accord.", "sign", Status.PROPOSED),
    ],
)
def test_a_planned_stage_is_not_done(sentence: str, words: str, status: Status) -> None:
    (cue,) = find_status(sentence)
    assert (cue.text, cue.status, cue.planned) == (words, status, True)
    assert sentence[cue.start : cue.end] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "He signed an executive order.",
        "She agreed with him.",
        "He came in order to help.",
        "They discussed the issues.",
        "The ship completed its journey.",
        "Signs of hope grew.",
    ],
)
def test_words_about_other_things_are_no_cue(sentence: str) -> None:
    assert find_status(sentence) == ()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("signed", Status.SIGNED),
        ("will sign", Status.PLEDGED),
        ("agreed", Status.AGREED),
        ("affirmed their commitment to conclude", Status.PLEDGED),
        ("suspended", Status.SUSPENDED),
        ("banana", None),
    ],
)
def test_cue_words_by_themselves_have_a_stage(words: str, status: Status | None) -> None:
    assert status_of(words) is status


def test_stages_are_ranked_as_in_the_coding_guide() -> None:
    order = list(Status)[:9]
    ranks = [stage_rank(status) for status in order]
    assert ranks == sorted(ranks)
    assert stage_rank(Status.UNKNOWN) < ranks[0]
    assert stage_rank(Status.WITHDRAWN) > ranks[-1]
    assert len({stage_rank(status) for status in Status}) == len(Status)


@pytest.mark.parametrize(
    "sentence",
    [
        "There are alarming signs in the treaty's region.",
        "The two spoke with or without an agreement in mind.",
        "They spoke on implementing the agreement.",
        "They will meet to oversee implementation of the agreement.",
        "We honour the dead of the armistice.",
        "They spoke of extended deterrence under the treaty.",
        "He praised the deal as endorsed by the council.",
        "The signing of the energy security supplemental law was hailed.",
        "The situation on the border came under discussion.",
    ],
)
def test_words_that_only_look_like_a_stage_are_no_cue(sentence: str) -> None:
    assert find_status(sentence) == ()
