"""An article that came by e-mail: the message's plain text, else its page; attachments are left out."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import default

from geodata.articles.encoding import decode, mended
from geodata.articles.extract import from_html, words_of_page
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article

_HEADERS = ("From", "Date", "Subject", "Message-ID", "Received")  # a message has one of them at least
_MOST_PARTS = 1000
_MANGLED = (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError)  # what headers gone wrong raise


def from_mail(raw: bytes) -> Article:
    """Subject as title, the day in the header *Date* as day of publication, the sender's name as source.

    Raises:
        ContentError: it is no message, it is encrypted, or there is no text in it.
    """
    try:
        message = BytesParser(_class=EmailMessage, policy=default).parsebytes(raw)
        if not any(name in message for name in _HEADERS):
            raise ContentError("It is no e-mail: there are no headers.")
        if sum(1 for _ in message.walk()) > _MOST_PARTS:
            raise ContentError(f"It has more than {_MOST_PARTS:,} parts.")
        if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
            raise ContentError("The message is encrypted.")
        body = message.get_body(("plain", "html"))
    except _MANGLED as error:
        raise ContentError("The message is damaged.") from error
    if body is None:
        raise ContentError("There is no text in the message.")
    title, published, source = _subject(message), _day(message), _sender(message)
    text = _text(body)
    if body.get_content_subtype() == "html":
        try:
            text = from_html(text).text
        except ContentError:  # no article stands out in it
            text = words_of_page(text)
    return from_text(text, title=title, published=published, source=source)


def _text(body: MIMEPart) -> str:
    try:
        payload = body.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        declared = body.get_content_charset()
    except _MANGLED as error:
        raise ContentError("The text of the message is damaged.") from error
    text = ""
    with suppress(LookupError, UnicodeDecodeError):
        text = mended(raw.decode(declared or "utf-8"))
    text = text or decode(raw)
    return _unfolded(text) if body.get_param("format") == "flowed" else text


def _unfolded(text: str) -> str:
    """Lines that end with a space go on in the next one."""
    return "".join(line if line.endswith(" ") and line != "-- " else line + "\n" for line in text.splitlines())


def _subject(message: EmailMessage) -> str | None:
    with suppress(*_MANGLED):
        return str(message["Subject"] or "") or None
    return None


def _day(message: EmailMessage) -> date | None:
    with suppress(*_MANGLED):
        return message["Date"].datetime.date()  # type: ignore[no-any-return]
    return None


def _sender(message: EmailMessage) -> str | None:
    with suppress(*_MANGLED):
        sender = message["From"].addresses[0]
        return sender.display_name or sender.addr_spec or None
    return None
