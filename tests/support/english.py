"""The analyzer of English, loaded once, and sentences to try it on."""

import re
from functools import cache
from pathlib import Path

from extract.document.segment import Role, Sentence
from extract.language.analysis import Analysis
from extract.language.en.analyzer import EnglishAnalyzer
from extract.language.en.load import load_analyzer
from extract.weights.obtain import obtain
from extract.weights.pipelines import DEFAULT, PIPELINES, pipeline_sources

_IRREGULAR = {
    "be": ("was", "been", "being", "is"),
    "buy": ("bought", "bought", "buying", "buys"),
    "come": ("came", "come", "coming", "comes"),
    "commit": ("committed", "committed", "committing", "commits"),
    "admit": ("admitted", "admitted", "admitting", "admits"),
    "expel": ("expelled", "expelled", "expelling", "expels"),
    "give": ("gave", "given", "giving", "gives"),
    "have": ("had", "had", "having", "has"),
    "hit": ("hit", "hit", "hitting", "hits"),
    "hold": ("held", "held", "holding", "holds"),
    "initial": ("initialled", "initialled", "initialling", "initials"),
    "lay": ("laid", "laid", "laying", "lays"),
    "make": ("made", "made", "making", "makes"),
    "put": ("put", "put", "putting", "puts"),
    "say": ("said", "said", "saying", "says"),
    "seek": ("sought", "sought", "seeking", "seeks"),
    "sell": ("sold", "sold", "selling", "sells"),
    "stand": ("stood", "stood", "standing", "stands"),
    "take": ("took", "taken", "taking", "takes"),
    "tell": ("told", "told", "telling", "tells"),
    "win": ("won", "won", "winning", "wins"),
    "withdraw": ("withdrew", "withdrawn", "withdrawing", "withdraws"),
}
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_HISSING = re.compile(r"(?:s|sh|ch|x|z)$")


@cache
def analyzer() -> EnglishAnalyzer:
    """Return the analyzer on the pinned pipeline."""
    return load_analyzer(pipeline())


def pipeline() -> Path:
    """Return the path of the pinned pipeline, in the cache or from the package index."""
    pin = PIPELINES[DEFAULT]
    return obtain(pin, {"index": pipeline_sources(pin)["index"]})


def analyze(*sentences: str) -> Analysis:
    """Return the analysis of a text of these sentences."""
    text, parts = "", []
    for index, sentence in enumerate(sentences):
        parts.append(Sentence(index, len(text), len(text) + len(sentence), sentence, Role.BODY))
        text += sentence + " "
    return analyzer().analyze(text.rstrip(), parts)


def inflect(verb: str) -> tuple[str, str, str, str]:
    """Return past, past participle, participle and third person of a verb."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return verb + "d", verb + "d", verb[:-1] + "ing", verb + "s"
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing", verb[:-1] + "ies"
    if verb == "cancel":
        return "cancelled", "cancelled", "cancelling", "cancels"
    return verb + "ed", verb + "ed", verb + "ing", verb + ("es" if _HISSING.search(verb) else "s")
