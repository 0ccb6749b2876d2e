"""What a strong model declares of an article: its answer in the document plan, before anything is proved.

Sentence numbers count from 1 over the article. Actors are referred to by the ids that the answer gives them. Labels are
strings here; the form that a model fills restricts them to those of a codebook.
"""

from schemas.base import Frozen

WHOLE = "record"
"""What stands in `unsure` where the whole record could be left out."""


class DeclaredActor(Frozen):
    id: str
    name: str
    words: str | None
    """Words of the article that name the actor; None if the article has the name itself."""
    kind: str
    country: str | None
    office: str | None
    represents: str | None


class DeclaredParty(Frozen):
    actor: str
    role: str
    explicit: bool


class DeclaredDate(Frozen):
    role: str
    words: str
    edtf: str


class DeclaredMoney(Frozen):
    words: str
    amount: str
    """Decimal string in full units."""
    currency: str


class DeclaredAgreement(Frozen):
    sentences: tuple[int, ...]
    status_cue: str | None
    subject: str
    instrument: str
    status: str
    parties: tuple[DeclaredParty, ...]
    dates: tuple[DeclaredDate, ...]
    value: DeclaredMoney | None
    quantity: str | None
    historical: bool
    source: str | None
    """Words that name who vouches for the report."""
    unsure: tuple[str, ...]
    """Fields that the model doubts; `record` for the whole."""


class DeclaredStatement(Frozen):
    sentences: tuple[int, ...]
    cue: str
    act: str
    speakers: tuple[str, ...]
    recipients: tuple[str, ...]
    about: str
    source: str | None
    unsure: tuple[str, ...]


class DeclaredAnswer(Frozen):
    actors: tuple[DeclaredActor, ...]
    agreements: tuple[DeclaredAgreement, ...]
    statements: tuple[DeclaredStatement, ...]
