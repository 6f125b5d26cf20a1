"""What the encoder tells of a sentence: the codes of its labels, and the row of the codebook that each means."""

from __future__ import annotations

from geodata.events.codebook import Code, code_of
from geodata.model import Category, Status

NONE = "no"
CRIME, DISASTER = "cr", "nd"  # told apart from security events, and no events of the codebook

ROWS: dict[str, Code] = {
    label: code_of(category, sub_event_type)
    for label, category, sub_event_type in (
        ("ac", Category.ATTACK, "Armed clash"),
        ("gr", Category.ATTACK, "Government regains territory"),
        ("nt", Category.ATTACK, "Non-state actor overtakes territory"),
        ("ch", Category.ATTACK, "Chemical weapon"),
        ("ai", Category.ATTACK, "Air/drone strike"),
        ("su", Category.ATTACK, "Suicide bomb"),
        ("sh", Category.ATTACK, "Shelling/artillery/missile attack"),
        ("ie", Category.ATTACK, "Remote explosive/landmine/IED"),
        ("gn", Category.ATTACK, "Grenade"),
        ("sx", Category.ATTACK, "Sexual violence"),
        ("at", Category.ATTACK, "Attack"),
        ("ab", Category.ATTACK, "Abduction/forced disappearance"),
        ("lo", Category.ATTACK, "Looting/property destruction"),
        ("pp", Category.PROTEST, "Peaceful protest"),
        ("pi", Category.PROTEST, "Protest with intervention"),
        ("pe", Category.PROTEST, "Excessive force against protesters"),
        ("vd", Category.RIOT, "Violent demonstration"),
        ("mv", Category.RIOT, "Mob violence"),
        ("mb", Category.MILITARY_BASE, "Headquarters or base established"),
        ("de", Category.DEPLOYMENT, "Change to group/activity"),
        ("co", Category.COUP, "Other"),
        ("di", Category.DIPLOMATIC, "Other"),
        ("ar", Category.ARREST, "Arrests"),
        ("ag", Category.AGREEMENT, "Agreement"),
        ("cg", Category.OTHER, "Change to group/activity"),
        ("dw", Category.OTHER, "Disrupted weapons use"),
        ("nv", Category.OTHER, "Non-violent transfer of territory"),
        ("ot", Category.OTHER, "Other"),
    )
}
"""The row of the codebook by label."""

LABELS: tuple[str, ...] = (*ROWS, CRIME, DISASTER, NONE)
"""The labels in the order of the model's outputs."""

STATUSES: tuple[Status, ...] = tuple(Status)
"""The statuses in the order of the model's outputs."""
