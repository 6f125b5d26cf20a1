"""How far a person's rule holds: for one article, for those of one source, or for all."""

from __future__ import annotations

from typing import Protocol

from geodata.model import Article, Scope

WIDEST_FIRST = (Scope.ALWAYS, Scope.SOURCE, Scope.ARTICLE)
IN_SCOPE = {Scope.ARTICLE: "article_id = :within", Scope.SOURCE: "source = :within", Scope.ALWAYS: "1"}
"""The condition on `article` that keeps to a scope; `within` is the rule's."""


class Scoped(Protocol):
    """A rule with its scope; `within` is the article's id or the source's name."""

    @property
    def scope(self) -> Scope: ...  # noqa: D102
    @property
    def within(self) -> str: ...  # noqa: D102


def covers(rule: Scoped, article: Article) -> bool:
    """Whether the rule is about the article; none is about a source without a name."""
    match rule.scope:
        case Scope.ARTICLE:
            return rule.within == article.article_id
        case Scope.SOURCE:
            return bool(rule.within) and rule.within == article.source
        case _:
            return True
