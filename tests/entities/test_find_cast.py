"""Which actors a text names: by tables, titles, and what stands beside a name."""

import pytest

from extract.document.segment import segment
from extract.entities.cast import Actor, Cast
from extract.entities.find_cast import find_cast
from tests.support.english import analyzer


def cast_of(text: str, source: str | None = None) -> Cast:
    """Return the actors of a text."""
    return find_cast(analyzer().analyze(text, segment(text)), source)


def named(name: str, text: str, source: str | None = None) -> Actor:
    """Return the actor with this name."""
    [found] = [actor for actor in cast_of(text, source).actors.values() if actor.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "name", "office", "country"),
    [
        ("Malian Foreign Minister Awa Diop arrived on Monday.", "Awa Diop", "Foreign Minister", "MLI"),
        ("Mali's foreign minister, Awa Diop, arrived on Monday.", "Awa Diop", "foreign minister", "MLI"),
        ("Awa Diop, the Malian foreign minister, arrived on Monday.", "Awa Diop", "foreign minister", "MLI"),
        ("The president of Togo, Kofi Mensa, arrived on Monday.", "Kofi Mensa", "president", "TGO"),
        ("President Kofi Mensa of Togo arrived on Monday.", "Kofi Mensa", "President", "TGO"),
        ("She met her Peruvian counterpart, Ana Sol, on Monday.", "Ana Sol", "counterpart", "PER"),
        ("The Malian envoy to the United Nations, Awa Diop, arrived.", "Awa Diop", "envoy", "MLI"),
        ("The government of Peru, led by Prime Minister Ana Sol, met on Monday.", "Ana Sol", "Prime Minister", "PER"),
        ("Malian Secretary of State Awa Diop arrived on Monday.", "Awa Diop", "Secretary of State", "MLI"),
    ],
)
def test_a_title_beside_a_name_gives_the_person_office_and_state(
    text: str, name: str, office: str, country: str
) -> None:
    person = named(name, text)

    assert (person.kind, person.office, person.country) == ("person", office, country)
    assert person.represents == f"state:{country}"


def test_a_title_before_several_names_is_that_of_each() -> None:
    cast = cast_of("The ministers Ana Sol, Awa Diop and Kofi Mensa put their names to the text.")

    assert {actor.name for actor in cast.actors.values() if actor.office == "ministers"} == {
        "Ana Sol",
        "Awa Diop",
        "Kofi Mensa",
    }


def test_the_words_before_a_prepositional_phrase_are_no_title_of_what_is_in_it() -> None:
    cast = cast_of("The leaders of the Ostara Compact met in Lima.")

    assert all(actor.kind != "person" for actor in cast.actors.values())


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("The Swiss company Kestrel Arms signed on Monday.", "Kestrel Arms", "company", "CHE"),
        ("Halvor Marine, a Norwegian shipbuilder, signed on Monday.", "Halvor Marine", "company", "NOR"),
        ("Tarn Aerospace signed on Monday.", "Tarn Aerospace", "company", None),
        ("The rebel group Red Dune attacked the town.", "Red Dune", "armed_group", None),
        ("The Togolese interior ministry denied it.", "Togolese interior ministry", "public_body", "TGO"),
        ("The Ministry of Finance of Peru denied it.", "Ministry of Finance", "public_body", "PER"),
    ],
)
def test_words_beside_a_name_show_what_it_names(text: str, name: str, kind: str, country: str | None) -> None:
    actor = named(name, text)

    assert (actor.kind, actor.country) == (kind, country)


def test_rebels_in_a_town_do_not_make_the_town_an_armed_group() -> None:
    cast = cast_of("In Ostara, rebels celebrated in the streets.")

    assert all(actor.kind != "armed_group" for actor in cast.actors.values())


@pytest.mark.parametrize("part", ["Rojas", "Quispe"])
def test_a_part_of_a_double_surname_is_the_same_person(part: str) -> None:
    cast = cast_of(f"Peruvian Defence Minister Carla Rojas Quispe arrived. {part} urged Chile to withdraw.")

    assert [actor.name for actor in cast.actors.values() if actor.kind == "person"] == ["Carla Rojas Quispe"]


def test_a_surname_of_two_persons_is_neither_of_them() -> None:
    cast = cast_of("Ana Sol said so. Juan Sol denied it. Sol left on Monday.")

    last = cast.places[-1]
    assert cast.actors[last.key].name not in ("Ana Sol", "Juan Sol")


def test_a_name_that_speaks_is_a_person_without_a_title() -> None:
    assert named("Awa Diop", "The raid was wrong, Awa Diop said.").kind == "person"


def test_a_name_that_no_table_knows_is_kept_as_unknown() -> None:
    actor = named("Ostara", "Ostara signed a treaty with Mali.")

    assert (actor.kind, actor.country, actor.known) == ("group", None, False)


def test_a_quarter_is_part_of_a_name() -> None:
    assert named("South Ostara", "Mali and South Ostara signed a treaty. South of it, troops waited.").kind == "group"


def test_an_official_of_what_no_table_knows_acts_for_no_other_state() -> None:
    text = "The president of Ostara, Awa Diop, met the president of Mali."
    assert named("Awa Diop", text).country is None
    assert named("Awa Diop", text).represents == "group:Ostara"


def test_the_publishing_state_owns_officials_and_bodies_without_a_state() -> None:
    text = "Foreign Secretary Tom Bale said so.\n\nThe Senate approved it, as President Ana Sol of Peru had asked."

    assert named("Tom Bale", text, "Government of Kenya").country == "KEN"
    assert named("Senate", text, "Government of Kenya").country == "KEN"
    assert named("Ana Sol", text, "Government of Kenya").country == "PER"


