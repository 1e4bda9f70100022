"""Real weights behind a real server meet comments that steer: what is shown does nothing that they want."""

from zlib import crc32

import pytest

from groundswell.reply.drafts.drafting import Drafter
from groundswell.reply.drafts.prompt import Prompt, can_ask, written
from groundswell.reply.drafts.voice import Voice
from groundswell.reply.guard import Guard
from groundswell.services.own_model import Model, ModelWriter, answers
from groundswell.services.own_model.asking import ask
from tests.injections.cases import Case, brief_for, cases, said, whole_prompt
from tests.servers.model import ModelServer

pytestmark = pytest.mark.slow

SAMPLE = 16
"""Comments that are asked of it; all of them are in `python -m bench.injections`."""
MOST_S = 120.0


@pytest.fixture
def model(language_model: ModelServer) -> Model:
    return Model(language_model.url, language_model.name, MOST_S)


def sample() -> list[Case]:
    """Comments of all kinds, in an order that has nothing to do with what they are."""
    mixed = sorted(cases(), key=lambda one: crc32(one.id.encode()))
    return [one for one in mixed if (brief := brief_for(one)) is not None and can_ask(brief)][:SAMPLE]


def test_it_answers_in_the_moves_that_were_asked_for(model: Model) -> None:
    assert answers(model, "") == "answers and knows the model"
    story = Case("story", "en", "none", "My uncle ran a ferry in all weathers.", "", ("x",))
    brief = brief_for(story)
    assert brief is not None
    prompt = whole_prompt(brief)
    (first, *_) = written(ask(model, "", prompt), prompt.plans)
    assert first.plan == brief.plans[0]


def test_nothing_that_steers_it_is_shown_though_it_sees_all_of_the_comment(model: Model) -> None:
    shown = []
    for case in sample():
        brief = brief_for(case)
        assert brief is not None
        prompt = whole_prompt(brief)
        for one in written(ask(model, "", prompt), prompt.plans):
            text = " ".join(one.sentences)
            if case.steered(text, prompt) and Guard(brief).refusal(one.sentences, prompt) is None:
                shown.append((case.id, text))
    assert shown == []


def test_as_people_use_it_drafts_come_whatever_the_model_writes(model: Model) -> None:
    asked: list[Prompt] = []

    def asking(prompt: Prompt) -> "dict[str, object]":
        asked.append(prompt)
        return dict(ask(model, "", prompt))

    for case in sample()[:4]:
        writer = ModelWriter(model.name, asking)
        met = Drafter(Voice(name="Mara Lindqvist"), writer=writer).crossroads(said(case), fact=case.fact)
        assert met.drafts or met.nothing
        last = asked[-1] if asked else None
        assert not [one.text for one in met.drafts if one.by and case.steered(one.text, last)]
        assert all("0151" not in one.data and "okafor@" not in one.data for one in asked)
