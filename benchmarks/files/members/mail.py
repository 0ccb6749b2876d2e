"""Messages: newsletters, forwards of several programs and languages, replies, and attached messages and documents."""

from collections.abc import Iterator
from email.message import EmailMessage
from html import escape

from benchmarks.files.members.member import Expected, Member
from benchmarks.files.members.texts import NEWS

_HEADLINE, *_PARAGRAPHS = NEWS["en"]
_BODY = "\n\n".join(_PARAGRAPHS)
_EXPECTED = "\n".join((_HEADLINE, *_PARAGRAPHS))
_SOURCE, _DATE = "Rila Press", "2026-03-04"
_STUBS = (
    "View this email in your browser: https://news.rila.example/v/123\nYour e-mail program does not show HTML.",
    "This message contains HTML. Please use a mail client that can display it.",
    "Bolivia and Chile sign accord\n\nRead more: https://news.rila.example/a/1\n\nUnsubscribe: https://news.rila.example/u",
    "Diese E-Mail im Browser ansehen: https://news.rila.example/v/123",
    "Si vous ne visualisez pas correctement ce message, consultez la version en ligne: https://news.rila.example/v/1",
    "Si no puede ver este mensaje, haga clic aquí: https://news.rila.example/v/1",
    "",
)
_FORWARDS = {
    "gmail-en": "---------- Forwarded message ---------\nFrom: Rila Press <news@rila.example>\nDate: Wed, Mar 4, 2026 at 7:10 AM\n"
    "Subject: {title}\nTo: <ana@example.org>\n\n\n{body}",
    "gmail-de": "---------- Forwarded message ---------\nVon: Rila Press <news@rila.example>\nDate: Mi., 4. März 2026 um 07:10 Uhr\n"
    "Subject: {title}\nTo: <ana@example.org>\n\n\n{body}",
    "gmail-fr": "---------- Forwarded message ---------\nDe : Rila Press <news@rila.example>\nDate: mer. 4 mars 2026 à 07:10\n"
    "Subject: {title}\nTo: <ana@example.org>\n\n\n{body}",
    "gmail-es": "---------- Forwarded message ---------\nDe: Rila Press <news@rila.example>\nDate: mié, 4 mar 2026 a las 7:10\n"
    "Subject: {title}\nTo: <ana@example.org>\n\n\n{body}",
    "outlook-en": "________________________________\nFrom: Rila Press <news@rila.example>\nSent: Wednesday, March 4, 2026 7:10 AM\n"
    "To: Ana <ana@example.org>\nSubject: {title}\n\n{body}",
    "outlook-original": "-----Original Message-----\nFrom: Rila Press [mailto:news@rila.example]\nSent: 04 March 2026 07:10\n"
    "To: Ana\nCc: Desk\nSubject: {title}\nImportance: High\n\n{body}",
    "outlook-de": "Von: Rila Press <news@rila.example>\nGesendet: Mittwoch, 4. März 2026 07:10\nAn: Ana <ana@example.org>\n"
    "Betreff: {title}\n\n{body}",
    "outlook-fr": "De : Rila Press <news@rila.example>\nEnvoyé : mercredi 4 mars 2026 07:10\nÀ : Ana <ana@example.org>\n"
    "Objet : {title}\n\n{body}",
    "outlook-es": "De: Rila Press <news@rila.example>\nEnviado el: miércoles, 4 de marzo de 2026 7:10\nPara: Ana\n"
    "Asunto: {title}\n\n{body}",
    "outlook-it": "Da: Rila Press <news@rila.example>\nInviato: mercoledì 4 marzo 2026 07:10\nA: Ana\nOggetto: {title}\n\n{body}",
    "outlook-pt": "De: Rila Press <news@rila.example>\nEnviada em: quarta-feira, 4 de março de 2026 07:10\nPara: Ana\n"
    "Assunto: {title}\n\n{body}",
    "outlook-nl": "Van: Rila Press <news@rila.example>\nVerzonden: woensdag 4 maart 2026 07:10\nAan: Ana\nOnderwerp: {title}\n\n{body}",
    "outlook-pl": "Od: Rila Press <news@rila.example>\nWysłano: środa, 4 marca 2026 07:10\nDo: Ana\nTemat: {title}\n\n{body}",
    "outlook-ru": "От: Rila Press <news@rila.example>\nОтправлено: 4 марта 2026 г. 7:10\nКому: Ana\nТема: {title}\n\n{body}",
    "apple-en": "Begin forwarded message:\n\n> From: Rila Press <news@rila.example>\n> Subject: {title}\n"
    "> Date: 4 March 2026 at 07:10:00 CET\n> To: ana@example.org\n> \n{quoted}",
    "apple-plain": "Begin forwarded message:\n\nFrom: Rila Press <news@rila.example>\nSubject: {title}\n"
    "Date: March 4, 2026 at 7:10:00 AM GMT+1\nTo: ana@example.org\nReply-To: news@rila.example\n\n{body}",
    "apple-de": "Anfang der weitergeleiteten Nachricht:\n\n> Von: Rila Press <news@rila.example>\n> Betreff: {title}\n"
    "> Datum: 4. März 2026 um 07:10:00 MEZ\n> An: ana@example.org\n> \n{quoted}",
    "apple-fr": "Début du message transféré :\n\n> De: Rila Press <news@rila.example>\n> Objet: {title}\n"
    "> Date: 4 mars 2026 à 07:10:00 UTC+1\n> À: ana@example.org\n> \n{quoted}",
    "thunderbird": "-------- Forwarded Message --------\nSubject: \t{title}\nDate: \tWed, 4 Mar 2026 07:10:00 +0100\n"
    "From: \tRila Press <news@rila.example>\nTo: \tana@example.org\n\n\n\n{body}",
    "thunderbird-de": "-------- Weitergeleitete Nachricht --------\nBetreff: \t{title}\nDatum: \tWed, 4 Mar 2026 07:10:00 +0100\n"
    "Von: \tRila Press <news@rila.example>\nAn: \tana@example.org\n\n\n\n{body}",
    "yahoo": "----- Forwarded Message -----\nFrom: Rila Press <news@rila.example>\nTo: Ana <ana@example.org>\n"
    "Sent: Wednesday, March 4, 2026 at 07:10:00 AM GMT+1\nSubject: {title}\n\n{body}",
    "bold-labels": "*From:* Rila Press <news@rila.example>\n*Sent:* Wednesday, 4 March 2026 07:10\n*To:* Ana\n*Subject:* {title}\n\n{body}",
    "proton": "------- Forwarded Message -------\nFrom: Rila Press <news@rila.example>\nDate: On Wednesday, March 4th, 2026 at 7:10 AM\n"
    "Subject: {title}\nTo: ana@example.org <ana@example.org>\n\n> {quoted_first}",
}
_TAILS = (
    "\n\n-- \nAna Petrova | Desk\n+1 555 0100",
    "\n\nOn Tue, 3 Mar 2026 at 10:00, Juan <juan@example.org> wrote:\n> Chile condemned Peru.\n> And Peru condemned Chile.",
    "\n\nAm Di., 3. März 2026 um 10:00 Uhr schrieb Juan <juan@example.org>:\n> Chile verurteilte Peru.",
    "\n\nLe mar. 3 mars 2026 à 10:00, Juan <juan@example.org> a écrit :\n> Le Chili a condamné le Pérou.",
    "\n\nEl mar, 3 mar 2026 a las 10:00, Juan (<juan@example.org>) escribió:\n> Chile condenó a Perú.",
    "\n\nSent from my iPhone",
    "\n\nBest regards,\n\nAna Petrova\nRila Press\nSofia, Bulgaria",
    "\n\nMit freundlichen Grüßen\n\nAna Petrova\nRila Press",
    "\n\nThis e-mail and any attachments are confidential and intended solely for the addressee. If you have received this"
    " e-mail in error please notify the sender.",
    "\n\nDISCLAIMER: The information in this message is confidential and may be legally privileged.",
    "\n\n_______________________________________________\nNews mailing list\nNews@lists.example.org\n"
    "https://lists.example.org/listinfo/news",
    '\n\n-- \nYou received this message because you are subscribed to the Google Groups "news" group.\nTo unsubscribe from this'
    " group and stop receiving emails from it, send an email to news+unsubscribe@groups.example.",
    "\n\nUnsubscribe: https://news.rila.example/u | Manage preferences\n© 2026 Rila Press, 1 Vitosha Blvd, Sofia",
    "\n\nVon meinem iPhone gesendet",
    "\n\nGet Outlook for iOS<https://aka.example/o0ukef>",
    "\n\n-----Original Message-----\nFrom: Juan <juan@example.org>\nSent: Tuesday, March 3, 2026 10:00 AM\nTo: Ana\nSubject: News\n\n"
    "Can you send me the piece on lithium?",
)


