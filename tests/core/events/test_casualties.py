"""Figures of the dead and injured: one-sentence notes written for this project, as agencies, armies and ACLED word them."""

from __future__ import annotations

import time

import pytest

from geodata.claims import ClaimKind
from geodata.events.casualties import Casualties, casualties, completed
from geodata.events.numbers import number
from geodata.events.sentences import folded
from geodata.model import Article


def read(text: str, near: int = 0) -> Casualties:
    return casualties(Article(article_id="a1", title="", text=text), folded(text), 0, len(text), near=near)


def bounds(counts: Casualties, kind: ClaimKind) -> tuple[int | None, int | None, int | None] | None:
    claim = next((c for c in counts.claims if c.kind is kind), None)
    return claim and (claim.minimum, claim.best, claim.maximum)


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        ("Rebels killed 9 soldiers and wounded nearly 14 others.", 9, 14),
        ("Raiders killed 17 soldiers and wounded nearly 24.", 17, 24),
        ("Three dozen villagers were murdered.", 36, None),
        ("At least 12 people died when the bus hit a mine.", 12, None),
        ("The raid left two dead and five injured.", 2, 5),
        ("The car bomb left one dead and three injured.", 1, 3),
        ("The death toll rose to 31 on Sunday.", 31, None),
        ("The death toll from the blast in the two markets climbed from 12 to 15.", 15, None),
        ("Officials put the toll at 28.", 28, None),
        ("A policeman was killed at the gate.", 1, None),
        ("The blast killed 3 soldiers and 2 civilians.", 5, None),
        ("He was killed in 2017.", 1, None),
        ("The base holds 1,500 military personnel.", None, None),
        ("A policeman guarding a polio vaccination team was shot dead by two men in Tank.", 1, None),
        ("Six soldiers guarding the bridge at Konna were killed and 11 wounded when gunmen attacked.", 6, 11),
        ("A teacher walking home from school was shot dead.", 1, None),
        ("Two men accused of spying were shot dead.", 2, None),
        ("Two people trapped in the house died.", 2, None),
        ("Gunmen dressed in uniforms killed six.", 6, None),
        ("Two boys aged nine and twelve were killed.", 2, None),
        ("A woman of 61 was killed.", 1, None),
        ("9 displaced persons, among them four children, were killed.", 9, None),
        ("Four soldiers embraced martyrdom in the blast.", 4, None),
        ("RCIED on a pick-up, 4 KIA, 3 WIA.", 4, 3),
        ("The group claimed to have killed 40 soldiers, while the army acknowledged seven dead.", 7, None),
        ("A crowd burned stalls following the death of a driver in a dispute.", None, None),
        ("A woman aged 40 and three children were killed.", 4, None),
        ("The number of people killed when gunmen raided villages in the state at the weekend has risen to 17, up from 13.", 17, None),
        ("Police guarding the gate shot dead two protesters.", 2, None),
        ("Gunmen attacking the village were killed.", None, None),
        ("Twenty-four people were wounded.", None, 24),
        ("The shelling wounded 3 children.", None, 3),
        ("3 fatalities", 3, None),
        ("10 fatalities.", 10, None),
        ("Fatalities: 4. Injuries: 7.", 4, 7),
        ("Clash between army and JNIM near Ouenkoro; fatalities unknown.", None, None),
        ("JNIM fighters attacked the army camp (8 killed).", 8, None),
        ("Three civilians killed, 2 wounded", 3, 2),
        ("Armed men raided the hamlet of Tin Kar, killing two and injuring an unknown number.", 2, None),
        ("An IED hit a water truck; no fatalities.", 0, None),
        ("There were no casualties in the rocket fire.", 0, 0),
        ("The mortar round landed in a field without causing any casualties.", 0, 0),
        ("Gunmen attacked the post, the army said, without giving casualties.", None, None),
        ("The ministry spoke of a raid without providing any casualties or details.", None, None),
        ("Neither side gave casualties.", None, None),
        ("Rebels attacked Rutshuru, killing seven civilians, and shelled Kiwanja.", 7, None),
        ("Rebels attacked Rutshuru, killing seven civilians and Jean Kone.", 8, None),
        ("The blast broke windows without injuring citizens and no citizens were killed.", 0, None),
        ("No one was killed when the grenade went off, but two guards were hurt.", 0, 2),
        ("Nobody was hurt.", 0, 0),
        ("Nobody was harmed.", 0, 0),
        ("The shells fell in the fields. No victims.", 0, 0),
        ("There was no human loss.", 0, None),
        ("The attack killed 53 people, 49 gendarmes and four civilians.", 53, None),
        ("Gendarmes killed two, an old woman and a schoolboy.", 2, None),
        ("They killed five soldiers, three policemen and two civilians.", 10, None),
        ("Ten people — seven soldiers and three civilians — were killed.", 10, None),
        ("About 3,700 inmates escaped and 12 people died.", 12, None),
        ("The marchers blame the government for the dead of Inata.", None, None),
        ("Residents beat to death a trader.", 1, None),
        ("Two soldiers and three rebels fell in an exchange of fire.", 5, None),
        ("The raiders slit the throats of four villagers.", 4, None),
        ("The government put its dead at 21.", 21, None),
        ("No deaths or injuries were reported.", 0, 0),
        ("There were no immediate reports of casualties.", None, None),
        ("Herders shot a farmer dead and wounded his two sons.", 1, 2),
        ("Men on motorcycles killed the mayor and his driver.", 2, None),
        ("The strike killed its commander.", 1, None),
        ("The village chief was shot dead in front of the mosque.", 1, None),
        ("A woman and her two children died in the shelling.", 3, None),
        ("The mayor, his driver and a guard were killed.", 3, None),
        ("Gunmen opened fire, killing the district head, Issa Oumarou and 11 others.", 12, None),
        ("The bodies of five men were found in a well.", 5, None),
        ("Residents found the body of a herder near the well.", 1, None),
        ("Seven bodies were recovered from the river.", 7, None),
        ("Four soldiers and 12 militants were killed.", 16, None),
        ("Two soldiers died and four militants were killed.", 6, None),
        ("Twelve rebels were killed in the fighting on the ridge, the ministry said, while two soldiers died.", 14, None),
        ("Ten people died in Gao while three were killed in Kidal.", 10, None),
        ("A captain was killed along with three of his men.", 4, None),
        ("Two gunmen killed a trader.", 1, None),
        ("Fifteen soldiers killed 30 militants in the sweep.", 30, None),
        ("Six bus passengers were killed by a mine.", 6, None),
        ("Five members of one family were hacked to death.", 5, None),
        ("A family of six was burned alive in its house.", 6, None),
        ("A group of 20 miners was massacred at the pit.", 20, None),
        ("Nineteen people, including four women and a baby, were killed.", 19, None),
        ("The ambush killed 40 people, 12 of them women.", 40, None),
        ("Two children were among the nine people killed.", 9, None),
        ("Half a dozen farmers were slain and a couple of women injured.", 6, 2),
        ("A hundred and fifty people were massacred.", 150, None),
        ("Two hundred and three people died.", 203, None),
        ("About 60 Houthis, mostly recruits, were reported killed on Tuesday.", 60, None),
        ("As many as 1,200 people were killed.", 1200, None),
        ("The attack claimed 13 lives.", 13, None),
        ("The raid claimed the lives of four nurses.", 4, None),
        ("Three aid workers lost their lives.", 3, None),
        ("The army lost 11 men in the ambush.", 11, None),
        ("Attackers stabbed two guards to death.", 2, None),
        ("The priest was abducted and later killed.", 1, None),
        ("The two envoys were captured, tortured and killed.", 2, None),
        ("A sergeant was shot by a sniper and later died.", 1, None),
        ("The chief was on Saturday night killed by raiders.", 1, None),
        ("A trader was killed in a blast at the gate of the market on Monday along with two guards.", 3, None),
        ("The drones had flown 400 sorties and 19 pilots had been killed.", 19, None),
        ("The conflict in Mali has killed more than 9,000 people.", None, None),
        ("It was the worst attack since 2015, and nine people died.", 9, None),
        ("No casualty figure was given.", None, None),
        ("THE MURDER OF THE NUNS CANNOT BE EXCUSED.", None, None),
        ("The raid was a disaster, with scores of men killed.", None, None),
        ("An attack in which gunmen killed 17 people, and a foiled plot, alarmed the town.", 17, None),
        ("The general, 61, was fatally shot on Monday.", 1, None),
        ("Colonel Ali Moussa, who led the patrol, was killed.", 1, None),
        ("The assassination of the imam shocked the town.", 1, None),
        ("Police arrested 14 people after the killing of two traders.", 2, None),
        ("Soldiers freed 12 hostages and three kidnappers were killed.", 3, None),
        ("Gunmen abducted 30 pupils and killed a guard.", 1, None),
        ("The raiders wounded five and two were killed.", 2, 5),
        ("Eight civilians were killed and 17 were injured.", 8, 17),
        ("The clinic treated 40 wounded.", None, 40),
        ("A soldier was seriously injured when the truck hit a mine.", None, 1),
        ("Twenty were killed or wounded.", None, None),
        ("Some 5,000 people were displaced by the attack, which killed nine.", 9, None),
        ("Prices rose by 12 percent after two traders were killed.", 2, None),
        ("The boy, 14, was killed 20 km from the town.", 1, None),
        ("A 45-year-old farmer was killed in a 3-hour gun battle.", 1, None),
        ("On 12 March 2022 gunmen killed a teacher.", 1, None),
        ("A ransom of $30,000 was paid before the driver was murdered.", 1, None),
        ("Raiders killed 40 cattle and burned 12 houses.", None, None),
        ("The conflict has killed more than 40,000 people since 2012.", None, None),
        ("Gunmen killed six villagers in a region where violence has killed thousands since 2015.", 6, None),
        ("More than 300 people have been killed over the past two years.", None, None),
        ("Fighters tried to kill two judges.", None, None),
        ("The drone strike did not kill anyone.", None, None),
        ("It was unclear whether the leader was killed.", None, None),
        ("The plan was killed in parliament.", None, None),
        ("Two IS fighters were killed by the U.S. strike.", 2, None),
        ("ARMED MEN KILLED 7 PEASANTS AND WOUNDED 3.", 7, 3),
        ("Around 10 to 15 fighters are believed to have been killed.", 10, None),
        ("A convoy was attacked at Gaskinde, and eleven soldiers were killed.", 11, None),
    ],
)
def test_the_dead_and_injured_are_counted_in_figures_and_words(text: str, deaths: int | None, injured: int | None) -> None:
    found = read(text)
    assert (found.deaths, found.injured) == (deaths, injured)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve men were killed.", (12, 12, 12)),
        ("At least 10 men were killed.", (10, 10, None)),
        ("More than 30 men were killed.", (30, 30, None)),
        ("Ten or more men were killed.", (10, 10, None)),
        ("Up to 20 men were killed.", (None, 20, 20)),
        ("Nearly 24 men were killed.", (None, 24, 24)),
        ("About 20 men were killed.", (None, 20, None)),
        ("Between 12 and 15 men were killed.", (12, 12, 15)),
        ("10-15 men were killed.", (10, 10, 15)),
        ("The strike killed between 160-200 men.", (160, 160, 200)),
        ("Two or three men were killed.", (2, 2, 3)),
        ("Dozens of men were killed.", (24, None, None)),
        ("Scores were killed.", (40, None, None)),
        ("Hundreds of men were killed.", (200, None, None)),
        ("Several hundred men were killed.", (200, None, None)),
        ("At least four soldiers and two guides were killed.", (6, 6, None)),
        ("Nine soldiers were killed as well as dozens of civilians.", (33, None, None)),
        ("No one was killed.", (0, 0, 0)),
        ("Men were killed.", None),
    ],
)
def test_words_bound_a_figure(text: str, expected: tuple[int | None, int | None, int | None] | None) -> None:
    assert bounds(read(text), ClaimKind.DEATHS) == expected


