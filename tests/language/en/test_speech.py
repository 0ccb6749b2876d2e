"""Who says what: reported speech, quotations over several sentences, sources."""

import pytest

from extract.language.analysis import Analysis
from schemas import Quote
from tests.support.english import analyze


def told(found: Analysis) -> list[tuple[str, list[str]]]:
    """The quotations with their sayers."""
    quoted = (one for one in found.attributions if one.quote is Quote.DIRECT)
    return [(found.words(one.content), [found.words(source.extent) for source in one.sources]) for one in quoted]


def test_a_quotation_has_the_subject_of_the_verb_beside_it() -> None:
    found = analyze('"The border is closed," said Ana Sol, Peru\'s leader.')
    assert told(found) == [('"The border is closed,"', ["Ana Sol"])]
    assert [found.words(one) for one in found.attributions[0].sources[0].appositions] == ["Peru's leader"]


def test_a_quotation_of_several_sentences_has_one_sayer() -> None:
    found = analyze('"The border is closed.', 'We will not open it soon," the minister told reporters.')
    assert told(found) == [('"The border is closed. We will not open it soon,"', ["the minister"])]


def test_a_quotation_without_a_verb_goes_on_with_the_one_before() -> None:
    found = analyze('"The border is closed," said Ana Sol.', '"It will stay closed for a year."')
    assert told(found)[1] == ('"It will stay closed for a year."', ["Ana Sol"])


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Ana Sol said that the border was closed.", "Ana Sol"),
        ("The border was closed, the ministry said.", "the ministry"),
        ("The border, Ana Sol said, was closed.", "Ana Sol"),
        ("According to Ana Sol, the border was closed.", "Ana Sol"),
        ("According to a statement from the ministry, the border was closed.", "the ministry"),
    ],
)
def test_reported_speech_has_a_source(sentence: str, source: str) -> None:
    found = analyze(sentence)
    assert [found.words(one.extent) for one in found.attributions[0].sources] == [source]


@pytest.mark.parametrize("relay", ["The news agency", "Ana Sol's office"])
def test_an_outlet_or_office_relays(relay: str) -> None:
    assert analyze(f"{relay} said that Chad had signed a pact.").attributions[0].relayed


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("The minister said Mali must withdraw.", "urge"),
        ("The minister said Mali had violated the truce.", "accuse"),
        ('"The raid was reckless," the minister said.', "criticize"),
        ('"We will help Mali," the minister said.', "pledge"),
        ('"We will not leave," the minister said.', "declare"),
    ],
)
def test_what_is_said_decides_the_act_and_the_source_performs_it(sentence: str, label: str) -> None:
    found = analyze(sentence)
    act = next(one for one in found.cues if one.label == label)
    assert act.performed and [found.words(one.extent).casefold() for one in act.agents] == ["the minister"]


@pytest.mark.parametrize("sentence", ["Mali must withdraw.", "The raid was reckless.", "Mali violated the truce."])
def test_the_reporter_performs_no_act(sentence: str) -> None:
    assert all(one.kind != "act" for one in analyze(sentence).cues)


def test_a_text_in_the_first_person_is_said_by_its_publisher() -> None:
    found = analyze("We met in Lima.", "Mali must withdraw.", "We thank Peru.")
    whole = found.attributions[0]
    assert (whole.content.start, whole.content.end, whole.sources) == (0, len(found.text), ())
    assert any(one.label == "urge" for one in found.cues)


def test_what_one_wants_to_say_is_said() -> None:
    thanks = next(one for one in analyze("We want to thank Peru for its help.").cues if one.label == "support")
    assert thanks.performed


def test_what_is_said_may_stand_before_its_verb_without_a_mark() -> None:
    [said] = analyze("As before, Peru will strive to build ties with all states, Sol told the meeting.").attributions

    assert said.sources
