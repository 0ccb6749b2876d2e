"""Actors across articles: the same by table, or by name, country and office at a time."""

from dataclasses import replace

from extract.link.link import link
from extract.link.links import LinkedActor
from extract.link.views import ActorView, ArticleView
from schemas import ActorKind
from tests.support.linking import article, person


def group(*articles: tuple[str, ActorView]) -> list[set[str]]:
    """Return the articles whose actors are one; each article is given its publication and one actor."""
    views = [only(article(str(number), published=day), actor) for number, (day, actor) in enumerate(articles)]
    return sorted(({source_id for source_id, _ in actor.members} for actor in link(views).actors), key=min)


def only(view: ArticleView, *actors: ActorView) -> ArticleView:
    return replace(view, actors=actors)


def test_two_persons_of_one_surname_stay_two() -> None:
    minister, president = person("Amos Kiprono", office="Foreign Minister"), person("Ruth Kiprono", office="President")
    short = person("Kiprono", office="foreign minister")
    found = group(("2024-03-04", minister), ("2024-03-04", president), ("2024-03-05", short))
    assert found == [{"0", "2"}, {"1"}]


def test_a_surname_that_fits_two_persons_belongs_to_neither() -> None:
    one, other = person("Amos Kiprono", office="minister"), person("Ruth Kiprono", office="minister")
    assert group(("2024-03-04", one), ("2024-03-04", other), ("2024-03-05", person("Kiprono"))) == [{"0"}, {"1"}, {"2"}]


def test_an_office_holder_who_changes_is_two_persons() -> None:
    old, new = person("Amos Kiprono", office="Foreign Minister"), person("Grace Wambui", office="Foreign Minister")
    assert group(("2021-03-04", old), ("2024-03-04", new)) == [{"0"}, {"1"}]


def test_a_person_who_changes_office_is_one() -> None:
    deputy, minister = person("Amos Kiprono", office="deputy minister"), person("Amos Kiprono", office="minister")
    assert group(("2021-03-04", deputy), ("2024-03-04", minister)) == [{"0", "1"}]


def test_a_namesake_in_another_office_at_the_same_time_is_another_person() -> None:
    minister = person("Amos Kiprono", office="irrigation minister")
    unionist = person("Amos Kiprono", office="union leader", side="")
    assert group(("2024-03-04", minister), ("2024-03-05", unionist)) == [{"0"}, {"1"}]


def test_namesakes_of_two_states_are_two() -> None:
    assert group(("2024-03-04", person("Ana Prado", "KEN")), ("2024-03-04", person("Ana Prado", "NOR"))) == [
        {"0"},
        {"1"},
    ]


def test_a_likeness_of_names_counts_only_with_the_same_office() -> None:
    one = person("Mohamed Saleh", office="ambassador")
    assert group(("2024-03-04", one), ("2024-04-04", person("Muhammad Saleh", office="ambassador"))) == [{"0", "1"}]
    assert group(("2024-03-04", one), ("2024-04-04", person("Muhammad Saleh", office="senator"))) == [{"0"}, {"1"}]


def test_states_and_organisations_of_the_table_are_one_by_any_name() -> None:
    nato = ActorView("x", "NATO", ActorKind.IGO)
    full = ActorView("y", "North Atlantic Treaty Organization", ActorKind.IGO)
    (found,) = link([only(article("a"), nato), only(article("b"), full)]).actors
    assert (found.name, found.wikidata) == ("North Atlantic Treaty Organization", "Q7184")
    rok = ActorView("z", "Republic of Korea", ActorKind.STATE, "KOR")
    korea = ActorView("z", "South Korea", ActorKind.STATE, "KOR")
    (state,) = link([only(article("a"), rok), only(article("b"), korea)]).actors
    assert (state.name, state.wikidata) == ("South Korea", "Q884")


def test_an_organisation_of_several_states_is_one_whatever_state_an_article_gives_it() -> None:
    names = [("EU", "USA"), ("European Union", "RUS"), ("European Union", None)]
    views = [
        only(article(f"a{number}"), ActorView("a1", name, ActorKind.IGO, country))
        for number, (name, country) in enumerate(names)
    ]
    [union] = link(views).actors
    assert (union.name, union.country, len(union.members)) == ("European Union", None, 3)


def test_actors_with_one_name_in_one_article_have_ids_of_their_own() -> None:
    ministries = [
        ActorView(f"a{n}", "defence ministry", ActorKind.PUBLIC_BODY, code) for n, code in enumerate(("KEN", "UGA"))
    ]
    found = link([only(article("a"), *ministries)]).actors
    assert len({actor.id for actor in found}) == len(found) == 2


def test_an_organisation_of_no_table_is_known_by_its_initials_and_kind() -> None:
    full = ActorView("x", "Tana Basin Council", ActorKind.IGO)
    assert group(("2024-03-04", full), ("2024-03-05", ActorView("y", "TBC", ActorKind.IGO))) == [{"0", "1"}]
    assert group(("2024-03-04", full), ("2024-03-05", ActorView("y", "TBC", ActorKind.COMPANY))) == [{"0"}, {"1"}]


def test_a_ministry_is_one_within_its_state() -> None:
    kenyan = ActorView("x", "Ministry of Defence", ActorKind.PUBLIC_BODY, "KEN")
    same = ActorView("y", "Defense Ministry", ActorKind.PUBLIC_BODY, "KEN")
    other = ActorView("y", "Defense Ministry", ActorKind.PUBLIC_BODY, "NOR")
    assert group(("2024-03-04", kenyan), ("2024-03-05", same), ("2024-03-05", other)) == [{"0", "1"}, {"2"}]


def test_offices_carry_the_time_for_which_articles_give_them() -> None:
    reports = (
        ("2021-03-04", person("Amos Kiprono", office="deputy minister")),
        ("2023-05-06", person("Amos Kiprono", office="minister")),
        ("2024-07-08", person("Kiprono Amos", office="minister")),
    )
    views = [only(article(str(n), published=day), actor) for n, (day, actor) in enumerate(reports)]
    (found,) = link(views).actors
    assert offices(found) == [
        ("deputy minister", "2021-03-04", "2021-03-04"),
        ("minister", "2023-05-06", "2024-07-08"),
    ]
    assert (str(found.first), str(found.last)) == ("2021-03-04", "2024-07-08")


def offices(actor: LinkedActor) -> list[tuple[str, str, str]]:
    return [(held.office, str(held.first), str(held.last)) for held in actor.offices]


def test_an_initial_stands_for_a_first_name() -> None:
    full, short = person("Chanda Mwila", office="rebel leader"), person("C. Mwila", office="leader")
    assert group(("2024-03-04", full), ("2024-03-05", short)) == [{"0", "1"}]


def test_a_military_rank_is_no_other_office() -> None:
    chief, admiral = person("Agung Wibowo", office="navy chief"), person("Wibowo", office="Admiral")
    assert group(("2024-03-04", chief), ("2024-03-05", admiral)) == [{"0", "1"}]


def test_a_person_without_a_country_is_found_among_those_of_every_country() -> None:
    known, unknown = (
        person("Ana Prado", "KEN", office="minister"),
        person("Ana Prado", None, office="minister", side=""),
    )
    assert group(("2024-03-04", known), ("2024-03-05", unknown)) == [{"0", "1"}]
    assert group(("2024-03-04", unknown), ("2024-03-05", known)) == [{"0", "1"}]
