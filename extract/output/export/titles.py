"""Titles of events: who did what to whom, and in what matter."""

from extract.output.tables.sides import Side, Sides
from schemas import Act, Agreement, ArticleExtraction, PartyRole, SecurityStatement

_WORDS_BEFORE_RECIPIENT = {
    Act.PROTEST: "against",
    Act.EXPRESS_CONCERN: "over",
    Act.EXPRESS_SOLIDARITY: "with",
    **dict.fromkeys(
        (
            Act.EXPRESS_HOPE, Act.PLEDGE, Act.OFFER, Act.PROPOSE, Act.AFFIRM, Act.EMPHASIZE, Act.STATE, Act.DENY,
            Act.ACKNOWLEDGE, Act.APOLOGIZE, Act.DECLARE, Act.REJECT,
        ),
        "to",
    ),
}  # fmt: skip
"""Prepositions of acts that take no direct object."""
_LONGEST = 300


def agreement_title(agreement: Agreement, extraction: ArticleExtraction, sides: Sides) -> str:
    """For instance `Kenya and Indonesia: treaty signed: fishing rights`."""
    roles = (PartyRole.MEDIATOR, PartyRole.GUARANTOR, PartyRole.DEPOSITARY)
    parties = [party.actor for party in agreement.parties if party.role not in roles]
    what = f"{agreement.instrument.value} {agreement.status.value}".replace("_", " ")
    return _short(f"{_names(parties, extraction, sides)}: {what}: {agreement.subject}")


def statement_title(statement: SecurityStatement, extraction: ArticleExtraction, sides: Sides) -> str:
    """For instance `Kenya condemns Indonesia: shelling of a port`."""
    verb = _third_person(statement.act)
    if statement.negated:
        verb = f"(negated) {verb}"
    whom = ""
    if statement.recipients:
        before = _WORDS_BEFORE_RECIPIENT.get(statement.act)
        whom = f" {before}" if before else ""
        whom += f" {_names(statement.recipients, extraction, sides)}"
    about = statement.about or statement.cue.text
    return _short(f"{_names(statement.speakers, extraction, sides)} {verb}{whom}: {about}")


def _names(actors: "tuple[str, ...] | list[str]", extraction: ArticleExtraction, sides: Sides) -> str:
    """The names of the sides, each once; an actor without a side has its own."""
    names = list(dict.fromkeys(_name(sides.of(actor), actor, extraction) for actor in actors))
    return " and ".join(([", ".join(names[:-1])] if names[:-1] else []) + names[-1:])


def _name(side: Side | None, actor: str, extraction: ArticleExtraction) -> str:
    return side.name if side else extraction.actor(actor).name


def _third_person(act: Act) -> str:
    verb, space, rest = act.value.replace("_", " ").partition(" ")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        verb = f"{verb[:-1]}ies"
    else:
        verb += "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return f"{verb}{space}{rest}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
