"""Plans: how an article is cut into model calls. A plan is a value; the code path is the same for all of them."""

from dataclasses import dataclass

from extract.ask.candidates import find_cues
from extract.document.segment import Role, Sentence
from extract.errors import ConfigError


@dataclass(frozen=True)
class Plan:
    """How to ask a model about an article."""

    name: str
    prompt: str
    """Name of the prompt file."""
    sentences: int
    """Sentences in one call at most."""
    characters: int
    """Characters in one call at most; a single longer sentence is still asked as one."""
    cues: bool
    """True: the model is shown the cues that the lexicon found, and can point at no others. Small models need this;
    it also means that sentences without a cue are not sent at all."""
    judged: bool
    """True: the model also gives its own judgement of act, instrument and status."""


PLANS = {
    "sentence": Plan("sentence", prompt="sentence", sentences=1, characters=2_000, cues=True, judged=False),
    "document": Plan("document", prompt="document", sentences=120, characters=12_000, cues=False, judged=True),
}
"""`sentence` suits models of a few billion parameters, `document` strong ones."""


def plan_of(name: str) -> Plan:
    """The plan of this name. Raises ConfigError if there is none."""
    try:
        return PLANS[name]
    except KeyError:
        raise ConfigError(f"there is no plan {name!r}; choose one of: {', '.join(PLANS)}") from None


def windows(sentences: tuple[Sentence, ...], plan: Plan) -> tuple[tuple[Sentence, ...], ...]:
    """The sentences of each call, in order. Bylines are never sent, nor sentences without a cue if the plan says so."""
    out: list[tuple[Sentence, ...]] = []
    window: list[Sentence] = []
    for sentence in sentences:
        if sentence.role is Role.BYLINE or (plan.cues and not find_cues(sentence.text).any):
            continue
        full = len(window) == plan.sentences or sum(len(s.text) for s in window) + len(sentence.text) > plan.characters
        if window and full:
            out.append(tuple(window))
            window = []
        window.append(sentence)
    return (*out, tuple(window)) if window else tuple(out)
