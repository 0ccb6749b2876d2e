"""Records of proved answers: ids in order of the text, every mention of an actor, and the words behind each value."""

from extract.assemble.declared.joining import Joined, join
from extract.assemble.declared.records import DeclaredRecords, make_records
from extract.verify.declared.prove import prove
from extract.verify.declared.state_names import StateNames
from schemas import Certainty, MentionForm
from schemas.declared import DeclaredAnswer
from tests.support.declared import Item, answer, pact, person, speech, state, words_of
from tests.support.drafts import make_article

TEXT = (
    "Kenyan President Amina Otieno met Tanzania's envoy. Otieno condemned the raid, her office said. "
    "Kenya and Tanzania signed a border treaty. Dodoma will host talks."
)
KENYA, TANZANIA = state("a7", "Kenya", "KEN"), state("a3", "Tanzania", "TZA")
OTIENO = person("a2", "Amina Otieno", "a7", office="President")
TREATY = pact("a7", "a3", sentences=(3,), subject="border treaty")
RAID = speech("a2", sentences=(2,), about="the raid", source="her office")


def records(*actors: Item, agreements: tuple[Item, ...] = (), statements: tuple[Item, ...] = ()) -> DeclaredRecords:
    article = make_article(TEXT)
    words = words_of(article)
    declared = DeclaredAnswer.model_validate(answer(*actors, agreements=agreements, statements=statements))
    made = make_records(join(Joined(), prove(declared, words, StateNames(article))), words)
    spans = [span for actor in made.actors for mention in actor.mentions for span in [mention.span]]
    assert all(article.holds(span) for span in spans)
    return made


def test_ids_follow_the_text_and_references_follow_the_ids() -> None:
    made = records(OTIENO, TANZANIA, KENYA, agreements=(TREATY,), statements=(RAID,))
    assert [(actor.id, actor.name) for actor in made.actors] == [
        ("a1", "Kenya"),
        ("a2", "Amina Otieno"),
        ("a3", "Tanzania"),
    ]
    assert made.actors[1].represents == "a1"
    assert [party.actor for party in made.agreements[0].parties] == ["a1", "a3"]
    assert made.statements[0].speakers == ("a2",)


def test_an_actor_is_found_wherever_the_article_names_it() -> None:
    made = records(KENYA, OTIENO, TANZANIA)
    found = {actor.name: [(one.span.text, one.form) for one in actor.mentions] for actor in made.actors}
    assert found["Kenya"] == [("Kenyan", MentionForm.DEMONYM), ("Kenya", MentionForm.NAME)]
    assert found["Amina Otieno"] == [("Amina Otieno", MentionForm.NAME), ("Otieno", MentionForm.SHORT_NAME)]
    assert found["Tanzania"][-1] == ("Dodoma", MentionForm.CAPITAL)


def test_a_surname_that_two_persons_share_is_a_mention_of_neither() -> None:
    made = records(OTIENO, person("a4", "Jane Otieno", words="Otieno"))
    assert [one.span.text for one in made.actors[0].mentions] == ["Amina Otieno"]


def test_a_record_has_its_words_its_sentences_and_its_source() -> None:
    [raid] = records(KENYA, OTIENO, statements=(RAID,)).statements
    assert [span.text for span in raid.evidence] == ["Otieno condemned the raid, her office said."]
    assert {name: [span.text for span in spans] for name, spans in raid.fields.items()} == {
        "speakers": ["Otieno"],
        "about": ["the raid"],
    }
    assert raid.attribution and raid.attribution.source_text == "her office"
    assert (raid.codes.cameo, raid.act_class.value) == ("111", "expressive")


def test_a_record_that_nothing_speaks_against_is_certain() -> None:
    [treaty] = records(KENYA, TANZANIA, agreements=(TREATY,)).agreements
    assert (treaty.certainty, treaty.doubts) == (Certainty.HIGH, ())
    [unsure] = records(KENYA, TANZANIA, agreements=(TREATY | {"unsure": ["status"]},)).agreements
    assert unsure.certainty is Certainty.MEDIUM


def test_an_issue_names_the_record_that_it_is_about() -> None:
    wrong = TREATY | {"value": None, "dates": []}
    made = records(state("a7", "Kenya", "UGA"), TANZANIA, agreements=(wrong,))
    assert [(issue.record, issue.field, issue.model_value, issue.code_value) for issue in made.issues] == [
        ("a1", "country", "UGA", "KEN")
    ]
