"""A result written by hand: one short article with records of each kind, and rows of the other files of a run."""

from schemas import (
    Actor,
    Agreement,
    Article,
    ArticleExtraction,
    Attribution,
    Counts,
    Duplicate,
    EventDate,
    Failure,
    Issue,
    Mention,
    Money,
    Party,
    PromptUsed,
    Provenance,
    Quantity,
    Rejected,
    RunManifest,
    SecurityStatement,
    Span,
    Status,
    Usage,
    codes_of_act,
    codes_of_status,
)
from schemas.vocab import (
    Act,
    ActClass,
    ActorKind,
    Context,
    CurrencyBasis,
    DateRelation,
    DateRole,
    DuplicateKind,
    FailureCode,
    Instrument,
    MentionForm,
    PartyRole,
    Quote,
    Stage,
)

DEAL = "Norland committed to conclude a ferry treaty with Sudland by 2031, the Norland cabinet said."
BOATS = "A 2029 contract over 12 patrol boats was worth $1.5 million."
WARNING = "Sudland warned Norland against delays."
TEXT = f"Norland, Sudland plan ferry treaty\n\n{DEAL}\n{BOATS}\n{WARNING}\n"


def article(text: str = TEXT, source_id: str = "ferry", title: str | None = None) -> Article:
    return Article(
        id="sha256:0123456789abcdef",
        source_id=source_id,
        text=text,
        title=title,
        source="Fjord Wire",
        published="2030-01-15",
        sha256="0" * 64,
        characters=len(text),
    )


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def actors() -> tuple[Actor, ...]:
    named = Mention(span=at("Norland"), form=MentionForm.NAME)
    return (
        Actor(id="a1", name="Norland", kind=ActorKind.STATE, country="NOR", mentions=(named, named)),
        Actor(
            id="a2",
            name="Sudland",
            kind=ActorKind.STATE,
            country="SDN",
            mentions=(Mention(span=at("Sudland"), form=MentionForm.NAME),),
        ),
        Actor(id="a3", name="Norland cabinet", kind=ActorKind.PUBLIC_BODY, represents="a1", office="cabinet"),
    )


def treaty() -> Agreement:
    return Agreement(
        id="g1",
        subject="a ferry treaty",
        instrument=Instrument.TREATY,
        status=Status.PLEDGED,
        status_cue=at("committed to conclude"),
        parties=(Party(actor="a1"), Party(actor="a2", explicit=False)),
        contexts=(Context.ECONOMIC, Context.NATURAL_RESOURCE),
        dates=(EventDate(edtf="../2031", relation=DateRelation.BY, role=DateRole.TARGET_CONCLUSION, span=at("2031")),),
        attribution=Attribution(
            source="a3", source_text="the Norland cabinet", quote=Quote.INDIRECT, span=at("the Norland cabinet said")
        ),
        codes=codes_of_status(Status.PLEDGED),
        evidence=(at(DEAL),),
    )


def boats() -> Agreement:
    return Agreement(
        id="g2",
        subject="12 patrol boats",
        instrument=Instrument.ARMS_CONTRACT,
        status=Status.SIGNED,
        status_cue=at("contract"),
        parties=(
            Party(actor="a1", role=PartyRole.SUPPLIER),
            Party(actor="a2", role=PartyRole.RECIPIENT, explicit=False),
        ),
        dates=(EventDate(edtf="2029", relation=DateRelation.BEFORE, role=DateRole.SIGNATURE, span=at("2029")),),
        value=Money(
            amount="1500000", currency="USD", currency_basis=CurrencyBasis.SYMBOL_DEFAULT, span=at("$1.5 million")
        ),
        quantity=Quantity(text="12 patrol boats", span=at("12 patrol boats")),
        historical=True,
        codes=codes_of_status(Status.SIGNED),
        evidence=(at(BOATS),),
    )


def warning() -> SecurityStatement:
    return SecurityStatement(
        id="s1",
        speakers=("a2",),
        act=Act.WARN,
        act_class=ActClass.DIRECTIVE,
        cue=at("warned"),
        recipients=("a1",),
        about="delays",
        contexts=(Context.DIPLOMATIC,),
        negated=True,
        codes=codes_of_act(Act.WARN),
        evidence=(at(WARNING),),
    )


def provenance() -> Provenance:
    return Provenance(
        method="00112233aabbccdd",
        model="some-model",
        plan="choices",
        prompts=(PromptUsed(name="topic", version=1, sha256="0" * 64),),
        schema_sha256="0" * 64,
        usage=Usage(calls=3, tokens_in=4_000, tokens_cached=3_500, tokens_out=210),
        created="2030-01-16T08:00:00Z",
    )


def extraction(source_id: str = "ferry") -> ArticleExtraction:
    return ArticleExtraction(
        article=article(source_id=source_id),
        actors=actors(),
        agreements=(treaty(), boats()),
        statements=(warning(),),
        issues=(Issue(code="truncated", message="the words from 3 to 9 were not read"),),
        provenance=provenance(),
    )


def rejected(message: str = "the text does not hold 'the Union'", **changes: object) -> Rejected:
    values: dict[str, object] = {
        "article": "sha256:0123456789abcdef",
        "source_id": "ferry",
        "kind": "agreement",
        "field": "parties",
        "gate": "ground",
        "reason": "not_in_text",
        "message": message,
        "draft": {"sentence": 1, "cue": "signed", "subject": "a pact", "parties": ["Norland", "the Union"]},
    }
    return Rejected.model_validate(values | changes)


def duplicate(source_id: str = "ferry-copy", source: str = "Sound Times") -> Duplicate:
    """A near copy of the article."""
    return Duplicate(
        article="sha256:00000000c0ffee00",
        source_id=source_id,
        source=source,
        url="https://sound.example/ferry",
        published="2030-01-16",
        duplicate_of=article().id,
        duplicate_of_source_id="ferry",
        kind=DuplicateKind.NEAR,
        similarity=0.934,
    )


def failure(source_id: str = "ferry", message: str = "the file holds no text") -> Failure:
    return Failure(source_id=source_id, stage=Stage.READ, error=FailureCode.EMPTY, message=message)


def manifest(**counts: int) -> RunManifest:
    given = counts or {"articles": 1, "extracted": 1, "drafts": 4, "records": 3, "rejected": 1}
    return RunManifest(
        run="20300116T075950Z-3f9a2c",
        method="00112233aabbccdd",
        replayed=False,
        version="0.1.0",
        schema_version="2.0.0",
        model="some-model",
        base_url=None,
        plan="choices",
        settings={},
        prompts=provenance().prompts,
        schema_sha256="0" * 64,
        counts=Counts.model_validate(given),
        usage=provenance().usage,
        started="2030-01-16T08:00:00Z",
        finished="2030-01-16T08:03:12Z",
        seconds=192.3,
        versions={"python": "3.11.0"},
    )
