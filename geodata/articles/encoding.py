"""Text from bytes, in whichever encoding it was written; and text mended that was read in a wrong one before it was saved."""

from __future__ import annotations

import codecs
import re

from geodata.errors import ContentError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
_MAX_CONTROLS = 0.01  # a stray NUL is shown as a mark; more than one byte in a hundred is no text
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_LATIN_SHARE = 0.3  # legacy text with fewer bytes above 127 is in Latin letters
_NOT_LATIN = ["cp1251", "cp1256", "koi8_r", "cp1253", "cp1255", "gb18030", "big5", "shift_jis", "euc_kr"]

_SPOILT = re.compile("[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")  # é as Ã©, ’ as â€™
_LEAST_SPOILT = 3  # one may be a quotation of such a thing
_MOST_LOST = 0.02  # share of marks that stand for lost letters


def decode(raw: bytes) -> str:
    """Text from bytes: by its byte order mark, as UTF-8, as the page declares, else by the look of the bytes.

    Raises:
        ContentError: the bytes are no text, or in no encoding we know, or the letters were lost before.
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return mended(_decoded(raw, encoding))
    if len(raw) - len(raw.translate(None, _CONTROLS)) > _MAX_CONTROLS * len(raw):
        raise ContentError("This is not a text file.")
    try:
        return mended(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return mended(_decoded(raw, _declared(raw) or _guessed(raw)))


def mended(text: str) -> str:
    """`text`, its letters put right where UTF-8 was once read as Windows-1252 ("TÃ©ra"); only where that is undone exactly.

    Raises:
        ContentError: too many letters are lost.
    """
    if text.count("\ufffd") > _MOST_LOST * len(text):
        raise ContentError("Its letters were lost when it was saved in a wrong encoding; get the text again.")
    spoilt = len(_SPOILT.findall(text))
    if spoilt < _LEAST_SPOILT:
        return text
    try:
        return b"".join(_byte(character) for character in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        if spoilt > _MOST_LOST * len(text):
            raise ContentError(
                "Its letters were spoilt when it was saved in a wrong encoding (“Ã©” for “é”); get the text again."
            ) from None
        return text


def _byte(character: str) -> bytes:
    """The byte that was read as `character`: Windows-1252 leaves five bytes open, which became control characters."""
    return character.encode("latin-1" if character in "\x81\x8d\x8f\x90\x9d" else "cp1252")


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ContentError("The file's text encoding is not known; save it as UTF-8.") from error


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    encoding = found[1].decode("ascii", "replace").lower() if found else None
    return None if encoding in ("utf-8", "utf8") else encoding


def _guessed(raw: bytes) -> str:
    """A legacy encoding: Latin letters are taken as Windows-1252; other scripts show by their many high bytes."""
    from charset_normalizer import from_bytes

    high = sum(byte > 127 for byte in raw[:65536])
    if high < _LATIN_SHARE * min(len(raw), 65536):
        return "cp1252"
    best = from_bytes(raw[:65536], cp_isolation=_NOT_LATIN).best()
    return best.encoding if best is not None else "cp1252"
