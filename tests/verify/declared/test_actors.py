"""An actor stays if the article names it, with the state that tables confirm, correct, or leave to the model."""

import pytest

from schemas import ActorKind, Basis
from tests.support.declared import answer, faults, person, proved, state

TEXT = "Kenyan President Amina Otieno met Seoul's envoy in Cairo. Otieno spoke of NATO and of Somaliland."


def test_a_state_known_by_an_adjective_or_a_capital_is_named_by_those_words() -> None:
    proof = proved(TEXT, answer(state("a1", "Kenya", "KEN", "Kenyan"), state("a2", "South Korea", "KOR", "Seoul")))
    assert [(actor.name, actor.words) for actor in proof.actors] == [
        ("Kenya", ("Kenyan",)),
        ("South Korea", ("Seoul",)),
    ]
    assert proof.faults == ()


def test_a_state_whose_words_the_model_forgot_is_found_by_the_table() -> None:
    [actor] = proved(TEXT, answer(state("a1", "Kenya", "KEN"))).actors
    assert actor.words == ("Kenyan",)


def test_an_actor_that_the_article_never_names_is_refused_and_told() -> None:
    proof = proved(TEXT, answer(state("a1", "Norway", "NOR")))
    assert proof.actors == ()
    assert faults(proof) == [("actor", None, "unknown_actor")]


def test_the_office_that_publishes_a_text_is_named_by_its_source() -> None:
    proof = proved("We will help.", answer(state("a1", "Ghana", "GHA")), source="Ministry of Health of Ghana")
    assert [actor.name for actor in proof.actors] == ["Ghana"]


@pytest.mark.parametrize(
    ("name", "declared", "kept", "basis"),
    [
        ("Kenya", "KEN", "KEN", Basis.BOTH),
        ("Kenya", "TZA", "KEN", Basis.TABLE),
        ("Kenya", None, "KEN", Basis.TABLE),
        ("Somaliland", "SOM", "SOM", Basis.MODEL),
        ("Somaliland", "Somalia", None, None),
    ],
)
def test_the_table_confirms_or_corrects_the_code_of_a_state(
    name: str, declared: str | None, kept: str | None, basis: Basis | None
) -> None:
    [actor] = proved(TEXT, answer(state("a1", name, declared, "Kenyan" if name == "Kenya" else None))).actors
    assert (actor.country, actor.basis.country) == (kept, basis)
    differences = [(issue.model_value, issue.code_value) for issue in actor.issues]
    assert differences == ([(declared, kept)] if declared not in (kept, None) else [])


def test_a_name_that_may_mean_two_states_keeps_the_one_that_the_model_declares() -> None:
    [actor] = proved("Congo signed a pact.", answer(state("a1", "Congo", "COD"))).actors
    assert (actor.country, actor.issues) == ("COD", ())


def test_a_person_takes_the_longest_part_of_the_name_that_the_article_holds() -> None:
    [actor] = proved(TEXT, answer(person("a1", "Grace Amina Otieno"))).actors
    assert actor.name == "Amina Otieno"
    assert [(issue.code, issue.model_value, issue.code_value) for issue in actor.issues] == [
        ("actor_name", "Grace Amina Otieno", "Amina Otieno")
    ]


def test_an_organisation_is_found_by_another_of_its_names() -> None:
    nato = person("a1", "North Atlantic Treaty Organization", kind="igo")
    [actor] = proved(TEXT, answer(nato)).actors
    assert (actor.name, actor.kind) == ("NATO", ActorKind.IGO)


def test_two_declarations_of_one_state_become_one_actor_under_the_first_id() -> None:
    proof = proved(
        TEXT,
        answer(
            state("a1", "Kenya", "KEN", "Kenyan"),
            state("a2", "Republic of Kenya", "KEN", "Kenyan"),
            person("a3", "Amina Otieno", "a2"),
        ),
    )
    assert [actor.id for actor in proof.actors] == ["a1", "a3"]
    assert proof.actors[1].represents == "a1"


def test_an_official_without_a_state_of_its_own_takes_that_of_whom_it_represents() -> None:
    proof = proved(TEXT, answer(state("a1", "Kenya", "KEN", "Kenyan"), person("a2", "Amina Otieno", "a1")))
    assert proof.actors[1].country == "KEN"


def test_a_name_stands_in_the_article_in_any_case_of_its_language() -> None:
    text = "Министр встретился с Петровой. Договор с Норвегией подписан в Осло на этой неделе, сообщили власти."
    proof = proved(text, answer(person("a1", "Петрова"), state("a2", "Норвегия", "NOR")))
    assert [actor.name for actor in proof.actors] == ["Петрова", "Норвегия"]
    assert proof.actors[1].basis.country is Basis.BOTH
