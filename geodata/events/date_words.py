"""The words and figures that name a date in folded English text; `dates.py` tells what each means."""

from __future__ import annotations

import re

from geodata.events.numbers import NUMBER
from geodata.months import MONTHS

MONTH_OF = {name[:3].casefold(): i for i, name in enumerate(MONTHS, 1)}
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sep(?:tember|t\.?|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PART = r"(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night))?"
_OF_YEAR = r"(?:of\s+)?(?:last|this|next)\s+year"
_UNIT = r"(?:days?|weeks?|months?|years?|hours?)"

DATES = re.compile(
    "|".join(
        (
            r"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)",
            r"(?P<dmy>\b(?P<dmy_d>\d{1,2})(?P<dmy_s>[./-])(?P<dmy_m>\d{1,2})(?P=dmy_s)(?P<dmy_y>(?:19|20)\d\d)\b)",
            r"(?P<slash>(?:(?<![^\n])|\bon\s+)(?P<sl_d>\d{1,2})/(?P<sl_m>\d{1,2})(?=[,:.\s]))",
            (
                rf"(?P<days>\b(?P<ds_f>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*\d{{1,2}})*\s*(?:to|and|through|until|[-–])\s*"
                rf"(?P<ds_l>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<ds_m>{MONTH})\b(?:,?\s+(?P<ds_y>(?:19|20)\d\d)\b)?)"
            ),
            rf"(?P<wom>\b(?:the\s+)?(?P<wm_n>first|second|third|fourth|last)\s+week\s+of\s+(?P<wm_m>{MONTH})\b)",
            rf"(?P<dm>\b(?P<dm_d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<dm_m>{MONTH})\b(?:,?\s+(?P<dm_y>(?:19|20)\d\d|{_OF_YEAR})\b)?)",
            (
                rf"(?P<md>\b(?P<md_m>{MONTH})\s+(?P<md_d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:percent|per\s+cent|%|people"
                rf"|:))(?:,?\s+(?P<md_y>(?:19|20)\d\d|{_OF_YEAR})\b)?)"
            ),
            rf"(?P<my>\b(?P<my_m>{MONTH})(?:\s+of)?,?\s+(?P<my_y>(?:19|20)\d\d)\b)",
            (
                rf"(?P<m>\b(?:in|since|last|until|early|late|mid|this|during|of|by)[\s-]+(?:early\s+|late\s+"
                rf"|mid[\s-])?(?P<m_m>{MONTH})\b(?!\s+\d)(?:,?\s+(?P<m_y>{_OF_YEAR})\b)?)"
            ),
            rf"(?P<mm>\b(?:between|from)\s+(?P<mm_f>{MONTH})\s+(?:and|to|until|till)\s+(?P<mm_l>{MONTH})\b(?!\s+\d))",
            r"(?P<dby>\bthe\s+day\s+before\s+yesterday\b)",
            rf"(?P<yesterday>\byesterday\b{_PART})",
            r"(?P<night>\b(?:overnight|last\s+night|last\s+evening)\b)",
            r"(?P<today>\b(?:today|tonight|this\s+(?:morning|afternoon|evening)|early\s+today)\b)",
            r"(?P<tomorrow>\btomorrow\b)",
            rf"(?P<wds>\b(?P<wds_f>{_WEEKDAY})\s+(?:and|to|through|until|till|or)\s+(?P<wds_l>{_WEEKDAY})\b)",
            rf"(?P<wd>\b(?P<wd_rel>last\s+|next\s+|this\s+|the\s+previous\s+)?(?P<wd_d>{_WEEKDAY})(?:'s)?\b{_PART}(?P<wd_week>\s+(?:of\s+)?last\s+week\b)?)",
            r"(?P<same>\b(?:the\s+same\s+(?:day|morning|evening|night)|that\s+(?:day|morning|evening|night))\b)",
            r"(?P<beside>\b(?:the\s+(?:day|night|evening)\s+before\b|(?P<be_n>the\s+(?:next|following)\s+(?:day|morning)|the\s+day\s+after|a\s+day\s+later)\b))",
            r"(?P<weekend>\b(?P<we_rel>last|past|this|over\s+the|at\s+the|next)\s+weekend\b)",
            (
                rf"(?P<ago>\b(?:(?:more\s+than|over|about|around|nearly|almost|some|just|at\s+least)\s+)?(?P<ago_n>{NUMBER}|an?"
                rf"|the\s+past|several|few|a\s+few|a\s+couple\s+of)\s+(?P<ago_u>{_UNIT})\s+(?:ago|(?P<ago_told>earlier|before(?!\s+(?:the|an?|its|their|his|her)\b)|(?P<ago_on>later|afterwards?)))\b)"
            ),
            (
                r"(?P<rel>\b(?:(?:early|late|earlier|later)\s+)?(?P<rel_w>this|last|next|the\s+past|the\s+last)\s+(?P<rel_u>week"
                r"|month|year)\b)"
            ),
            r"(?P<recent>\b(?:in\s+)?(?:the\s+)?(?:past|last)\s+(?:few|24|48|several)\s+(?P<re_u>hours|days)\b)",
            (
                r"(?P<y>\b(?:in|since|during|of|from|until|by|early|late|mid|the)[\s-]+(?:early\s+|late\s+"
                r"|mid[\s-])?(?P<y_y>(?:19[4-9]|20[0-4])\d)\b(?!\s*(?:people|soldiers|troops|%)))"
            ),
        )
    )
)
