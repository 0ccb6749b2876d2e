"""The entities of an article, found before a model is asked."""

import pytest

from extract.document.segment import segment
from extract.entities import bodies, designated, persons
from extract.entities.entities import Entities
from extract.entities.find import find_entities
from extract.entities.publisher import Publisher, assign_home
from extract.entities.states import find_states
from schemas import ActorKind


def entities(text: str) -> Entities:
    return find_entities(text, segment(text))


@pytest.mark.parametrize(
    ("text", "name", "office", "country"),
    [
        ("French Defence Minister Anne Moreau said no.", "Anne Moreau", "Defence Minister", "FRA"),
        ("Kenyan President Daudi Cherono spoke.", "Daudi Cherono", "President", "KEN"),
        ("Anwar Razak, prime minister of Malaysia, spoke.", "Anwar Razak", "prime minister", "MYS"),
        ("“No,” Ibra Ndoye said.", "Ibra Ndoye", None, None),
        ("President Kim Dae-sung of South Korea left.", "Kim Dae-sung", "President", "KOR"),
        ("Coordinator for the Middle East and North Africa Ann Roe left.", "Ann Roe", "Coordinator", None),
        ("Senior Advisor to the President for Trade and Investment Ann Roe left.", "Ann Roe", "Senior Advisor", None),
        ("President of Republic of the Congo Jean Mbemba left.", "Jean Mbemba", "President", "COG"),
        ("Carlo ROSSI, EU High Representative, left.", "Carlo ROSSI", "High Representative", None),
    ],
)
def test_a_person_is_recognised_by_a_title_an_apposition_or_a_verb_of_saying(
    text: str, name: str, office: str | None, country: str | None
) -> None:
    (found,) = persons.find_persons(text, find_states(text))
    assert (found.name, found.office, found.country) == (name, office, country)


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations said no.",
        "On Monday Parliament said no.",
        "South Korea said no.",
        "The Foreign Ministry said",
    ],
)
def test_other_capitalised_words_are_no_persons(text: str) -> None:
    assert persons.find_persons(text, find_states(text)) == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Chile's Ministry of National Defense said", "Chile's Ministry of National Defense", "CHL"),
        ("the Georgian interior ministry said", "Georgian interior ministry", "GEO"),
        ("the Senate of Kenya voted", "Senate", "KEN"),
        ("the State Duma voted", "State Duma", "RUS"),
    ],
)
def test_a_public_body_is_found_with_its_state_or_by_its_own_name(text: str, name: str, country: str) -> None:
    (found,) = bodies.find_bodies(text, find_states(text))
    assert (found.name, found.country) == (name, country)


def test_a_bare_ministry_is_no_body() -> None:
    assert bodies.find_bodies("the ministry said", []) == []


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("the Norwegian shipbuilder Halvorsen Marine won", "Halvorsen Marine", ActorKind.COMPANY, "NOR"),
        ("Kestrel Arms, a Swiss drone maker, won", "Kestrel Arms", ActorKind.COMPANY, "CHE"),
        ("an order for Tarn Aerospace came", "Tarn Aerospace", ActorKind.COMPANY, None),
        ("the rebel group Tide Brigade fled", "Tide Brigade", ActorKind.ARMED_GROUP, None),
        ("the news agency Cordillera reported", "Cordillera", ActorKind.MEDIA, None),
    ],
)
def test_a_company_group_or_outlet_is_recognised_by_the_noun_next_to_its_name(
    text: str, name: str, kind: ActorKind, country: str | None
) -> None:
    (found,) = designated.find_designated(text)
    assert (found.name, found.kind, found.country) == (name, kind, country)


@pytest.mark.parametrize(
    "text",
    ["the company Monday said", "Anne Moreau, a company founder, said", "the company CEO Anne Moreau", "the firm"],
)
def test_a_noun_without_a_name_is_no_company(text: str) -> None:
    assert designated.find_designated(text) == []


def test_name_demonym_and_capital_of_a_state_are_one_entity() -> None:
    found = entities("South Korea warned Japan. Seoul waited. The South Korean side left.")
    assert [mention.key for mention in found.mentions] == ["state:KOR", "state:JPN", "state:KOR", "state:KOR"]
    assert found.by_key["state:KOR"].name == "South Korea"


