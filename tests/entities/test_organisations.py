import pytest

from extract.entities import organisations, states
from extract.entities.gazetteer import read_rows
from extract.normalize.tables import split_forms
from schemas import ActorKind

TABLE = [row for row in read_rows("organisations.tsv", 4) if row[1] != "stopper"]


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.organisation.name) for m in organisations.find_organisations(text)]


def test_every_kind_is_an_actor_kind_and_every_country_a_state() -> None:
    kinds = set(ActorKind) - {ActorKind.STATE, ActorKind.PERSON, ActorKind.GROUP}
    assert [row for row in TABLE if row[1] not in kinds] == []
    assert [row for row in TABLE if row[2] and not states.is_state(row[2])] == []


def test_only_ambiguous_aliases_have_two_owners() -> None:
    sure = [form.lstrip("*") for row in TABLE for form in [row[0], *split_forms(row[3])] if not form.startswith("~")]
    weak = {form[1:] for row in TABLE for form in split_forms(row[3]) if form.startswith("~")}
    assert sorted(form for form in set(sure) if sure.count(form) > 1) == []
    assert weak.isdisjoint(sure)


def test_every_name_is_found_as_its_organisation() -> None:
    for name, _kind, _country, aliases in TABLE:
        for form in [name, *split_forms(aliases)]:
            if not form.startswith("~"):
                assert found(f"by {form.lstrip('*')}, it") == [(form.lstrip("*"), name)], form


def test_only_public_bodies_have_a_state_in_their_name() -> None:
    names = [form.lstrip("*~") for row in TABLE if row[1] != "public_body" for form in [row[0], *split_forms(row[3])]]
    assert [name for name in names if states.find_states(f"by {name}, it")] == []


@pytest.mark.parametrize(
    ("words", "name", "kind", "country"),
    [
        ("NATO", "North Atlantic Treaty Organization", "igo", None),
        ("the U.N.", "United Nations", "igo", None),
        ("the European Commission", "European Commission", "public_body", None),
        ("Hamas", "Hamas", "armed_group", "PSE"),
        ("RTX", "RTX", "company", "USA"),
        ("KAI", "Korea Aerospace Industries", "company", "KOR"),
        ("Fatah", "Fatah", "party", "PSE"),
        ("the Red Cross", "International Committee of the Red Cross", "ngo", None),
        ("State Department", "US State Department", "public_body", "USA"),
        ("Yonhap", "Yonhap News Agency", "media", "KOR"),
    ],
)
def test_an_alias_is_looked_up_as_the_full_name(words: str, name: str, kind: str, country: str | None) -> None:
    assert organisations.lookup_organisation(words) == organisations.Organisation(name, kind, country)


@pytest.mark.parametrize(
    "words", ["", "the bloc", "Alliance", "nato", "RSF", "Kremlin", "Japan", "National Security Council"]
)
def test_words_that_name_no_single_organisation_are_not_looked_up(words: str) -> None:
    assert organisations.lookup_organisation(words) is None


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("the U.N. Security Council", [("U.N. Security Council", "United Nations Security Council")]),
        (
            "the Security Council and the UN",
            [("Security Council", "United Nations Security Council"), ("UN", "United Nations")],
        ),
        ("NATO’s chief", [("NATO", "North Atlantic Treaty Organization")]),
        ("G-7 and G7", [("G-7", "Group of Seven"), ("G7", "Group of Seven")]),
        ("OPEC+", [("OPEC+", "OPEC+")]),
        ("Hamas-run", [("Hamas", "Hamas")]),
        ("Russia's Security Council", [("Russia's Security Council", "Russian Security Council")]),
        ("the National Security Council", []),
        ("The Guardian Council", [("The Guardian Council", "Guardian Council")]),
        ("Italy’s Leonardo won", [("Leonardo", "Leonardo S.p.A.")]),
        ("Leonardo DiCaprio, Rafael Grossi and Alex Saab", []),
        ("U.S. State Department", [("U.S. State Department", "US State Department")]),
    ],
)
def test_organisations_are_found_with_their_offsets(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Rapid Support Forces (RSF) advanced", "Rapid Support Forces"),
        ("Reporters Without Borders (RSF) said", "Reporters Without Borders"),
        ("The Syrian Democratic Forces (SDF) advanced", "Syrian Democratic Forces"),
        ("The Self-Defense Forces (SDF) said", "Japan Self-Defense Forces"),
    ],
)
def test_a_shared_abbreviation_is_the_organisation_that_the_text_names_in_full(text: str, name: str) -> None:
    assert [owner for _, owner in found(text)] == [name, name]


def test_a_shared_abbreviation_alone_is_not_found() -> None:
    assert found("RSF and SDF forces met AU envoys") == []
    assert [words for words, _ in found("Rapid Support Forces and Reporters Without Borders; RSF")] == [
        "Rapid Support Forces",
        "Reporters Without Borders",
    ]
