"""Words that typesetting changes: ligatures, soft hyphens, hyphens at line ends, loose accents, invisible characters."""

import json
from collections.abc import Iterator

from benchmarks.files.members.member import Expected, Member

_SENTENCE = (
    "Officials affirmed that parliament ratified the ceasefire, and condemned the offshore flotilla of the fifth state."
)
_WRAPPED = (
    "Officials affirmed that the parlia-\nment ratified the cease-fire and con-\ndemned the off-\nshore flotilla of the"
    " fifth state.",
    "Officials affirmed that the parliament ratified the cease-fire and condemned the offshore flotilla of the fifth state.",
)
_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}


def members() -> Iterator[Member]:
    """Yield the files."""
    ligatures = _SENTENCE
    for letters, ligature in _LIGATURES.items():
        ligatures = ligatures.replace(letters, ligature)
    texts = {
        "ligatures": (ligatures, _SENTENCE),
        "st-ligature": (_SENTENCE.replace("state", "ﬆate").replace("parliament", "parliamenﬅ"), None),
        "soft-hyphens": (_SENTENCE.replace("condemned", "con\u00addem\u00adned"), _SENTENCE),
        "zero-width-spaces": (_SENTENCE.replace("condemned", "con\u200bdemned"), _SENTENCE),
        "zero-width-joiners": (_SENTENCE.replace("fl", "f\u200cl"), _SENTENCE),
        "word-joiners": (_SENTENCE.replace("ceasefire", "cease\u2060fire"), _SENTENCE),
        "no-break-hyphen": ("The cease\u2011fire and the long\u2011term plan were ratified by the two parliaments.", None),
        "line-hyphens": _WRAPPED,
        "soft-hyphens-at-line-ends": (_WRAPPED[0].replace("cease-fire", "cease_fire").replace("-\n", "\u00ad\n").replace("_", "-"), _WRAPPED[1]),
        "unicode-hyphens": (_WRAPPED[0].replace("-\n", "\u2010\n"), _WRAPPED[1]),
        "not-signs": (_WRAPPED[0].replace("-\n", "\u00ac\n"), _WRAPPED[1]),
        "hyphen-and-spaces": (_WRAPPED[0].replace("-\n", "-  \n"), _WRAPPED[1]),
        "hyphen-crlf": (_WRAPPED[0].replace("\n", "\r\n"), _WRAPPED[1]),
        "suspended-hyphens": ("The short- and long-term plans of the two states were ratified by the parliaments.", None),
        "names": ("The Austro-\nHungarian archive and Al-\nJazeera condemned the pre-\nwar border.", "The Austro-Hungarian archive and Al-Jazeera condemned the prewar border."),
        "dash-at-line-end": ("The ministers signed the pact —\nand condemned the raid on the old\nharbour of the town.", "The ministers signed the pact — and condemned the raid on the old harbour of the town."),
        "german": ("Die Regierung hat das Abkom-\nmen unterzeichnet und die Grenz-\nkontrollen verurteilt, teilte die Bundes-\nregierung mit.", "Die Regierung hat das Abkommen unterzeichnet und die Grenzkontrollen verurteilt, teilte die Bundesregierung mit."),
        "decomposed": ("Le Se\u0301ne\u0301gal a signe\u0301 l'accord.", None),
    }  # fmt: skip
    for name, (text, expected) in texts.items():
        yield Member(f"{name}.txt", text.encode(), [Expected(expected)])
        yield (
            Member(f"{name}.html", _page(text), [Expected(expected)])
            if "\n" not in text
            else _row(name, text, expected)
        )


def _page(text: str) -> bytes:
    return f"<html><head><meta charset='utf-8'></head><body><article><p>{text}</p></article></body></html>".encode()


def _row(name: str, text: str, expected: str | None) -> Member:
    return Member(f"{name}.jsonl", json.dumps({"text": text}).encode(), [Expected(expected)])
