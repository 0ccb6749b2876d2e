"""Compare names of organisations that no table has: full names, abbreviations, forms of the firm."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from extract.entities.states import lookup_state

_FORMS = frozenset(
    "inc ltd llc plc corp corporation company co ag gmbh sa spa bv nv oy ab as kg group holding holdings limited"
    " incorporated pty pte jsc pjsc oao ooo sarl srl kk bhd tbk".split()
)
"""Legal forms of firms, which say nothing of their names."""
_SILENT = frozenset("the of for and on in to de la le les des del do da du et y e und der die das".split())
_SAME = {
    "defence": "defense", "organisation": "organization", "centre": "center", "ministries": "ministry",
    "external": "foreign", "army's": "army",
}  # fmt: skip
_BODY_SILENT = frozenset({"affairs", "national", "state", "federal", "government", "republic", "department"})
MIN_ABBREVIATION = 3
"""Letters from which on an abbreviation may stand for a name."""


@dataclass(frozen=True)
class OrganisationName:
    """A name that can be compared."""

    words: tuple[str, ...]
    """Words that count, without accents, case and legal form."""
    initials: str
    """Of a name of several words its initials; of an abbreviation itself; else empty."""
    is_abbreviation: bool


@lru_cache(maxsize=65536)
def read_organisation(name: str) -> OrganisationName:
    """Read the name of an organisation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    written = re.findall(r"[\w'’&+]+", plain.replace(".", ""))
    folded = [_SAME.get(word, word) for word in (re.sub(r"['’]s?$", "", word.casefold()) for word in written)]
    kept = [word for word in folded if word not in _SILENT and word not in _FORMS] or folded
    if len(written) == 1 and written[0].isupper() and len(written[0]) >= MIN_ABBREVIATION:
        return OrganisationName(tuple(kept), written[0].casefold(), is_abbreviation=True)
    initials = "".join(word[0] for word in kept)
    return OrganisationName(tuple(kept), initials if len(initials) >= MIN_ABBREVIATION else "", is_abbreviation=False)


def is_same_organisation(one: OrganisationName, other: OrganisationName) -> bool:
    """Return whether two names are one, or one of them abbreviates the other."""
    if sorted(one.words) == sorted(other.words):
        return bool(one.words)
    return one.is_abbreviation != other.is_abbreviation and one.initials == other.initials != ""


def is_shortened(one: OrganisationName, other: OrganisationName) -> bool:
    """Return whether one name is the beginning of the other ("Hansel" of "Hansel Aerospace")."""
    shorter, longer = sorted((one.words, other.words), key=len)
    return 0 < len(shorter) < len(longer) and longer[: len(shorter)] == shorter


@lru_cache(maxsize=16384)
def read_body(name: str) -> frozenset[str]:
    """Return the words of a public body without its state: "Peru's Ministry of Defence" is a defense ministry."""
    words = read_organisation(name).words
    kept = frozenset(word for word in words if word not in _BODY_SILENT and lookup_state(word.title()) is None)
    return kept or frozenset(words)
