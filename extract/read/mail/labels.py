"""Words of mail programs in several languages: the labels of heads, and the lines around forwards and quotations."""

import re

_LABELS = {
    "from": (
        "from von de da van od от від från fra lähettäjä kimden feladó από מאת من dari từ 差出人 发件人 寄件者 보낸사람"
    ),
    "date": (
        "date sent datum gesendet envoyé enviado|el enviado fecha data inviato verzonden enviada|em wysłano "
        "отправлено дата"
        " надіслано skickat sendt lähetetty päiväys päivämäärä tarih gönderildi gönderilme|tarihi gönderilme "
        "odesláno elküldve"
        " dato ημερομηνία תאריך نشر التاريخ تاريخ|الإرسال تم|الإرسال 送信日時 日付 发送时间 日期 傳送時間 보낸날짜 "
        "날짜 tanggal ngày"
    ),
    "subject": (
        "subject betreff objet asunto oggetto onderwerp assunto temat тема ämne emne aihe konu předmět tárgy θέμα נושא"
        " الموضوع 件名 主题 主旨 제목 subjek tiêu|đề subiect"
    ),
    "to": (
        "to cc bcc an kopie à a para aan do dw кому копия копія till til kopia kopi vastaanottaja kime komu címzett "
        "προς אל"
        " إلى 宛先 收件人 抄送 받는사람 참조 kepada đến reply-to antwort|an répondre|à către répondre|á importance"
        " priority sensitivity attachments categories wichtigkeit priorität anlagen pièces|jointes importancia"
        " datos|adjuntos importanza allegati urgentie bijlagen prioridade anexos важность вложения"
    ),
}
LABELS = {
    word.replace("|", " "): field for field in ("to", "subject", "date", "from") for word in _LABELS[field].split()
}
"""Labels in the heads of messages, in lower case, and what is after them; "to" stands for all that is not read."""

ORIGINAL_MARK = re.compile(
    r"[\s>*_-]*+(?:original message|ursprüngliche nachricht|message d[’']origine|message original|mensaje original|"
    r"messaggio originale|oorspronkelijk bericht|mensagem original|исходное сообщение|原始邮件|"
    r"元のメッセージ|원본 메시지|الرسالة الأصلية)\s*+:?[\s*_-]*+",
    re.I,
)
"""The line of Outlook above a message that is forwarded or answered."""
FORWARD_MARK = re.compile(
    r"[\s>*_-]*+(?:begin forwarded message|forwarded message|original message|forwarded by .{1,80}|"
    r"(?:anfang der )?weitergeleiteten? nachricht|ursprüngliche nachricht|début du message (?:réexpédié|transféré)|"
    r"message (?:transféré|d[’']origine|original)|(?:inicio del )?mensaje (?:reenviado|original)|"
    r"(?:inizio )?messaggio (?:inoltrato|originale)|(?:begin )?doorgestuurd bericht|oorspronkelijk bericht|"
    r"(?:início da )?mensagem (?:encaminhada|reenviada|original)|(?:początek )?przekazan(?:ej|a) wiadomo(?:ści|ść)|"
    r"пересылаемое сообщение|пересланное сообщение|исходное сообщение|переслане повідомлення|vidarebefordrat (?:brev|"
    r"meddelande)|videresendt (?:melding|besked)|välitetty viesti|iletilen mesaj|yönlendirilen ileti|přeposlaná zpráva|"
    r"továbbított üzenet|转发的邮件|转发邮件|原始邮件|転送されたメッセージ|元のメッセージ|전달된 메시지|원본 메시지|"
    r"الرسالة المعاد توجيهها|الرسالة الأصلية)\s*+:?[\s*_-]*+",
    re.I,
)
"""The line above the head of a forwarded message."""

FORWARD_SUBJECT = re.compile(
    r"\s*(?:fwd?|wg|tr|rv|enc|i|doorst|vs|vb|vl|pd|ilt|prosl|továbbítás|переслано|転送|转发|轉寄)\s*[:：]\s*", re.I
)
REPLY_SUBJECT = re.compile(r"\s*(?:re|aw|sv|vs|antw|odp|ynt|ré|回复|答复|返信|回覆)(?:\[\d+\])?\s*[:：]\s*", re.I)
"""What programs put before the subject."""

