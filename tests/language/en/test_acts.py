"""Words that perform speech acts, and words that only look like it."""

import pytest

from extract.language.en.acts import act_of, find_acts
from extract.language.en.modality import Modality
from extract.language.en.phrases import Form, inflect
from schemas import Act


def offered(sentence: str) -> list[tuple[str, str]]:
    """The cues that a model would be offered."""
    return [(cue.text, cue.act.value) for cue in find_acts(sentence) if not cue.weak]


PERFORMED = [
    ("Norway condemned the coup.", "condemned", Act.CONDEMN),
    ("The Kremlin hit out at NATO.", "hit out at", Act.CRITICIZE),
    ("They deplore the strikes.", "deplore", Act.DEPLORE),
    ("Lima spoke out in a rare address against the raids.", "spoke out in a rare address against", Act.CRITICIZE),
    ("Oslo again confirmed the support of its government for the truce.", "confirmed the support", Act.AFFIRM),
    ("I want to thank you personally for your troops.", "thank", Act.SUPPORT),
    ("Lima said it would end all cooperation.", "would end all cooperation", Act.THREATEN),
    ("Ghana criticised the move.", "criticised", Act.CRITICIZE),
    ("Rome said the delay was unacceptable.", "unacceptable", Act.CRITICIZE),
    ("Oslo voiced disappointment at the vote.", "voiced disappointment", Act.CRITICIZE),
    ("Chad accused Sudan of arming rebels.", "accused", Act.ACCUSE),
    ("Peru said Chile had violated its airspace.", "violated", Act.ACCUSE),
    ("Fiji summoned the Tongan ambassador.", "summoned the Tongan ambassador", Act.PROTEST),
    ("Ankara expressed deep concern over the tests.", "expressed deep concern", Act.EXPRESS_CONCERN),
    ("The council is gravely concerned.", "is gravely concerned", Act.EXPRESS_CONCERN),
    ("Delhi warned of a new war.", "warned", Act.WARN),
    ("Mali threatened to close the border.", "threatened", Act.THREATEN),
    ("Iran vowed to retaliate.", "vowed to retaliate", Act.THREATEN),
    ("The envoy said Oman would bear the consequences.", "would bear", Act.THREATEN),
    ("We stand ready to take harsher measures.", "stand ready to take harsher measures", Act.THREATEN),
    ("Cuba demanded an apology.", "demanded", Act.DEMAND),
    ("Egypt called on both sides to stop.", "called on", Act.URGE),
    ("Egypt called again for restraint.", "called", Act.URGE),
    ("Iraq must disarm.", "must", Act.URGE),
    ("Laos should open its ports, Hanoi said.", "should", Act.URGE),
    ("Kyiv asked Madrid for tanks.", "asked", Act.REQUEST),
    ("Doha invited the rivals.", "invited", Act.INVITE),
    ("France proposed a conference.", "proposed", Act.PROPOSE),
    ("Turkey offered to mediate.", "offered", Act.OFFER),
    ("Russia is ready to cooperate.", "is ready to", Act.OFFER),
    ("Spain pledged more aid.", "pledged", Act.PLEDGE),
    ("“We will defend every inch,” he said.", "We will", Act.PLEDGE),
    ("The minister said it would send two ships.", "would send", Act.PLEDGE),
    ("Latvia said it would close two camps.", "would", Act.PLEDGE),
    ("Seoul reaffirmed the alliance.", "reaffirmed", Act.AFFIRM),
    ("Paris remains fully committed to the mission.", "remains fully committed", Act.AFFIRM),
    ("Bonn welcomed the truce.", "welcomed", Act.SUPPORT),
    ("Foreign Secretary welcomes the truce", "welcomes", Act.SUPPORT),
    ("He thanked Togo for its help.", "thanked", Act.SUPPORT),
    ("We express warm solidarity with Kenya.", "express warm solidarity", Act.EXPRESS_SOLIDARITY),
    ("Malta hopes the talks resume.", "hopes", Act.EXPRESS_HOPE),
    ("Tehran denied the charge.", "denied", Act.DENY),
    ("Libya admitted the raid.", "admitted", Act.ACKNOWLEDGE),
    ("Kabul rejected the offer.", "rejected", Act.REJECT),
    ("Lima refused to withdraw.", "refused", Act.REJECT),
    ("Japan apologized for the raid.", "apologized", Act.APOLOGIZE),
    ("Ireland recognised Palestine.", "recognised", Act.RECOGNIZE),
    ("Canada announced new sanctions.", "announced", Act.DECLARE),
    ("“We will not stop our programme,” he said.", "We will not", Act.DECLARE),
    ("Minsk said it would not end its programme.", "would", Act.DECLARE),
    ("Lomé said it will not return to the talks.", "will", Act.REJECT),
    ("The minister said the troops would be withdrawn.", "would be withdrawn", Act.PLEDGE),
    ("They met to reaffirm their commitment to peace.", "reaffirm", Act.AFFIRM),
    ("He resigned to protest the withdrawal.", "resigned to protest", Act.PROTEST),
    ("He pledged full support to Oman.", "pledged", Act.PLEDGE),
    ("She underscored her unwavering support for Oman.", "underscored her unwavering support", Act.SUPPORT),
    ("They expressed their intention to disarm.", "expressed their intention", Act.PLEDGE),
    ("Both adhere to the principles of the treaty.", "adhere to", Act.AFFIRM),
    ("Peru and Chile object to the statement.", "object", Act.REJECT),
    ("The truce was not accepted by Chad.", "was not accepted", Act.REJECT),
    ("The agency voiced a lack of confidence in Oman.", "voiced a lack of confidence", Act.EXPRESS_CONCERN),
    ("“We cannot allow them to arm,” he said.", "cannot allow", Act.REJECT),
]


