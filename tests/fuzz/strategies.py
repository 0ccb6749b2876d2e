"""What the properties are tested on: texts like those of the press, and texts like nothing else."""

from hypothesis import strategies as st

_WORDS = (
    "France Germany China Norway Peru U.S. US UN NATO Jordan Georgia Paris Moscow Seoul European Union Security "
    "Council President Prime Minister Foreign Ministers Anna Marsh Okoro Marsh al-Basri Jean-Luc O’Neil Kestrel Arms "
    "Inc the The a of in on at with between and both two countries leaders he she it they we We our said told added "
    "signed agreed ratified condemned urged to cooperate warned against attack treaty agreement deal memorandum "
    "understanding ceasefire will not never would jointly soon Monday May 2024 1998 3.5 million $4 billion 18 jets "
    "1,000 30% Mr. Gen. e.g. No. Inc. ministry defence health trade energy according Reuters Question: company "
    "shipbuilder news agency"
).split()
_MARKS = (
    " ", " ", " ", ", ", ". ", "; ", ": ", "? ", "! ", "… ", "\n", "\n\n", " - ", " – ", "—", "-", "--", "' ", "’s ",
    " “", "” ", ' "', '" ', "«", "»", " (", ") ", "[1]", "• ", "* ", "1. ", "a) ", "# ", "|", "_", "&", "/", "@", "{",
    "\t", "\u00a0", "\u2028", "\u3000", "。", "।", "؟", "é", "ß", "İ", "ı", "ſ", "日本", "ه", "\u0301", "\u200b", "}",
    "\ufeff", "\x00", "\x85",
)  # fmt: skip

characters = st.characters(exclude_categories=["Cs"])
noise = st.text(characters, max_size=200)
"""Any text."""
_pieces = st.sampled_from((*_WORDS, *_WORDS, *_MARKS))
_repeated = st.builds(lambda piece, times: piece * times, _pieces, st.integers(2, 90))
prose = st.lists(st.one_of(_pieces, _pieces.map(lambda piece: f"{piece} "), _repeated), max_size=60).map("".join)
"""Words of the press with marks between them, some repeated very often."""
texts = st.one_of(prose, prose, noise)
