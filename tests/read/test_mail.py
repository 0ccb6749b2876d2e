"""Mail: the alternative with the article, heads of forwards, what is cut, what is attached; saved pages and feeds."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from extract.read import read
from extract.read.mail.trim import trim_mail
from schemas import Article, Failure, FailureCode, ReadIssue
from tests.support.documents import FIRST, PAGE, SECOND, TITLE, mail, pdf, word

ARTICLE = f"{FIRST}\n\n{SECOND}"
NOTE = "Colleagues, please have a look at this before the meeting."


def items(folder: Path, message: EmailMessage | bytes, name: str = "a.eml") -> list[Article | Failure]:
    data = message if isinstance(message, bytes) else message.as_bytes()
    (folder / name).write_bytes(data)
    return list(read(folder / name))


def articles(folder: Path, message: EmailMessage | bytes, name: str = "a.eml") -> list[Article]:
    found = items(folder, message, name)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def body(item: Article) -> str:
    """The text without the title above it."""
    return item.text.removeprefix(f"{item.title}\n\n")


# --- alternatives --------------------------------------------------------------------------------------------------


def test_of_alternatives_the_one_with_the_article_is_read(tmp_path: Path) -> None:
    stub = "View this email in your browser: https://fjord.example/v/1\nYour e-mail program does not show HTML."
    (item,) = articles(tmp_path, mail(stub, PAGE))
    assert body(item) == f"{TITLE}\n{FIRST}\n{SECOND}"


def test_a_plain_text_that_has_the_article_is_preferred(tmp_path: Path) -> None:
    (item,) = articles(tmp_path, mail(ARTICLE, PAGE))
    assert body(item) == ARTICLE


def test_a_newsletter_that_is_laid_out_in_tables_is_read_as_lines(tmp_path: Path) -> None:
    article = f"<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>"
    page = f"<table><tr><td><a>View in browser</a></td></tr><tr><td>{article}</td></tr>"
    (item,) = articles(
        tmp_path, mail(None, f"{page}<tr><td>You are receiving this because. Unsubscribe</td></tr></table>")
    )
    assert body(item) == f"{TITLE}\n{FIRST}\n{SECOND}"


# --- forwards ------------------------------------------------------------------------------------------------------

SENDER = "Fjord Press <n@fjord.example>"
HEADS = {
    "Gmail": f"""---------- Forwarded message ---------
From: {SENDER}
Date: Wed, Mar 4, 2026 at 7:10 AM
Subject: {TITLE}
To: <ana@example.org>
""",
    "Gmail, German": f"""---------- Forwarded message ---------
Von: {SENDER}
Date: Mi., 4. März 2026 um 07:10 Uhr
Subject: {TITLE}
To: <ana@example.org>
""",
    "Apple": f"""Begin forwarded message:

From: {SENDER}
Subject: {TITLE}
Date: 4 March 2026 at 07:10:00 CET
To: ana@example.org
""",
    "Apple, French": f"""Début du message réexpédié :

De: {SENDER}
Objet: {TITLE}
Date: 4 mars 2026 à 07:10
À: ana@example.org
""",
    "Outlook": f"""From: {SENDER}
Sent: Wednesday, March 4, 2026 7:10 AM
To: Ana
Subject: {TITLE}
""",
    "Outlook, Spanish": f"""De: {SENDER}
Enviado el: miércoles, 4 de marzo de 2026 7:10
Para: Ana
Asunto: {TITLE}
""",
    "Outlook, Russian": f"""От: {SENDER}
Отправлено: 4 марта 2026 г. 7:10
Кому: Ана
Тема: {TITLE}
""",
    "Outlook, Polish": f"""Od: {SENDER}
Wysłano: środa, 4 marca 2026 07:10
Do: Ana
Temat: {TITLE}
""",
    "Outlook, Italian": f"""Da: {SENDER}
Inviato: mercoledì 4 marzo 2026 07:10
A: Ana
Oggetto: {TITLE}
""",
    "Outlook, Japanese": f"""差出人: {SENDER}
送信日時: 2026年3月4日 7:10
宛先: Ana
件名: {TITLE}
""",
    "Thunderbird": f"""-------- Forwarded Message --------
Subject: \t{TITLE}
Date: \tWed, 4 Mar 2026 07:10:00 +0100
From: \t{SENDER}
To: \tana@example.org
""",
    "Thunderbird, German": f"""-------- Weitergeleitete Nachricht --------
Betreff: \t{TITLE}
Datum: \tWed, 4 Mar 2026 07:10:00 +0100
Von: \t{SENDER}
An: \tana@example.org
""",
    "bold": f"""*From:* {SENDER}