WROTE = re.compile(
    r"\s*(?:on\s.{6,200}\swrote|am\s.{6,200}\sschrieb.{0,80}|le\s.{6,200}\sa écrit|el\s.{6,200}\sescribió|"
    r"(?:il|in data)\s.{6,200}\sha scritto|op\s.{6,200}\sschreef.{0,80}|em\s.{6,200}\sescreveu|"
    r".{6,200}\s(?:пишет|написал(?:а|\(а\))?|napisał(?:a|\(a\))?|skrev.{0,80}|kirjoitti|yazdı|wrote))\s*[:：]\s*",
    re.I | re.S,
)
"""The line above a quoted message."""

CLOSING = re.compile(
    r"\s*+(?:(?:with )?(?:best|kind|warm)(?:est)? (?:regards|wishes)|regards|sincerely(?: yours)?|yours (?:sincerely|"
    r"truly|"
    r"faithfully)|cheers|best|mit freundlichen grüßen|freundliche grüße|viele grüße|mfg|cordialement|bien à vous|"
    r"(?:un )?saludos?(?: cordiales)?|atentamente|cordiali saluti|distinti saluti|met vriendelijke groet(?:en)?|"
    r"atenciosamente|с уважением|z poważaniem|pozdrawiam|med vänlig(?:a)? hälsning(?:ar)?|med venlig hilsen|"
    r"saygılarımla|sent from my .{2,40}|von meinem .{2,40} gesendet|envoyé de mon .{2,40}|enviado desde mi .{2,40}|"
    r"get outlook for .{2,60})\s*+[,.!]?\s*+",
    re.I,
)
"""The line above a signature."""
LIST_FOOTER = re.compile(r"[_=-]{20,}\s*")
"""The line above the address of a mailing list."""

LEGAL = re.compile(
    r"\s*(?:(?:confidentiality|legal) notice|disclaimer|(?:this (?:e-?mail|message|communication|transmission)|"
    r"the (?:information|contents?)(?: contained)? in this)\b.{0,250}\b(?:confidential|privileged|intended (?:only|"
    r"solely)|"
    r"recipient)|"
    r"diese (?:e-?mail|nachricht)\b.{0,200}\bvertraulich|ce (?:message|courriel|mail)\b.{0,200}\bconfidentiel|"
    r"este (?:mensaje|correo|e-?mail)\b.{0,200}\bconfiden|questo messaggio\b.{0,200}\b(?:riservat|confidenzial)|"
    r"dit bericht\b.{0,200}\bvertrouwelijk|esta mensagem\b.{0,200}\bconfidencia|"
    r"(?:это|данное) (?:сообщение|письмо)\b.{0,200}\bконфиденциал)",
    re.I | re.S,
)
"""The beginning of a legal notice."""

NEWSLETTER = re.compile(
    r".{0,80}\b(?:unsubscribe|(?:view|read|open|see) (?:this (?:e-?mail|message|newsletter|issue)|it|online)?\s*"
    r"(?:in|on|from)? ?(?:your |a |the )?(?:web )?browser|view online|web version|you(?:[’']re| are) (?:receiving|"
    r"getting) this|"
    r"you received this (?:e-?mail|message|newsletter)|this (?:e-?mail|message) was sent to|(?:update|manage) "
    r"(?:your )?"
    r"(?:e-?mail )?(?:preferences|subscriptions?)|forward (?:this )?to a friend|add us to your address book|"
    r"our mailing address is|e-?mail program does not (?:show|display|support) html|having trouble (?:viewing|"
    r"reading) this|"
    r"all rights reserved|abmelden|abbestellen|im browser (?:ansehen|anzeigen|öffnen|lesen)|sie erhalten diese[n]? "
    r"(?:e-?mail|newsletter)|se désabonner|se désinscrire|désinscription|(?:voir|lire|afficher) (?:cet e-?mail |ce "
    r"message )?"
    r"(?:en ligne|dans (?:votre|le) navigateur)|darse de baja|cancelar (?:la )?suscripción|ver (?:este (?:correo|"
    r"mensaje) )?en "
    r"(?:el |tu |su )?navegador|disiscriv\w+|annulla(?:re)? (?:l[’'])?iscrizione|afmelden|uitschrijven|cancelar "
    r"inscrição|"
    r"отписаться|wypisz się|avregistrera|退订|配信停止)\b.{0,300}",
    re.I | re.S,
)
"""A line around the articles of a newsletter."""
