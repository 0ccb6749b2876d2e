"""FollowTheMoney entities, read by the official library."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.output.export import Target, export
from extract.output.load import load_run
from schemas import Actor, ActorKind, ArticleExtraction
from tests.support.fixture_run import fixture_run
from tests.support.linked_runs import linked_run
from tests.support.made_runs import mixed, write_run
from tests.support.results import article, extraction

Entities = dict[str, dict[str, Any]]


def entities(path: Path) -> Entities:
    """The entities of a file by id; each is there once."""
    lines = export(load_run(path), Target.FTM).path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    found = {entity["id"]: entity for entity in map(json.loads, lines)}
    assert len(found) == len(lines)
    return found


@pytest.mark.parametrize("make", [mixed, fixture_run, linked_run])
def test_every_entity_is_valid_and_cleaning_removes_nothing(tmp_path: Path, make: Any) -> None:
    ftm: Any = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    found = entities(make(tmp_path / "run"))
    for entity in found.values():
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        pointed = {value for prop, value in proxy.itervalues() if prop.type.name == "entity"}
        assert pointed <= set(found)
        cleaned = ftm.model.get_proxy(entity, cleaned=True)
        assert len(list(cleaned.itervalues())) == len(list(proxy.itervalues()))


def test_a_language_has_three_letters(tmp_path: Path) -> None:
    found = entities(fixture_run(tmp_path / "run"))
    languages = {code for entity in found.values() for code in entity["properties"].get("language", [])}
    assert languages == {"eng", "fra", "zho"}


def with_actors(source_id: str, number: int, *actors: Actor) -> ArticleExtraction:
    page = article(source_id=source_id).model_copy(update={"id": f"sha256:{number:016x}"})
    return extraction().model_copy(update={"article": page, "actors": actors, "agreements": (), "statements": ()})


def test_an_actor_is_one_entity_across_articles(tmp_path: Path) -> None:
    def cast(union: str, body: str) -> tuple[Actor, ...]:
        return (
            Actor(id="a1", name="Kenya", kind=ActorKind.STATE, country="KEN"),
            Actor(id="a2", name=union, kind=ActorKind.IGO),
            Actor(id="a3", name="Amina Wekesa", kind=ActorKind.PERSON, represents="a1", office=body),
            Actor(id="a4", name="Wekesa", kind=ActorKind.PERSON, represents="a1"),
        )

    found = [with_actors("one", 1, *cast("EU", "minister")), with_actors("two", 2, *cast("European Union", "envoy"))]
    names = [
        (entity["schema"], entity["properties"]["name"][0])
        for entity in entities(write_run(tmp_path / "run", found)).values()
        if entity["schema"] not in ("Article", "Representation")
    ]
    assert sorted(names) == [
        ("Organization", "European Union"),
        ("Person", "Amina Wekesa"),
        ("Person", "Wekesa"),
        ("Person", "Wekesa"),
        ("PublicBody", "Kenya"),
    ]
    [person] = [e for e in entities_again(tmp_path) if e["properties"].get("name") == ["Amina Wekesa"]]
    assert person["properties"]["position"] == ["minister", "envoy"]


def test_a_person_of_a_collection_is_one_entity_under_any_spelling(tmp_path: Path) -> None:
    def cast(name: str) -> tuple[Actor, ...]:
        return (
            Actor(id="a1", name="Kenya", kind=ActorKind.STATE, country="KEN"),
            Actor(id="a2", name=name, kind=ActorKind.PERSON, country="KEN", represents="a1", office="foreign minister"),
        )

    found = [with_actors("one", 1, *cast("Amina Wekesa")), with_actors("two", 2, *cast("A. Wekesa"))]
    persons = [
        entity["properties"]["name"]
        for entity in entities(linked_run(tmp_path / "run", found)).values()
        if entity["schema"] == "Person"
    ]
    assert persons == [["Amina Wekesa", "A. Wekesa"]]


def entities_again(tmp_path: Path) -> list[dict[str, Any]]:
    text = (tmp_path / "run" / "ftm.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_an_event_tells_who_did_what_to_whom_and_when(tmp_path: Path) -> None:
    found = entities(mixed(tmp_path / "run"))
    events = {entity["properties"]["name"][0]: entity for entity in found.values() if entity["schema"] == "Event"}
    assert events["Norway and Sudan: treaty pledged: a ferry treaty"]["properties"]["date"] == ["2030-01-15"]
    assert events["Sudan (negated) warns Norway: delays"]["properties"]["date"] == ["2030-01-15"]
    assert "date" not in events["Norway and Sudan: arms contract signed: 12 patrol boats"]["properties"]
