"""Keys are found in whatever form they come back, and nothing else is removed."""

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from extract.redaction import Redactor

KEY = "Ab1-cd2/ef3.gh4:ij5"
FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "slashes of JSON": lambda key: key.replace("/", "\\/"),
    "escaped characters": lambda key: "".join(f"\\u{ord(sign):04X}" for sign in key),
    "escaped twice": lambda key: "".join(f"\\\\u{ord(sign):04x}" for sign in key),
    "escaped bytes": lambda key: "".join(f"\\x{ord(sign):02x}" for sign in key),
    "URL": lambda key: quote(key, safe=""),
    "URL in URL": lambda key: quote(quote(key, safe=""), safe=""),
    "numbers of HTML": lambda key: "".join(f"&#{ord(sign)};" for sign in key),
    "HTML in HTML": lambda key: html.escape(html.escape(key)),
    "lines": lambda key: f"{key[:5]}\r\n   {key[5:]}",
    "escaped lines": lambda key: f"{key[:5]}\\n{key[5:]}",
    "blanks": " ".join,
    "invisible characters": "\u2060".join,
    "underlined": "\u0332".join,
    "hyphens of typography": lambda key: key.replace("-", "\u2011"),
    "full-width letters": lambda key: "".join(chr(ord(sign) + 0xFEE0) for sign in key),
    "mathematical letters": lambda key: "".join(
        chr(0x1D41A + ord(sign) - 97) if sign.islower() else sign for sign in key
    ),
    "mathematical letters in JSON": lambda key: json.dumps(FORMS["mathematical letters"](key))[1:-1],
    "letters of Cyrillic": lambda key: key.replace("A", "А").replace("c", "с").replace("e", "е"),
    "capitals": str.upper,
    "joined by signs": lambda key: key.replace("-", "_").replace("/", '", "'),
    "base64": lambda key: base64.b64encode(f"u:{key}:x".encode()).decode(),
    "base64 of one more byte": lambda key: base64.b64encode(f"us:{key}".encode()).decode(),
    "base64 for URLs": lambda key: base64.urlsafe_b64encode(f"use:{key}".encode()).decode(),
    "hexadecimal": lambda key: key.encode().hex().upper(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_key_is_removed_in_every_form(form: str) -> None:
    redactor = Redactor([KEY])
    text = f"The first is ({FORMS[form](KEY)}), and so is ({FORMS[form](KEY)})."
    assert redactor.clean(text) == "The first is ([removed]), and so is ([removed])."
    assert redactor.finds(text)


@pytest.mark.parametrize(
    "text",
    [
        "The first is Ab1-cd2/ef3.gh4:ij6.",
        "Ab1-cd2/ef3.gh4",
        "\\u0041b1, %41b1, &#65;b1 and \ud83d alone",
        "QWIxLWNkMi9lZjM=",
        "A treaty of 12 March between France and Chad, 100 % of it.",
        "",
    ],
)
def test_a_text_without_a_key_stays_as_it_is(text: str) -> None:
    redactor = Redactor([KEY, "q"])
    assert redactor.clean(text) == text
    assert not redactor.finds(text)


def test_words_that_are_too_short_to_be_keys_stay() -> None:
    assert Redactor(["pact", "x"]).clean("a pact on x") == "a pact on x"


def test_keys_that_overlap_are_removed_together() -> None:
    assert Redactor(["alpha-beta", "beta-gamma"]).clean("<alpha-beta-gamma>") == "<[removed]>"


def test_a_key_that_the_question_holds_stays_in_the_answer() -> None:
    redactor = Redactor(["treaty", "secret-key"])
    assert redactor.clean("a treaty, a secret-key", "France signed a treaty.") == "a treaty, a [removed]"


def test_keys_are_removed_from_the_names_texts_and_numbers_of_a_value() -> None:
    value = {"a-long-key": ["x a-long-key", 5, None, True], "number": 123456789, "other": 0.5}
    cleaned = {"[removed]": ["x [removed]", 5, None, True], "number": None, "other": 0.5}
    assert Redactor(["a-long-key", "123456789"]).clean_value(value) == cleaned


def test_what_looks_like_an_escape_in_a_key_may_be_broken_over_lines() -> None:
    assert Redactor(["path\\new\\u0041key"]).clean("a path\\\new\\u0041key b") == "a [removed] b"
    assert Redactor(["100%41percent"]).clean("a 100%4\n1percent b") == "a [removed] b"