def test_a_newspaper_publishes_for_no_state() -> None:
    text = "Mali, Chad and Togo met. The Senate approved it."

    assert named("Senate", text, "Daily Echo").country is None


def test_officials_without_a_state_are_of_the_seat_of_the_newspaper() -> None:
    text = "Mali and Peru signed a pact. Foreign Minister Ana Sol praised it."

    assert named("Ana Sol", text, "Courier (Lima)").country == "PER"


def test_the_official_with_a_counterpart_is_of_the_other_state() -> None:
    text = "Mali and Togo signed a pact. Defence Minister Awa Diop and her Togolese counterpart, Kofi Mensa, met."

    assert named("Awa Diop", text).country == "MLI"


def test_words_of_a_heading_in_title_case_belong_to_no_name() -> None:
    cast = cast_of("Ana Sol Welcomes Envoys\n\nAna Sol, the Peruvian president, welcomed the envoys on Monday.")

    assert [actor.name for actor in cast.actors.values() if actor.kind == "person"] == ["Ana Sol"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("The Mali Association against Torture spoke on Monday.", "Association against Torture", "ngo", None),
        ("The Badminton Association of Togo met in Lima.", "Badminton Association of Togo", "ngo", "TGO"),
        ("The Union for Peace and Justice met in Lima.", "Union for Peace and Justice", "igo", None),
        ("The Chamber of Commerce in Togo met in Lima.", "Chamber of Commerce in Togo", "ngo", "TGO"),
    ],
)
def test_the_name_of_an_organisation_goes_on_after_its_noun(
    text: str, name: str, kind: str, country: str | None
) -> None:
    found = named(name, text)

    assert found.kind == kind
    assert country is None or found.country == country


def test_a_state_beside_an_organisation_is_no_part_of_its_name() -> None:
    cast = cast_of("The Union for Peace and Chad met on Friday.")

    assert {"Union for Peace", "Chad"} <= {actor.name for actor in cast.actors.values()}


def places_of(key_part: str, text: str) -> list[str]:
    """Return the words by which a text names the actor whose key has this part."""
    return [text[place.start : place.end] for place in cast_of(text).places if key_part in place.key]


def test_an_abbreviation_in_brackets_names_the_organisation_before_it() -> None:
    text = "The Coastal Association of Nurses (CAN) met in Lima. CAN condemned the raid."

    assert places_of("Nurses", text) == ["Coastal Association of Nurses", "CAN", "CAN"]


def test_an_agency_in_brackets_is_no_abbreviation_of_what_stands_before_it() -> None:
    text = "The Coastal Association of Nurses (XYZ) met in Lima. XYZ reported it."

    assert places_of("Nurses", text) == ["Coastal Association of Nurses"]


def test_an_official_with_a_short_first_name_is_the_one_with_the_long_name() -> None:
    text = "President Jo Sol arrived. President Josefina R. Sol met Awa Diop. President Sol left."

    assert places_of("person:Josefina R. Sol", text) == ["Jo Sol", "Josefina R. Sol", "Sol"]


def test_officials_with_other_first_names_are_two_persons() -> None:
    text = "President Ana Sol arrived. President Carla Sol left."

    assert {"Ana Sol", "Carla Sol"} <= {actor.name for actor in cast_of(text).actors.values()}


def test_an_arabic_article_does_not_make_another_person() -> None:
    text = "Malian President Awa El-Diop arrived. Al-Diop met her ministers. Diop left."

    assert places_of("person:Awa El-Diop", text) == ["Awa El-Diop", "Al-Diop", "Diop"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The raid was blamed on Kofi Mensa, who left the capital.", "Kofi Mensa"),
        ("Police freed Kofi Mensa, 45, on Monday.", "Kofi Mensa"),
        ("Police freed her sister, Ana Sol, on Monday.", "Ana Sol"),
        ("Minister Awa Diop, Kofi Mensa and Ana Sol signed the text.", "Ana Sol"),
        ("The minister of Labour and Tourism, Kofi Mensa, signed the text.", "Kofi Mensa"),
        ("The president of Togo met the ambassador to Jordan Kofi Mensa.", "Kofi Mensa"),
        ("They met the ruler of Gao Region Kofi Mensa on Monday.", "Kofi Mensa"),
        ("The text was signed by Ana Jun, president of Togo.", "Ana Jun"),
        ("Togolese minister Ana d'Escala signed the text.", "Ana d'Escala"),
    ],
)
def test_the_words_beside_a_name_show_a_person(text: str, name: str) -> None:
    assert named(name, text).kind == "person"


@pytest.mark.parametrize(
    "text",
    [
        "President Kofi Mensa spoke at the Presidential Palace in Lima.",
        "President Kofi Mensa signed Executive Order 17 in Lima.",
        "They met in Lima Jun 5.",
    ],
)
def test_places_and_articles_and_days_are_no_persons(text: str) -> None:
    people = {actor.name for actor in cast_of(text).actors.values() if actor.kind == "person"}

    assert people <= {"Kofi Mensa"}


def test_the_government_of_a_region_does_not_act_for_the_state() -> None:
    assert named("Kurdistan Regional Government", "The Kurdistan Regional Government met.").represents is None


@pytest.mark.parametrize("name", ["The Zionist regime", "The Islamic Republic"])
def test_names_of_the_press_for_states(name: str) -> None:
    codes = {actor.country for actor in cast_of(f"{name} condemned the raid.").actors.values()}

    assert codes in ({"ISR"}, {"IRN"})