def test_a_surname_is_the_person_with_that_full_name() -> None:
    found = entities("French President Anne Moreau spoke. Moreau left.")
    assert [mention.key for mention in found.mentions][-2:] == ["person:Anne Moreau", "person:Anne Moreau"]


def test_a_surname_that_two_persons_share_is_not_found() -> None:
    found = entities("French President Anne Moreau met Chadian Minister Paul Moreau. Moreau left.")
    last = found.mentions[-1]
    assert found.text[last.start : last.end] == "Paul Moreau"


def test_a_person_acts_for_the_state_of_the_title() -> None:
    found = entities("French President Anne Moreau spoke.")
    assert found.state_of("person:Anne Moreau") == "state:FRA"


def test_a_demonym_before_a_title_is_no_separate_mention() -> None:
    found = entities("French President Anne Moreau met Chad.")
    assert [mention.key for mention in found.within(0, 100)] == ["person:Anne Moreau", "state:TCD"]


def test_people_of_a_state_do_not_act_for_it() -> None:
    assert entities("Chadian traders demanded peace.").mentions == ()


def persons_of(found: Entities) -> list[str]:
    """The keys of the mentions of persons."""
    return [mention.key for mention in found.mentions if mention.key.startswith("person:")]


def countries(text: str, home: Publisher) -> dict[str, str | None]:
    found = assign_home(entities(text), home)
    return {entity.name: entity.country for entity in found.by_key.values() if entity.kind is ActorKind.PERSON}


def test_a_title_without_a_state_belongs_to_the_state_of_the_publisher() -> None:
    people = "President Marsh, Interior Minister Ida Roth and Director Nils Falk of the bank"
    text = f"The council met\n\nThe meeting was attended by {people}."
    assert countries(text, Publisher("NAM", of_president=True)) == {
        "Marsh": "NAM",
        "Ida Roth": "NAM",
        "Nils Falk": None,
    }


def test_of_two_presidents_only_the_one_in_the_headline_belongs_to_the_publisher() -> None:
    both = "We spoke to President Marsh and President Roth."
    assert set(countries(f"Statement on Peace\n\n{both}", Publisher("NAM", of_president=True)).values()) == {None}
    headed = f"Statement from President Marsh on Peace\n\n{both}"
    assert countries(headed, Publisher("NAM", of_president=True)) == {"Marsh": "NAM", "Roth": None}


def test_a_noun_in_a_title_case_headline_is_not_part_of_a_name() -> None:
    text = "Vice President Ida Roth Call with Kenya\n\nVice President Ida Roth spoke on Monday."
    assert [entity.name for entity in entities(text).by_key.values() if entity.kind is ActorKind.PERSON] == ["Ida Roth"]


def test_a_verb_in_a_title_case_headline_is_not_part_of_a_name() -> None:
    found = entities("Statement from President Ann Roe Welcoming Chad to the Alliance\n\nI welcome Chad.")
    assert [entity.name for entity in found.by_key.values() if entity.kind is ActorKind.PERSON] == ["Ann Roe"]


def test_a_surname_without_its_article_is_the_same_person() -> None:
    found = entities("Prime Minister Omar Said al-Basri of Iraq spoke. Basri left.")
    assert {mention.key for mention in found.mentions if mention.key.startswith("person:")} == {
        "person:Omar Said al-Basri"
    }


def test_a_surname_in_capitals_is_the_same_in_lower_case() -> None:
    found = entities("Carlo ROSSI, EU High Representative, spoke. Then Rossi left.")
    assert [mention.key for mention in found.mentions if mention.key.startswith("person:")] == [
        "person:Carlo ROSSI"
    ] * 2


def test_two_persons_share_a_title_in_the_plural() -> None:
    found = persons.find_persons(
        "Defence Ministers Ivo Sanz and Ann Roe met. The ministers left and Bea Lund stayed.", []
    )
    assert [(person.name, person.office) for person in found] == [
        ("Ivo Sanz", "Defence Minister"),
        ("Ann Roe", "Defence Minister"),
    ]