*Sent:* Wednesday, March 4, 2026 7:10 AM
*To:* Ana
*Subject:* {TITLE}
""",
}


def forward(text: str, subject: str = f"Fwd: {TITLE}") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ana <ana@example.org>"
    message["Subject"] = subject
    message["Date"] = "Mon, 9 Mar 2026 06:00:00 +0200"
    message.set_content(text)
    return message


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_forwarded_message_has_the_date_and_source_of_its_own_head(head: str, tmp_path: Path) -> None:
    (item,) = articles(tmp_path, forward(f"{NOTE}\n\n{head}\n\n{ARTICLE}\n"))
    assert (item.title, item.source, item.published) == (TITLE, "Fjord Press", "2026-03-04")
    assert body(item) == ARTICLE


def test_of_a_message_that_is_forwarded_twice_the_inner_head_counts(tmp_path: Path) -> None:
    outer = HEADS["Gmail"].replace("Fjord Press", "Bo").replace("Mar 4", "Mar 7")
    (item,) = articles(tmp_path, forward(f"FYI\n\n{outer}\n\n{NOTE}\n\n{HEADS['Outlook']}\n{ARTICLE}"))
    assert (item.source, item.published, body(item)) == ("Fjord Press", "2026-03-04", ARTICLE)


def test_a_forward_that_marks_every_line_as_quoted_is_read(tmp_path: Path) -> None:
    quoted = "\n".join(f"> {line}" for line in f"{HEADS['Apple']}\n{ARTICLE}".split("\n")[2:])
    (item,) = articles(tmp_path, forward(f"{NOTE}\n\n> Begin forwarded message:\n>\n{quoted}"))
    assert (item.source, body(item)) == ("Fjord Press", ARTICLE)


def test_what_is_said_at_length_above_a_forward_is_an_article_of_its_own(tmp_path: Path) -> None:
    long = " ".join([FIRST, SECOND, FIRST, SECOND])
    first, second = articles(
        tmp_path, forward(f"{long}\n\n{HEADS['Gmail']}\n\n{SECOND} Chile rejected it on Friday.\n")
    )
    assert (first.source, first.published) == ("Ana", "2026-03-09")
    assert (second.source, second.published) == ("Fjord Press", "2026-03-04")


def test_a_reply_is_read_without_the_message_that_it_answers(tmp_path: Path) -> None:
    answer = f"{FIRST} {SECOND}"
    (item,) = articles(
        tmp_path, forward(f"{answer}\n\n{HEADS['Outlook']}\nCould you confirm the pact?\n", f"Re: {TITLE}")
    )
    assert (item.source, item.title, body(item)) == ("Ana", TITLE, answer)


def test_the_original_message_below_an_article_is_forwarded_if_the_subject_says_so(tmp_path: Path) -> None:
    long = " ".join([FIRST, SECOND, FIRST, SECOND])
    text = f"{long}\n\n-----Original Message-----\n{HEADS['Outlook']}\nImportance: High\n\n{SECOND} Chile waits.\n"
    (reply,) = articles(tmp_path, forward(text, f"Re: {TITLE}"))
    assert (reply.source, body(reply)) == ("Ana", long)
    _, forwarded = articles(tmp_path, forward(text, f"FW: {TITLE}"))
    assert (forwarded.source, body(forwarded)) == ("Fjord Press", f"{SECOND} Chile waits.")


# --- what is cut ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rest",
    [
        "\n-- \nAna Petrova | Desk\n+47 1234",
        "\nOn Tue, 3 Mar 2026 at 10:15, Bo <bo@example.org> wrote:\n> Chile condemned Peru.\n> Again.",
        "\nAm Di., 3. März 2026 um 10:15 schrieb Bo <bo@example.org>:\n\n> Chile condemned Peru.",
        "\nLe mar. 3 mars 2026 à 10:15, Bo <bo@example.org> a\nécrit :\n> Chile condemned Peru.",
        "\nKind regards,\nAna Petrova\nPress officer",
        "\nMit freundlichen Grüßen\nAna Petrova",
        "\nThis email and any attachments are confidential and intended solely for the addressee.\nIf you received "
        "it in error",
        "\nDiese E-Mail enthält vertrauliche Informationen.\nWenn Sie nicht der richtige Adressat sind",
        "\nYou are receiving this email because you subscribed.\nUnsubscribe | Manage preferences\nFjord Media, Bergen",
        "\nSent from my iPhone",
        "\n_______________________________________________\nNews mailing list\nNews@lists.example.org",
    ],
)
def test_quotations_signatures_and_footers_are_cut(rest: str) -> None:
    assert trim_mail(f"{ARTICLE}\n{rest}\n") == ARTICLE


def test_a_mail_that_only_quotes_is_read_as_the_quotation() -> None:
    quoted = "\n".join(f"> {line}" for line in f"{FIRST}\n\n{SECOND}\n\n{FIRST}".split("\n"))
    assert trim_mail(f"See below.\n\n{quoted}").startswith(FIRST)


# --- attachments ---------------------------------------------------------------------------------------------------


def attach(message: EmailMessage, data: bytes, kind: str, name: str) -> None:
    major, _, minor = kind.partition("/")
    message.add_attachment(data, maintype=major, subtype=minor, filename=name)


def test_attached_messages_and_documents_are_articles(tmp_path: Path) -> None:
    message = forward("See attached.", "Two releases")
    inner = mail(ARTICLE)
    message.add_attachment(inner)
    attach(message, word("Santiago protests", SECOND), "application/octet-stream", "release.docx")
    attach(message, pdf([TITLE, FIRST]), "application/pdf", "release.pdf")
    attach(message, b"GIF89a", "image/gif", "logo.gif")
    first, second, third = articles(tmp_path, message)
    assert (first.source, first.published) == ("Norwegian Ministry of Foreign Affairs", "2025-09-09")
    assert body(first) == ARTICLE
    assert (second.text, second.published, second.source) == (f"Santiago protests\n\n{SECOND}", "2026-03-09", "Ana")
    assert (third.title, [item.source_id for item in (first, second, third)]) == (TITLE, ["a:1", "a:2", "a:3"])


def test_the_text_of_a_mail_is_read_beside_its_attachments(tmp_path: Path) -> None:
    message = mail(f"{ARTICLE}\n\n{SECOND}")
    message.add_attachment(mail(SECOND))
    assert [body(item) for item in articles(tmp_path, message)] == [f"{ARTICLE}\n\n{SECOND}", SECOND]


def test_an_attachment_that_is_not_read_is_an_issue(tmp_path: Path) -> None:
    message = mail(ARTICLE)
    attach(message, b"%PDF-1.7 broken", "application/pdf", "release.pdf")
    (item,) = articles(tmp_path, message)
    (issue,) = item.issues
    assert issue.code == ReadIssue.ATTACHMENT_NOT_READ and "'release.pdf'" in issue.message


def test_messages_that_are_attached_to_each_other_without_end_are_bounded(tmp_path: Path) -> None:
    message = mail(ARTICLE)
    for _ in range(12):
        outer = mail(ARTICLE)
        outer.add_attachment(message)
        message = outer
    found = articles(tmp_path, message)
    assert 2 <= len(found) <= 7
    assert any(issue.code == ReadIssue.ATTACHMENT_NOT_READ for item in found for issue in item.issues)


# --- saved pages and feeds -----------------------------------------------------------------------------------------


def mhtml(encoding: str = "utf-8") -> bytes:
    page = PAGE.replace("utf-8", encoding).encode(encoding)
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://fjord.example/saved\r\nSubject: x\r\n"
        "Date: Mon, 9 Mar 2026 06:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n\r\n--b\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: binary\r\nContent-Location: https://fjord.example/saved\r\n\r\n"
    )
    rest = "\r\n--b\r\nContent-Type: text/css\r\n\r\np {}\r\n--b--\r\n"
    return head.encode() + page + rest.encode()


@pytest.mark.parametrize("name", ["a.mhtml", "a.mht"])
def test_a_page_saved_with_its_pictures_is_read(name: str, tmp_path: Path) -> None:
    (item,) = articles(tmp_path, mhtml(), name)
    assert (item.title, item.published, item.source) == (TITLE, "2025-09-09", "The Fjord Times")
    assert item.text == f"{TITLE}\n{FIRST}\n{SECOND}" and item.url == "https://fjord.example/2025/fish-pact"


def test_a_saved_page_without_html_is_a_failure(tmp_path: Path) -> None:
    (item,) = items(tmp_path, b"From: x\r\nContent-Type: text/css\r\n\r\np {}", "a.mhtml")
    assert isinstance(item, Failure) and item.error is FailureCode.EMPTY


RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Fjord Times</title>
<language>en-gb</language>
<item><title>Fish &amp;amp; ships</title><link>https://fjord.example/1</link><guid>g1</guid>
<pubDate>Tue, 09 Sep 2025 10:15:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item>
<item><title>Santiago protests</title><guid>g2</guid><pubDate>10-Sep-25</pubDate>
<description>&lt;p&gt;{SECOND}&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Fjord Times</title>
<entry><id>g1</id><title>Fish &amp; ships</title><link href="https://fjord.example/1"/><updated>2025-09-09T10:15:00Z</updated>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM), ("a.xml", ATOM)])
def test_the_entries_of_a_feed_are_articles(name: str, feed: str, tmp_path: Path) -> None:
    first, *rest = articles(tmp_path, feed.encode(), name)
    assert (first.title, first.source, first.url) == ("Fish & ships", "The Fjord Times", "https://fjord.example/1")
    assert first.published == "2025-09-09" and body(first) == f"{FIRST}\n{SECOND}" and not first.issues
    for item in rest:
        assert (item.source_id, item.published, item.language) == ("g2", "2025-09-10", "en")
        assert [issue.code for issue in item.issues] == [ReadIssue.CUT_OFF_AT_SOURCE]


HOSTILE = {
    "other XML": ("<note><to>Ana</to></note>", FailureCode.UNSUPPORTED_FORMAT),
    "no entries": ("<rss version='2.0'><channel><title>x</title></channel></rss>", FailureCode.EMPTY),
    "entities": (
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        "<rss><channel><title>&b;</title></channel></rss>",
        FailureCode.EMPTY,
    ),
}


@pytest.mark.parametrize(("feed", "code"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_feed_is_a_failure(feed: str, code: FailureCode, tmp_path: Path) -> None:
    (item,) = items(tmp_path, feed.encode(), "a.xml")
    assert isinstance(item, Failure) and item.error is code and ";" in item.message
