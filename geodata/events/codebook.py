"""The codebook: every category and sub-event type with its definition, examples and codes in other schemes."""

from __future__ import annotations

from typing import NamedTuple

from geodata.model import Category

BATTLES = "Battles"
EXPLOSIONS = "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
PROTESTS = "Protests"
RIOTS = "Riots"
STRATEGIC = "Strategic developments"
LEFT = "Other"  # of a military base: closed, left, or handed over
CHANGE = "Change to group/activity"  # where ACLED counts the movement of forces too


class Code(NamedTuple):
    """One row of the codebook; `plover`, `cameo` and `ucdp` are the nearest codes there, empty where none fits."""

    category: Category
    event_type: str
    sub_event_type: str
    title: str
    definition: str
    includes: str
    excludes: str
    plover: str
    cameo: str
    ucdp: str


CODEBOOK: tuple[Code, ...] = (
    Code(
        Category.ATTACK, BATTLES, "Armed clash", "Armed clash",
        "Two armed sides fight, or an armed group attacks armed forces; nobody gains ground that the report names.",
        "Gunmen ambushed an army patrol and eight soldiers died.",
        "Police fired tear gas at demonstrators: see the protests.",
        "ASSAULT:firearms", "19", "1 state-based",
    ),
    Code(
        Category.ATTACK, BATTLES, "Government regains territory", "Government regains territory",
        "State forces, or those fighting for them, take a place back from an armed group.",
        "The army retook the town after two days of fighting.",
        "Soldiers patrolled a town that nobody else held: deployment.",
        "ASSAULT:firearms", "19", "1 state-based",
    ),
    Code(
        Category.ATTACK, BATTLES, "Non-state actor overtakes territory", "Armed group takes territory",
        "A group that is not a state takes a place by force.",
        "Rebels captured the district seat and drove the garrison out.",
        "Rebels burned a post and left: armed clash.",
        "ASSAULT:firearms", "19", "1 state-based",
    ),
    Code(
        Category.ATTACK, EXPLOSIONS, "Chemical weapon", "Chemical weapon",
        "A chemical agent is used as a weapon.",
        "Residents choked after shells filled with chlorine fell on the quarter.",
        "A factory leaked ammonia: not an event of this book.",
        "ASSAULT:unconventional", "20", "1 state-based",
    ),
    Code(
        Category.ATTACK, EXPLOSIONS, "Air/drone strike", "Air or drone strike",
        "Aircraft or drones strike a target on the ground.",
        "A drone hit a convoy of pick-ups near the border.",
        "A surveillance drone crashed on its own.",
        "ASSAULT:aerial", "195", "1 state-based",
    ),
    Code(
        Category.ATTACK, EXPLOSIONS, "Suicide bomb", "Suicide bomb",
        "The attacker dies by the explosive that he or she carries or drives.",
        "A man blew himself up at the gate of the barracks.",
        "A bomb went off early in an empty workshop: remote explosive.",
        "ASSAULT:suicide-attack", "183", "1 state-based",
    ),
    Code(
        Category.ATTACK, EXPLOSIONS, "Shelling/artillery/missile attack", "Shelling, artillery or missile attack",
        "Shells, mortars, rockets or missiles are fired at a target from a distance.",
        "Rockets landed beside the airport before dawn.",
        "A missile was tested over the sea: not an attack.",
        "ASSAULT:heavy-weapons", "194", "1 state-based",
    ),
    Code(
        Category.ATTACK, EXPLOSIONS, "Remote explosive/landmine/IED", "Bomb, landmine or roadside device",
        "An explosive goes off by timer, signal, wire or its victim's step.",
        "A lorry hit a mine on the road and two traders died.",
        "Sappers found a device and made it safe: disrupted weapons use.",
        "ASSAULT:explosives", "183", "1 state-based",
    ),
    Code(
        Category.ATTACK, EXPLOSIONS, "Grenade", "Grenade",
        "A hand grenade is thrown.",
        "Someone threw a grenade into a crowded bar.",
        "Police threw stun grenades at marchers: protest with intervention.",
        "ASSAULT:explosives", "183", "3 one-sided",
    ),
    Code(
        Category.ATTACK, CIVILIANS, "Sexual violence", "Sexual violence",
        "Someone is harmed sexually by an organised or unnamed armed actor.",
        "Armed men raped women who had gone to fetch wood.",
        "A court case between relatives, with no armed actor.",
        "ASSAULT:sexual", "181", "3 one-sided",
    ),
    Code(
        Category.ATTACK, CIVILIANS, "Attack", "Attack on civilians",
        "Unarmed people are attacked, killed or hurt on purpose.",
        "Raiders on motorcycles shot farmers in their fields.",
        "An attack of the opposition on the government's budget.",
        "ASSAULT:targeted", "18", "3 one-sided",
    ),
    Code(
        Category.ATTACK, CIVILIANS, "Abduction/forced disappearance", "Abduction",
        "Someone is taken against his or her will and not by lawful arrest.",
        "A nurse and her driver were kidnapped on the way to the clinic.",
        "The police arrested a suspect: arrest.",
        "ASSAULT:abduct", "181", "",
    ),
    Code(
        Category.ATTACK, STRATEGIC, "Looting/property destruction", "Looting or destruction",
        "Property is burned, wrecked or robbed in a conflict, with no report of people attacked.",
        "Fighters set fire to a school and a mobile telephone mast.",
        "A kitchen fire spread to the market.",
        "ASSAULT:destroy", "175", "",
    ),
    Code(
        Category.PROTEST, PROTESTS, "Peaceful protest", "Peaceful protest",
        "People gather in public to show what they want; nobody uses force.",
        "Several thousand people marched through the capital with flags.",
        "Share prices rallied.",
        "PROTEST:demo", "14", "",
    ),
    Code(
        Category.PROTEST, PROTESTS, "Protest with intervention", "Protest with intervention",
        "A peaceful protest is broken up or its people are arrested, without lethal force.",
        "Police used tear gas to clear the square.",
        "Protesters threw stones first: violent demonstration.",
        "PROTEST:demo", "14", "",
    ),
    Code(
        Category.PROTEST, PROTESTS, "Excessive force against protesters", "Excessive force against protesters",
        "Peaceful protesters are killed or badly hurt by those who disperse them.",
        "Soldiers fired on a sit-in and three students died.",
        "Armed men shot at a market: attack.",
        "ASSAULT:crowd-control", "18", "3 one-sided",
    ),
    Code(
        Category.RIOT, RIOTS, "Violent demonstration", "Violent demonstration",
        "Demonstrators themselves are violent against people or property.",
        "Marchers burned tyres and stoned the police.",
        "Marchers shouted slogans: peaceful protest.",
        "PROTEST:riot", "145", "",
    ),
    Code(
        Category.RIOT, RIOTS, "Mob violence", "Mob violence",
        "A crowd that is no demonstration attacks people or property.",
        "A crowd lynched a man it took for a thief.",
        "A trained militia killed villagers: attack on civilians.",
        "ASSAULT:beat", "18", "",
    ),
    Code(
        Category.MILITARY_BASE, STRATEGIC, "Headquarters or base established", "Military base",
        "A military base, camp or headquarters exists or opens at a place.",
        "The foreign troops' base beside the airport employs local cooks.",
        "A party's base of voters.",
        "MOBILIZE:troops", "15", "",
    ),
    Code(
        Category.MILITARY_BASE, STRATEGIC, LEFT, "Base left or handed over",
        "A military base, camp or headquarters is closed, left, or handed over to others.",
        "The mission gave the keys of its last camp to the national army.",
        "The company left its headquarters.",
        "RETREAT:withdraw", "087", "",
    ),
    Code(
        Category.DEPLOYMENT, STRATEGIC, CHANGE, "Deployment or withdrawal",
        "Troops, police or hired fighters are sent, stationed, reinforced or withdrawn.",
        "The mission will send a further battalion to the north.",
        "Aid workers were sent to the camp.",
        "MOBILIZE:troops", "15", "",
    ),
    Code(
        Category.COUP, STRATEGIC, "Other", "Coup",
        "Those who hold arms seize the government, or try to.",
        "Officers went on television and said that the president was removed.",
        "A diplomatic coup; a parliament that votes a cabinet out.",
        "COERCE:martial-law", "17", "",
    ),
    Code(
        Category.DIPLOMATIC, STRATEGIC, "Other", "Diplomatic incident",
        "States break, lower or punish relations: expulsion, recall, sanctions, closed borders or embassies.",
        "The ambassador was given three days to leave.",
        "Two ministers met and shook hands.",
        "SANCTION:expel", "16", "",
    ),
    Code(
        Category.ARREST, STRATEGIC, "Arrests", "Arrest",
        "Authorities arrest or hold people for political or security reasons.",
        "The security service detained two party leaders at dawn.",
        "A court sentenced a man for a crime of years ago.",
        "COERCE:arrest", "173", "",
    ),
    Code(
        Category.AGREEMENT, STRATEGIC, "Agreement", "Agreement",
        "Sides of a conflict sign or announce a ceasefire, accord or exchange.",
        "The government and two armed groups signed a truce.",
        "A trade agreement on fruit.",
        "AGREE", "05", "",
    ),
    Code(
        Category.OTHER, STRATEGIC, CHANGE, "Change of a group",
        "A group forms, splits, merges, changes its leader or lays down arms.",
        "Two hundred fighters surrendered under the amnesty.",
        "A football club changed its coach.",
        "RETREAT:disarm", "08", "",
    ),
    Code(
        Category.OTHER, STRATEGIC, "Disrupted weapons use", "Weapons found or made safe",
        "Weapons or explosives are seized, found, shot down or made safe before they harm.",
        "Soldiers dug up a cache of shells under a barn.",
        "Customs seized cigarettes.",
        "COERCE:seize", "17", "",
    ),
    Code(
        Category.OTHER, STRATEGIC, "Non-violent transfer of territory", "Territory changes hands without a fight",
        "One side takes a place that the other has left or handed over.",
        "The garrison withdrew at night and the rebels walked in.",
        "The town fell after a battle: territory taken.",
        "RETREAT:withdraw", "08", "",
    ),
    Code(
        Category.OTHER, STRATEGIC, "Other", "Other development",
        "A matter of security that no other row holds.",
        "Workers uncovered a mass grave from the war.",
        "An election rally.",
        "", "", "",
    ),
)  # fmt: skip

CATEGORY_TITLES: dict[Category, str] = {
    Category.ATTACK: "Attack",
    Category.PROTEST: "Protest",
    Category.RIOT: "Riot",
    Category.MILITARY_BASE: "Military base",
    Category.DEPLOYMENT: "Deployment",
    Category.COUP: "Coup",
    Category.DIPLOMATIC: "Diplomatic incident",
    Category.ARREST: "Arrest",
    Category.AGREEMENT: "Agreement",
    Category.OTHER: "Other",
}

SUB_EVENT_TYPES: tuple[str, ...] = tuple(dict.fromkeys(code.sub_event_type for code in CODEBOOK))

_BY_KEY = {(code.category, code.sub_event_type): code for code in CODEBOOK}
_BY_KEY[Category.DEPLOYMENT, "Other"] = _BY_KEY[Category.DEPLOYMENT, CHANGE]  # as projects of earlier versions hold it


def code_of(category: Category, sub_event_type: str) -> Code:
    """The row of one category and sub-event type; KeyError where the codebook has none."""
    return _BY_KEY[category, sub_event_type]
