"""Which news agency an article's text is credited to: a paper that prints Reuters' dispatch tells what Reuters told."""

from __future__ import annotations

import re

# The agency, and how credit lines write it. Abbreviations count in capitals only.
_AGENCIES = {
    "Reuters": ("Reuters", "Thomson Reuters"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "AP": ("AP", "The Associated Press", "Associated Press"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "TASS": ("TASS", "ITAR-TASS"),
    "Interfax": ("Interfax",),
    "UPI": ("UPI", "United Press International"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI", "Asian News International"),
    "Anadolu": ("Anadolu", "Anadolu Agency", "Anadolu Ajansı"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "PA": ("PA Media", "Press Association"),
    "NAN": ("NAN", "News Agency of Nigeria"),
    "PANA": ("PANA", "Panapress"),
    "APS": ("APS", "Algérie Presse Service", "Algeria Press Service"),
    "ANP": ("ANP", "Agence Nigérienne de Presse"),
    "AIB": ("AIB", "Agence d'Information du Burkina"),
    "AMAP": ("AMAP", "Agence malienne de presse et de publicité"),
    "Bloomberg": ("Bloomberg",),
}
_OF_NAME = {name: agency for agency, names in _AGENCIES.items() for name in names}
_OF_FOLDED = {name.casefold(): agency for name, agency in _OF_NAME.items()}
_NAME = "|".join(sorted(map(re.escape, _OF_NAME), key=len, reverse=True))
_HEAD, _TAIL = 240, 400  # characters in which a credit stands
# "GAO, Mali, Aug 4 (Reuters) -": in brackets or before a dash, at the start of the text or after its dateline.
_AT_START = re.compile(rf"(?:^|\n)(?:[^\n]{{0,60}}?[(\[]\s*({_NAME})\s*[)\]]\s*[–—:-]|({_NAME})\s*(?:[–—:]|-\s))")
_LINE = re.compile(
    rf"\W*(?:(?:source|credit|by|from|agency|via|copyright|\(c\)|with|and|all rights reserved|\d{{4}})\W+)*({_NAME})"
    r"(?:\W+(?:all rights reserved|copyright|\d{4}|news agency|contributed to this report))*\W*",
    re.IGNORECASE,
)
_AT_END = re.compile(rf"[(\[–—]\s*({_NAME})\s*[)\]]?\W*$")


def agency_of(text: str, source: str | None = None) -> str | None:
    """The agency that a text, or its source, is credited to, None where there is none; being quoted ("told Reuters") is no credit."""
    if source and (agency := _OF_FOLDED.get(source.strip().casefold())):
        return agency
    if found := _AT_START.search(text[:_HEAD]):
        return _OF_NAME[found[1] or found[2]]
    tail = text[-_TAIL:].rstrip()
    for line in reversed(tail.splitlines()[-3:]):
        if (found := _LINE.fullmatch(line)) and (found[1] in _OF_NAME or not found[1].islower()):
            return _OF_FOLDED[found[1].casefold()]
    found = _AT_END.search(tail)
    return _OF_NAME[found[1]] if found else None
