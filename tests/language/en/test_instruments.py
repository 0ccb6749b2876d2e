"""Words that name instruments."""

import pytest

from extract.language.en.instruments import find_instruments, instrument_of
from schemas import Instrument

NAMED = [
    ("the Treaty on Open Skies", Instrument.TREATY),
    ("the Shanghai Convention on Combating Terrorism", Instrument.CONVENTION),
    ("the accession protocols", Instrument.PROTOCOL),
    ("the Charter of the Organisation", Instrument.CHARTER),
    ("a free trade agreement", Instrument.FREE_TRADE_AGREEMENT),
    ("a free-trade pact", Instrument.FREE_TRADE_AGREEMENT),
    ("an FTA", Instrument.FREE_TRADE_AGREEMENT),
    ("a defence cooperation agreement", Instrument.DEFENSE_COOPERATION_AGREEMENT),
    ("a security pact", Instrument.DEFENSE_COOPERATION_AGREEMENT),
    ("an agreement on military cooperation", Instrument.DEFENSE_COOPERATION_AGREEMENT),
    ("a mutual defense treaty", Instrument.ALLIANCE),
    ("an agreement on the military base", Instrument.STATUS_OF_FORCES_AGREEMENT),
    (
        "an agreement on the status, terms and costs of the stationing of a foreign air base",
        Instrument.STATUS_OF_FORCES_AGREEMENT,
    ),
    ("a peace deal", Instrument.PEACE_AGREEMENT),
    ("the truce", Instrument.CEASEFIRE),
    ("a cease-fire agreement", Instrument.CEASEFIRE),
    ("an arms deal", Instrument.ARMS_CONTRACT),
    ("a contract to supply 18 jets", Instrument.ARMS_CONTRACT),
    ("a contract for a railway", Instrument.COMMERCIAL_CONTRACT),
    ("a loan guarantee agreement", Instrument.LOAN_OR_AID_AGREEMENT),
    ("an aid package", Instrument.LOAN_OR_AID_AGREEMENT),
    ("a memorandum of understanding", Instrument.MEMORANDUM_OF_UNDERSTANDING),
    ("an MoU", Instrument.MEMORANDUM_OF_UNDERSTANDING),
    ("two memorandums on shipping", Instrument.MEMORANDUM_OF_UNDERSTANDING),
    ("a joint declaration", Instrument.JOINT_DECLARATION),
    ("the G7 Leaders’ Statement", Instrument.JOINT_STATEMENT),
    ("a communiqué", Instrument.COMMUNIQUE),
    ("a comprehensive strategic partnership", Instrument.STRATEGIC_PARTNERSHIP),
    ("a letter of intent", Instrument.LETTER_OF_INTENT),
    ("an exchange of notes", Instrument.EXCHANGE_OF_NOTES),
    ("UN resolution 1973", Instrument.RESOLUTION),
    ("an institutional foundation", Instrument.INSTITUTIONAL_ARRANGEMENT),
    ("security guarantees", Instrument.SECURITY_GUARANTEE),
    ("closer collaboration", Instrument.COOPERATION),
    ("the accord", Instrument.AGREEMENT),
]


@pytest.mark.parametrize(("words", "instrument"), NAMED, ids=[words for words, _ in NAMED])
def test_mentions_have_their_instrument(words: str, instrument: Instrument) -> None:
    assert instrument_of(words) is instrument
    assert [mention.instrument for mention in find_instruments(words)] == [instrument]


def test_every_instrument_has_a_case() -> None:
    assert {instrument for _, instrument in NAMED} == set(Instrument)


@pytest.mark.parametrize(
    "text",
    [
        "the resolution of the conflict",
        "the Democratic convention center",
        "the Collective Security Treaty Organisation",
        "a contract killer",
        "a non-treaty matter",
        "a declaration of war",
    ],
)
def test_other_things_and_names_of_bodies_are_no_instruments(text: str) -> None:
    assert find_instruments(text) == ()


def test_mentions_have_offsets_in_the_text() -> None:
    text = "Under the peace accord and the MoU, both left."
    mentions = find_instruments(text)
    assert [mention.text for mention in mentions] == ["peace accord", "MoU"]
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


@pytest.mark.parametrize(
    ("words", "instrument"),
    [
        ("cooperation under a free trade agreement", Instrument.FREE_TRADE_AGREEMENT),
        ("an agreement on cooperation", Instrument.AGREEMENT),
        ("18 jets", Instrument.ARMS_CONTRACT),
        ("a regional anti-terrorist centre", Instrument.INSTITUTIONAL_ARRANGEMENT),
        ("return to the six-party talks", Instrument.COOPERATION),
        ("bananas", None),
    ],
)
def test_the_most_special_name_is_the_instrument_of_a_subject(words: str, instrument: Instrument | None) -> None:
    assert instrument_of(words) is instrument