def test_dozens_are_no_number_but_are_told() -> None:
    found = read("Dozens of farmers were killed.")
    assert found.deaths is None
    assert found.vague


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("The army said 17 soldiers were killed.", "The army"),
        ("Seventeen soldiers were killed, the army said on Monday.", "the army"),
        ("Twelve people were killed, according to residents.", "residents"),
        ("According to a military source in Kidal, five rebels died.", "a military source"),
        ("Officials put the toll at 30.", "Officials"),
        ("A security source told a news agency that six people died.", "A security source"),
        ("The UN reported 40 deaths.", "The UN"),
        ("“Nine people died,” said Moussa Ag Attaher, a local elder.", "Moussa Ag Attaher"),
        ("It was officially confirmed that two guards were killed.", None),
        ("Two guards were killed, police and a doctor said.", "police and a doctor"),
        ("Five people were killed when crowds clashed after the army announced his removal.", None),
        ("Nine people were killed.", None),
        ("Three people died, he said.", None),
    ],
)
def test_a_figure_is_told_by_whom_the_words_name(text: str, said_by: str | None) -> None:
    assert [c.said_by for c in read(text).claims] == [said_by]


def test_two_sources_in_one_sentence_are_two_claims() -> None:
    found = read("The army said 5 soldiers were killed, but residents put the toll at 12.")
    assert [(c.best, c.said_by) for c in found.claims] == [(5, "The army"), (12, "residents")]
    assert found.deaths == 5