def members() -> Iterator[Member]:
    """Yield the files."""
    sent = Expected(_EXPECTED, _HEADLINE, "2026-03-09", "Rila Press")
    page = f"<h1>{_HEADLINE}</h1>" + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in _PARAGRAPHS)
    for number, stub in enumerate(_STUBS):
        mail = _mail(_HEADLINE, stub)
        mail.add_alternative(f"<html><body><table><tr><td>{page}</td></tr></table></body></html>", subtype="html")
        yield Member(f"newsletter-{number}.eml", bytes(mail), [sent])
    only = _mail(_HEADLINE, None)
    only.set_content(f"<html><body>{page}</body></html>", subtype="html")
    yield Member("html-only.eml", bytes(only), [sent])
    yield from _forwarded()
    for number, tail in enumerate(_TAILS):
        yield Member(f"tail-{number}.eml", bytes(_mail(_HEADLINE, _BODY + tail)), [sent])
    yield from _attached()
    for charset in ("iso-8859-1", "windows-1252", "utf-8"):
        headline, *paragraphs = NEWS["fr"]
        mail = _mail(headline, None)
        mail.set_content("\n\n".join(paragraphs), charset=charset)
        yield Member(
            f"{charset}.eml", bytes(mail), [Expected("\n".join((headline, *paragraphs)), headline, "2026-03-09")]
        )