@pytest.mark.parametrize(("sentence", "words", "act"), PERFORMED, ids=[words for _, words, _ in PERFORMED])
def test_cues_perform_their_act(sentence: str, words: str, act: Act) -> None:
    assert (words, act.value) in offered(sentence)


def test_every_act_except_narration_has_a_case() -> None:
    assert {act for _, _, act in PERFORMED} == set(Act) - {Act.STATE, Act.EMPHASIZE}


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks lasted two hours, he said.",
        "The Russian-backed forces left.",
        "Groups supported by Iran left the town.",
        "Demand for fuel fell and support for the ruling party grew.",
        "The proposed bridge is long.",
        "They met in Paris to condemn the attack.",
        "He declined to comment.",
        "The rains should end by May.",
        "Prices rose amid calls for calm.",
        "Flights were cancelled thanks to fog.",
        "The United States has an aim in the region, he said.",
        "They stood side by side with us, he said.",
        "I was warmly welcomed there, he said.",
    ],
)
def test_words_that_only_look_like_an_act_are_no_cue(sentence: str) -> None:
    assert offered(sentence) == []


def test_narration_is_a_weak_cue() -> None:
    (cue,) = find_acts("The talks went well, the envoy stressed.")
    assert (cue.act, cue.weak) == (Act.EMPHASIZE, True)


def test_two_acts_in_a_sentence_are_two_cues_in_order() -> None:
    sentence = "The leaders expressed concern over the tests and condemned the launches."
    cues = find_acts(sentence)
    assert [cue.act for cue in cues] == [Act.EXPRESS_CONCERN, Act.CONDEMN]
    assert all(sentence[cue.start : cue.end] == cue.text for cue in cues)


@pytest.mark.parametrize(
    ("sentence", "negated", "passive", "modality"),
    [
        ("Chile condemned the raid.", False, False, Modality.FACT),
        ("Chile did not condemn the raid.", True, False, Modality.FACT),
        ("Chile was condemned by Peru.", False, True, Modality.FACT),
        ("Chile will condemn the raid.", False, False, Modality.FUTURE),
        ("I want to condemn the raid.", False, False, Modality.FACT),
    ],
)
def test_a_cue_has_negation_voice_and_modality(sentence: str, negated: bool, passive: bool, modality: Modality) -> None:
    (cue,) = find_acts(sentence)
    assert (cue.negated, cue.passive, cue.modality) == (negated, passive, modality)


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("condemned", Act.CONDEMN),
        ("expressed grave concern", Act.EXPRESS_CONCERN),
        ("asked", Act.REQUEST),
        ("announced", Act.DECLARE),
        ("would", Act.PLEDGE),
        ("said", Act.STATE),
        ("banana", None),
    ],
)
def test_cue_words_by_themselves_have_an_act(words: str, act: Act | None) -> None:
    assert act_of(words) is act


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("urge", {"urge", "urges", "urged", "urging"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("slam", {"slam", "slams", "slammed", "slamming"}),
        ("press", {"press", "presses", "pressed", "pressing"}),
        ("cancel", {"cancel", "cancels", "cancelled", "canceled", "cancelling", "canceling"}),
        ("take", {"take", "takes", "took", "taking", "taken"}),
    ],
)
def test_verbs_are_inflected(verb: str, forms: set[str]) -> None:
    assert set(inflect(verb)) == forms


def test_a_past_form_that_is_also_the_base_form_is_past() -> None:
    assert inflect("quit")["quit"] is Form.PAST
