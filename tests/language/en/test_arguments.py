"""Who acts, to whom, about what: subjects, addressees, doers and matters of cues, read from the tree."""

import pytest

from extract.language.analysis import Analysis, Cue
from tests.support.english import analyze


def words_of(found: Analysis, cue: Cue, field: str) -> list[str]:
    """The words of the arguments of a cue."""
    value = getattr(cue, field)
    return [found.words(getattr(one, "extent", one)) for one in value]


def cue(found: Analysis, label: str) -> Cue:
    return next(one for one in found.cues if one.label == label)


@pytest.mark.parametrize(
    ("sentence", "label", "agents"),
    [
        ("Chad and Mali condemned the raid.", "condemn", ["Chad", "Mali"]),
        ("The raid was condemned by Chad and Mali.", "condemn", ["Chad", "Mali"]),
        ("Chad met Mali on Monday and condemned the raid.", "condemn", ["Chad"]),
        ("Chad, which borders Niger, condemned the raid.", "condemn", ["Chad"]),
        ("The envoy who condemned the raid left.", "condemn", ["The envoy"]),
        ("Chad, joined by Mali and Niger, condemned the raid.", "condemn", ["Chad"]),
        ("Speaking in Lima, Ana Sol condemned the raid.", "condemn", ["Ana Sol"]),
        ("Condemning the raid, Chad closed its border.", "condemn", ["Chad"]),
        ("Chad stopped short of condemning the raid.", "condemn", ["Chad"]),
        ("Peru urged Chad to condemn the raid.", "condemn", ["Chad"]),
        ("Peru promised Chad to condemn the raid.", "condemn", ["Chad"]),
        ("Chad issued a statement condemning the raid.", "condemn", ["Chad"]),
        ("A statement from the ministry condemned the raid.", "condemn", ["the ministry"]),
        ("The council adopted a resolution condemning the raid.", "condemn", ["The council"]),
        ("Foreign Minister Ana Sol of Peru condemned the raid.", "condemn", ["Foreign Minister Ana Sol of Peru"]),
        ("The president of Chad, Idris Bello, condemned the raid.", "condemn", ["The president of Chad"]),
        ("The pact that Chad signed was long.", "signed", ["Chad"]),
        ("The pact, signed by Chad and Mali in May, was long.", "signed", ["Chad", "Mali"]),
        ("Chad, Mali to sign pact", "signed", ["Chad", "Mali"]),
    ],
)
def test_the_tree_tells_who_acts(sentence: str, label: str, agents: list[str]) -> None:
    found = analyze(sentence)
    assert words_of(found, cue(found, label), "agents") == agents


@pytest.mark.parametrize(
    ("sentence", "label", "addressees", "doers"),
    [
        ("Chad condemned Mali over the raid.", "condemn", ["Mali"], []),
        ("Chad condemned the raid by Mali on a post in Niger.", "condemn", ["the raid by Mali"], ["Mali"]),
        ("Chad condemned Mali's raid on Niger.", "condemn", ["Mali's raid on Niger"], ["Mali"]),
        ("Chad condemned the invasion of Niger by Mali.", "condemn", ["the invasion of Niger"], ["Mali"]),
        ("The shelling of a post in Mali was condemned by Chad.", "condemn", ["The shelling of a post in Mali"], []),
        ("Chad called on Mali and Niger to stop.", "urge", ["Mali", "Niger"], []),
        ("Chad called on Mali on Monday.", "urge", ["Mali"], []),
        ("Chad rejected the proposal of Mali.", "reject", ["the proposal of Mali"], ["Mali"]),
        ("Chad demanded that Mali withdraw.", "demand", ["Mali"], ["Mali"]),
        ("Chad welcomed the pact between Mali and Niger.", "support", ["the pact between Mali"], ["Mali", "Niger"]),
    ],
)
def test_the_tree_tells_to_whom_and_whose_deed(
    sentence: str, label: str, addressees: list[str], doers: list[str]
) -> None:
    found = analyze(sentence)
    act = cue(found, label)
    assert words_of(found, act, "addressees") == addressees
    assert words_of(found, act, "doers") == doers


def test_an_agreement_has_its_instrument_parties_and_others() -> None:
    found = analyze("Chad signed a convention and a protocol with Mali.")
    signed = cue(found, "signed")
    assert [found.cues[at].label for at in signed.instruments] == ["convention", "protocol"]
    assert words_of(found, signed, "addressees") == ["Mali"]


@pytest.mark.parametrize(
    ("sentence", "performed"),
    [
        ("The council passed a resolution condemning the raid.", True),
        ("The council adopted a resolution that condemns the raid.", True),
        ("The council failed to adopt a resolution condemning the raid.", False),
        ("Chad vetoed a resolution which condemned the raid.", False),
        ("Chad would not sign a statement condemning the raid.", False),
        ("Chad plans to issue a statement condemning the raid.", False),
    ],
)
def test_a_text_says_nothing_until_it_is_made(sentence: str, performed: bool) -> None:
    assert cue(analyze(sentence), "condemn").performed is performed


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Also signed was a treaty on water.", ["treaty"]),
        ("Signed in Lima in May were a treaty on water and a protocol.", ["treaty", "protocol"]),
        ("Among the papers signed were a treaty on water and a protocol.", ["treaty", "protocol"]),
        ("The envoy was in Lima, where a treaty on water was signed.", ["treaty"]),
    ],
)
def test_what_is_signed_may_stand_last(sentence: str, labels: list[str]) -> None:
    found = analyze(sentence)
    assert [found.cues[at].label for at in cue(found, "signed").instruments] == labels


def test_what_is_agreed_is_told_one_by_one() -> None:
    found = analyze("Chad and Mali agreed to share water and to build a bridge.")
    assert words_of(found, cue(found, "agreed"), "matters") == ["to share water", "to build a bridge"]


def test_arms_imply_their_contract_and_the_roles_of_its_parties() -> None:
    found = analyze("Chad bought 12 helicopters from Mali.")
    order = cue(found, "signed")
    assert (order.instrument, order.roles) == ("arms_contract", ("recipient", "supplier"))
    assert words_of(found, order, "addressees") == ["Mali"]


def test_a_treaty_of_two_names_belongs_to_both() -> None:
    found = analyze("The Chad-Mali treaty was suspended.")
    assert [found.tokens[one.head].text for one in cue(found, "treaty").agents] == ["Chad", "Mali"]


def test_conduct_of_ones_own_names_who_must_be_the_speaker() -> None:
    found = analyze("Ana Sol said Peru would continue to help Chad.")
    pledge = cue(found, "pledge")
    assert words_of(found, pledge, "agents") == ["Ana Sol"] and words_of(found, pledge, "selves") == ["Peru"]