def test_a_claim_marks_the_words_it_was_read_from() -> None:
    text = "On Friday raiders killed at least 9 guards near Gao."
    [claim] = read(text).claims
    assert text[claim.start_char : claim.end_char] == "killed at least 9 guards"


def test_of_several_figures_the_one_near_the_trigger_counts() -> None:
    text = "A blast killed four in Gao, days after 31 people died when a mine hit a bus."
    assert read(text, near=text.index("blast")).deaths == 4
    assert read(text, near=text.index("mine")).deaths == 31


def test_what_a_sentence_lacks_the_next_one_gives() -> None:
    found = completed(read("Two men were killed."), read("Five died and nine were injured."))
    assert (found.deaths, found.injured) == (2, 9)


@pytest.mark.parametrize(
    "piece",
    ["1234 ", "12 of the ", "a man, ", "killed 3 and wounded 4 ", "one hundred and ", "the army said that ", "1-2-3-", "( [ ,", "at least ",
     "x", "1", "the mayor of the city of ", "no one ", "between 3 and ", "more than two hundred ", "two soldiers and "],
)  # fmt: skip
def test_the_longest_sentence_is_read_at_once(piece: str) -> None:
    text = (piece * 1200)[:1200]
    read(text)
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 0.25


@pytest.mark.parametrize(
    ("words", "value"),
    [("17", 17), ("1,500", 1500), ("forty-two", 42), ("twenty one", 21), ("half a dozen", 6), ("a hundred", 100),
     ("a hundred and fifty", 150), ("two thousand five hundred", 2500), ("a couple", 2), ("three hundred thousand", 300_000),
     ("many", None), ("a", None), ("", None)],
)  # fmt: skip
def test_number_words_are_read(words: str, value: int | None) -> None:
    assert number(words) == value
