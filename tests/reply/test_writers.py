"""Any draft writer, ours or a stranger's, keeps to the same rules."""

from collections.abc import Iterator

import pytest

from groundswell.domain.drafting import Draft, Move
from groundswell.domain.words import Intent, Lane
from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.embedded import EmbeddedWriter
from groundswell.reply.drafts.protocol import Brief, Used, Writer
from tests.reply.build import comment

TOLD = comment("My uncle ran a ferry in all weathers.", Lane.KIND_WORDS, Intent.SHARED_EXPERIENCE)


class Stranger:
    """Writes the same two drafts for everybody."""

    name = "stranger"
    languages = None

    def candidates(self, brief: Brief) -> Iterator[Draft]:
        for text in (
            "A ferry in all weathers, I like that.",
            "Your uncle sounds like a good man to cross with.",
        ):
            yield Draft(text, (Move.RESTATE,), brief.language)


@pytest.mark.parametrize("writer", [EmbeddedWriter(), Stranger()])
def test_nobody_gets_what_somebody_else_got(writer: Writer) -> None:
    used = Used()
    first = Drafter(writer=writer, used=used).crossroads(TOLD)
    again = Drafter(writer=writer, used=used).crossroads(TOLD)
    assert first.drafts
    assert not {one.text for one in first.drafts} & {one.text for one in again.drafts}


@pytest.mark.parametrize("writer", [EmbeddedWriter(), Stranger()])
def test_a_writer_is_not_asked_where_nothing_is_to_be_said(writer: Writer) -> None:
    assert not Drafter(writer=writer).crossroads(comment("Win a prize, DM me", Lane.SPAM)).drafts


def test_what_was_said_to_everybody_is_admitted() -> None:
    drafter = Drafter(writer=Stranger())
    drafter.crossroads(TOLD)
    assert "somebody else already" in drafter.crossroads(TOLD).nothing
