"""A key is found in every form and among any words, and nothing is removed where there is none."""

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from extract.redaction import REMOVED, SHORTEST_SECRET, Redactor
from tests.fuzz.strategies import texts

_ASCII = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
_keys = st.text(_ASCII, min_size=SHORTEST_SECRET, max_size=60).filter(lambda key: len(key.replace("\\", "")) >= 6)
_FORMS: tuple[Callable[[str], str], ...] = (
    str,
    lambda key: json.dumps(key)[1:-1],
    lambda key: "".join(f"\\u{ord(sign):04x}" for sign in key),
    lambda key: quote(key, safe=""),
    html.escape,
    lambda key: base64.b64encode(f"user:{key}".encode()).decode(),
    lambda key: key.encode().hex(),
    "\u200b".join,
    "\n".join,
)


@given(_keys, st.sampled_from(_FORMS), texts, texts)
def test_a_key_is_removed_from_any_words(key: str, form: Callable[[str], str], before: str, after: str) -> None:
    redactor = Redactor([key])
    cleaned = redactor.clean(f"{before} {form(key)} {after}")
    assert REMOVED in cleaned
    assert key not in cleaned and form(key) not in cleaned


@given(_keys, texts)
def test_words_without_a_key_stay_as_they_are(key: str, text: str) -> None:
    redactor = Redactor([key])
    assert redactor.finds(text) or redactor.clean(text) == text
