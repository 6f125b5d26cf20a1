"""Which rules a person's decision about an event may be made into: what the program coded, and what the person made of it."""

from __future__ import annotations

from dataclasses import replace

from geodata.events.ruling import EventRule, RuleKind, code_words, trigger_words
from geodata.gazetteer.names import name_key
from geodata.model import Event, Review, Scope
from geodata.store import articles, trail
from geodata.store.fields import with_fields
from geodata.store.project import Project
from geodata.store.trail import Action


def proposals(project: Project, event: Event) -> list[EventRule]:
    """The rules that fit what was decided about `event`, each for the first article that tells of it; empty where nothing does.

    An event of a dataset or made by hand was coded by no program, so no rule is made of it.
    """
    if event.review not in (Review.CORRECTED, Review.REJECTED) or event.row is not None or event.event_id in trail.made_by_hand(project):
        return []
    coded = as_coded(project, event)
    here = event.evidence[0].article_id
    texts = {i: article.text for i, article in articles.many(project, {piece.article_id for piece in event.evidence}).items()}
    words = trigger_words(coded, texts)

    def by_word(kind: RuleKind, was: str, now: str = "") -> list[EventRule]:
        rule = EventRule(kind=kind, coded=was, becomes=now, scope=Scope.ARTICLE, within=here, here=here)
        return [replace(rule, word=word) for word in (*filter(None, words), "")]

    if event.review is Review.REJECTED:
        return by_word(RuleKind.REJECT, code_words(coded))
    found: list[EventRule] = []
    if code_words(coded) != code_words(event):
        found += by_word(RuleKind.TYPE, code_words(coded), code_words(event))
    if coded.status is not event.status:
        found += by_word(RuleKind.STATUS, coded.status.value, event.status.value)
    return [*found, *_about_actors(coded, event, here)]


def as_coded(project: Project, event: Event) -> Event:
    """The event as it was before a person corrected it."""
    for line in trail.of_event(project, event):  # the newest first
        if line.action is Action.CORRECT and not line.is_undone and line.before is not None:
            event = with_fields(event, line.before)
    return event


def _about_actors(coded: Event, event: Event, here: str) -> list[EventRule]:
    """One who was put in place of another, or who was taken out."""
    was, now = ({name_key(actor.name): actor.name for actor in some.actors} for some in (coded, event))
    gone = [was[key] for key in was if key not in now]
    come = [now[key] for key in now if key not in was]
    if len(come) > 1 or (come and len(gone) != 1):  # who is whom cannot be told
        return []
    instead = come[0] if come else ""
    return [EventRule(kind=RuleKind.ACTOR, coded=name, becomes=instead, scope=Scope.ARTICLE, within=here, here=here) for name in gone]
