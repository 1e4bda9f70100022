"""A draft writer that asks the user's own model, and looks at every word before it is shown.

Where the model is not asked, does not answer, or writes what may not stand, the embedded writer takes over
and the user is told why.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from groundswell.domain.drafting import Does, Draft
from groundswell.domain.errors import GroundswellError
from groundswell.reply.drafts.embedded import WARM, EmbeddedWriter, chance
from groundswell.reply.drafts.prompt import Prompt, can_ask, prompt_for, written
from groundswell.reply.drafts.protocol import Brief
from groundswell.reply.drafts.spelling import in_voice
from groundswell.reply.guard import Guard, Why
from groundswell.services.own_model.asking import ask
from groundswell.services.own_model.choosing import chosen, key_of
from groundswell.services.workspace import Workspace
from groundswell.text.language import UNKNOWN, language_of

Ask = Callable[[Prompt], Mapping[str, object]]

_MOST_PLANS = 3
_TURNS = 2
"""How often a model is asked for a comment: once more, with the reason, where nothing may be shown."""
_HERE = "These drafts were written on this machine"


@dataclass(frozen=True, slots=True)
class Refused:
    """A draft that a model wrote and nobody sees."""

    text: str
    why: Why


class ModelWriter:
    """Drafts by the user's own model, then those of the embedded writer.

    Args:
        name_of_model: Under what name drafts are shown; empty where no model is turned on.
        ask: Asks it.
        refused: Hears of each draft that may not be shown; for measuring.
    """

    name = "openai"
    languages = EmbeddedWriter.languages

    def __init__(
        self,
        name_of_model: str = "",
        ask: Ask | None = None,
        *,
        refused: Callable[[Refused], None] | None = None,
    ) -> None:
        self._model, self._ask, self._refused = name_of_model, ask, refused
        self._embedded = EmbeddedWriter()

    def for_workspace(self, workspace: Workspace) -> "ModelWriter":
        """The same for the model that is turned on there, if one is."""
        model = chosen(workspace)
        if model is None:
            return ModelWriter()
        return ModelWriter(model.name, lambda prompt: ask(model, key_of(workspace, model), prompt))

    def candidates(self, brief: Brief) -> Iterator[Draft]:
        """Drafts of the model that may be shown, at most one for each plan, and then the embedded ones."""
        yield from self._by_model(brief)
        yield from self._embedded.candidates(brief)

    def _by_model(self, brief: Brief) -> list[Draft]:
        if self._ask is None:
            return []
        guard = Guard(brief)
        shown = guard.shown
        plans = can_ask(shown)[:_MOST_PLANS]
        if not plans and brief.does is not Does.DANGER:
            return []
        if note := _not_asked(brief, guard):
            brief.notes.append(note)
            return []
        why: Counter[Why] = Counter()
        for _ in range(_TURNS):
            worst = why.most_common(1)[0][0] if why else ""
            prompt = prompt_for(shown, plans, why=worst)
            try:
                answer = self._ask(prompt)
            except GroundswellError as error:
                brief.notes.append(f"{_HERE}: your model {self._model} wrote none, since {error.what}.")
                return []
            drafts = list(self._held(brief, guard, prompt, answer, why))
            if drafts:
                return drafts
        brief.notes.append(f"{_HERE}: what your model {self._model} wrote cannot stand ({_reasons(why)}).")
        return []

    def _held(
        self, brief: Brief, guard: Guard, prompt: Prompt, answer: Mapping[str, object], why: Counter[Why]
    ) -> Iterator[Draft]:
        found = written(answer, prompt.plans)
        if not found:
            why[Why.FORM] += 1
        for one in found:
            reason = guard.refusal(one.sentences, prompt)
            if reason is not None:
                why[reason] += 1
                if self._refused is not None:
                    self._refused(Refused(" ".join(one.sentences), reason))
                continue
            text = in_voice(
                one.sentences,
                brief.voice,
                named=brief.name,
                warm=brief.does in WARM,
                chance=chance(brief.key, one.plan),
            )
            yield Draft(text, one.plan, brief.language, by=self._model)


def _not_asked(brief: Brief, guard: Guard) -> str:
    """Why a model is not asked; empty where it is."""
    if brief.does is Does.DANGER:
        return f"{_HERE}: what is said to somebody in danger is not left to a model."
    language = language_of(brief.comment)
    if language not in (UNKNOWN, brief.language):
        return f"{_HERE}: your model is not asked in a language in which its words cannot be looked at."
    if not guard.may_ask:
        return f"{_HERE}: the comment speaks to whoever writes the answer, so your model was not asked."
    return ""


def _reasons(why: Counter[Why]) -> str:
    return "; ".join(one for one, _ in why.most_common(2)) or "it wrote none"
