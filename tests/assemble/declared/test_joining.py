"""Actors and records that two pages share are joined; those that only look alike stay apart."""

from extract.assemble.declared.joining import Joined, join
from schemas import Status
from tests.support.declared import Item, answer, pact, person, proved, speech, state

TEXT = (
    "France and Chad signed a defence pact. France's minister Paul Roche condemned the raid. "
    "The defence pact was ratified on Monday. Roche condemned the raid again. Niger condemned the talks."
)


def joined(*pages: Item) -> Joined:
    together = Joined()
    for page in pages:
        together = join(together, proved(TEXT, page))
    return together


def sides(france: str = "a1", chad: str = "a2") -> tuple[Item, Item]:
    return state(france, "France", "FRA"), state(chad, "Chad", "TCD")


def test_an_actor_keeps_its_id_and_a_new_one_gets_a_free_one() -> None:
    together = joined(answer(*sides()), answer(*sides("a2", "a1"), state("a3", "Niger", "NER")))
    assert [(actor.id, actor.name) for actor in together.actors] == [("a1", "France"), ("a2", "Chad"), ("a3", "Niger")]


def test_an_id_that_a_later_page_gives_to_another_actor_is_no_proof_that_they_are_one() -> None:
    together = joined(answer(state("a1", "France", "FRA")), answer(state("a1", "Niger", "NER")))
    assert [actor.name for actor in together.actors] == ["France", "Niger"]
    assert len({actor.id for actor in together.actors}) == 2


def test_a_person_named_in_full_on_one_page_and_by_surname_on_the_next_is_one_actor() -> None:
    france = state("a1", "France", "FRA")
    together = joined(
        answer(france, person("a2", "Paul Roche", "a1", office="minister")),
        answer(person("a5", "Roche")),
    )
    [_, roche] = together.actors
    assert (roche.name, roche.office, roche.represents) == ("Paul Roche", "minister", "a1")


def test_an_agreement_told_on_two_pages_is_one_with_its_furthest_stage_and_all_sentences() -> None:
    ratified = pact("a1", "a2", sentences=(3,), status="ratified", status_cue="ratified")
    together = joined(answer(*sides(), agreements=(pact("a1", "a2"),)), answer(*sides(), agreements=(ratified,)))
    [found] = together.agreements
    assert (found.status, [one.index for one in found.sentences]) == (Status.RATIFIED, [0, 2])
    assert found.status_cue and found.status_cue.text == "ratified"
    assert [(doubt.code, doubt.field) for doubt in found.doubts if doubt.code == "pages"] == [("pages", "status")]
    assert together.merged == 1


def test_agreements_of_other_parties_or_on_other_matters_stay_apart() -> None:
    other = pact("a1", "a3", sentences=(3,), status_cue="ratified")
    matter = pact("a1", "a2", sentences=(3,), status_cue="ratified", subject="fishing quotas")
    niger = state("a3", "Niger", "NER")
    for apart in (other, matter):
        together = joined(
            answer(*sides(), agreements=(pact("a1", "a2"),)), answer(*sides(), niger, agreements=(apart,))
        )
        assert len(together.agreements) == 2


def test_a_statement_in_the_part_that_two_pages_share_is_one() -> None:
    france, roche = state("a1", "France", "FRA"), person("a2", "Paul Roche", "a1")
    said = speech("a2", sentences=(2,))
    together = joined(
        answer(france, roche, statements=(said,)), answer(france, roche, statements=(said | {"act": "deplore"},))
    )
    [found] = together.statements
    assert "pages" in [doubt.code for doubt in found.doubts]


def test_the_same_words_about_another_speaker_are_another_statement() -> None:
    france, niger = state("a1", "France", "FRA"), state("a2", "Niger", "NER")
    first = answer(france, statements=(speech("a1", sentences=(2,)),))
    second = answer(niger, statements=(speech("a2", sentences=(5,), about="talks"),))
    assert len(joined(first, second).statements) == 2


def test_within_a_page_only_an_exact_repetition_is_dropped() -> None:
    france = state("a1", "France", "FRA")
    said = speech("a1", sentences=(2,))
    together = joined(answer(france, statements=(said, said, said | {"about": "the raid of Monday"})))
    assert (len(together.statements), together.merged) == (2, 1)
