"""In English texts, words without a capital name no actor; they speak only where a record has no other speaker."""

from tests.support.declared import Item, answer, faults, pact, person, proved, speech, state

TEXT = "Niger condemned the insurgents and signed a pact with the insurgents. The insurgents condemned the raid."
NIGER = state("a1", "Niger", "NER")
INSURGENTS = person("a2", "insurgents", kind="armed_group")


def test_they_are_neither_recipient_nor_party() -> None:
    declared = answer(
        NIGER, INSURGENTS, agreements=(pact("a1", "a2"),), statements=(speech("a1", recipients=["a2"], about="them"),)
    )
    proof = proved(TEXT, declared)
    assert [actor.id for actor in proof.actors] == ["a1"]
    assert [party.actor for party in proof.agreements[0].parties] == ["a1"]
    assert proof.statements[0].recipients == ()
    assert faults(proof) == [
        ("actor", None, "unnamed"),
        ("agreement", "parties", "unnamed"),
        ("statement", "recipients", "unnamed"),
    ]


def spoken(*speakers: str) -> tuple[str, ...]:
    said: Item = speech(*speakers, sentences=(2,))
    return proved(TEXT, answer(NIGER, INSURGENTS, statements=(said,))).statements[0].speakers


def test_they_speak_where_no_other_does() -> None:
    assert spoken("a2") == ("a2",)
    assert spoken("a1", "a2") == ("a1",)


def test_a_name_that_the_article_writes_with_a_capital_stays_however_it_is_declared() -> None:
    text = "Niger condemned Ansaru."
    declared = answer(NIGER, person("a2", "ansaru", kind="armed_group"), statements=(speech("a1", recipients=["a2"]),))
    assert proved(text, declared).statements[0].recipients == ("a2",)


def test_in_other_languages_names_need_no_capital() -> None:
    text = "Le Niger a condamné les talibans. Le gouvernement du Niger a dénoncé les attaques dans le nord du pays."
    declared = answer(
        NIGER,
        person("a2", "talibans", kind="armed_group"),
        statements=(speech("a1", recipients=["a2"], cue="a condamné"),),
    )
    assert proved(text, declared).statements[0].recipients == ("a2",)