def _mail(subject: str, body: str | None, sender: str = "Rila Press <news@rila.example>") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "desk@example.org", subject
    mail["Date"] = "Mon, 9 Mar 2026 06:00:00 +0200"
    if body is not None:
        mail.set_content(body)
    return mail


def _forwarded() -> Iterator[Member]:
    expected = [Expected(_EXPECTED, _HEADLINE, _DATE, _SOURCE)]
    quoted = "\n".join(f"> {line}" for line in _BODY.split("\n"))
    for name, form in _FORWARDS.items():
        text = form.format(title=_HEADLINE, body=_BODY, quoted=quoted, quoted_first=quoted[2:])
        for note in ("", "FYI\n\n"):
            mail = _mail(f"Fwd: {_HEADLINE}", note + text, "Ana <ana@example.org>")
            yield Member(f"{name}-{'note' if note else 'bare'}.eml", bytes(mail), expected)
        inside = "<br>".join(escape(line) for line in text.split("\n"))
        mail = _mail(f"FW: {_HEADLINE}", None, "Ana <ana@example.org>")
        mail.set_content(
            f"<html><body><div>FYI</div><br><div class='gmail_quote'>{inside}</div></body></html>", subtype="html"
        )
        if ">" not in form.split("{title}")[-1]:
            yield Member(f"{name}-html.eml", bytes(mail), expected)


def _attached() -> Iterator[Member]:
    inner = _mail(_HEADLINE, _BODY)
    inner.replace_header("Date", "Wed, 4 Mar 2026 07:10:00 +0100")
    expected = [Expected(_EXPECTED, _HEADLINE, _DATE, _SOURCE)]
    for note in ("", "See attached.", "FYI\n\n-- \nAna Petrova | Desk"):
        mail = _mail("Fwd: pact", note, "Ana <ana@example.org>")
        mail.add_attachment(inner)
        yield Member(f"attached-{len(note)}.eml", bytes(mail), expected)
    mail = _mail("Fwd: pact", "See attached.", "Ana <ana@example.org>")
    mail.add_attachment(bytes(inner), maintype="application", subtype="octet-stream", filename="pact.eml")
    yield Member("attached-as-file.eml", bytes(mail), expected)
    two = _mail("Fwd: two pieces", "Two pieces.", "Ana <ana@example.org>")
    headline, *paragraphs = NEWS["es"]
    second = _mail(headline, "\n\n".join(paragraphs))
    two.add_attachment(inner)
    two.add_attachment(second)
    other = Expected("\n".join((headline, *paragraphs)), headline, "2026-03-09", _SOURCE)
    yield Member("attached-two.eml", bytes(two), [*expected, other])
    text = _mail("Press release", "Please find the release attached.")
    text.add_attachment(f"{_HEADLINE}\n\n{_BODY}".encode(), maintype="text", subtype="plain", filename="release.txt")
    yield Member("attached-text.eml", bytes(text), [Expected(_EXPECTED, date="2026-03-09", source=_SOURCE)])
