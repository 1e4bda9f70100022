"""What a composer hands over: the words, what they were made of, and how long they are to wait."""

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from groundswell.domain.actions import Act
from groundswell.domain.answers import MadeOf
from groundswell.domain.drafting import Does, Move, Want
from groundswell.services.replies.holding import Hold

_MOST = 10_000


class Written(BaseModel):
    """A form with words in it.

    Attributes:
        pressed: What tells one press from another.
        account: Key of the account that does it; empty where there is no choice.
        draft: The draft that was put in, with its `moves` (words with spaces between) and what was wanted.
        does: What the comment does that is answered.
    """

    model_config = ConfigDict(extra="ignore")

    text: str = Field("", max_length=_MOST)
    pressed: str = Field("", max_length=64)
    account: str = Field("", max_length=500)
    hold: Hold = Hold.MOMENT
    draft: str = Field("", max_length=_MOST)
    moves: str = Field("", max_length=200)
    want: Want | None = None
    does: Does | None = None

    @model_validator(mode="before")
    @classmethod
    def _empty_is_unset(cls, told: dict[str, object]) -> dict[str, object]:
        return {name: value for name, value in told.items() if value != ""}

    @field_validator("text", "draft")
    @classmethod
    def _one_kind_of_line_end(cls, text: str) -> str:
        # Forms are sent with another one than scripts, and places in the text are counted.
        return text.replace("\r\n", "\n")

    @classmethod
    def begun(cls, made: MadeOf) -> "Written":
        """A form whose words began so."""
        return cls(draft=made.draft, moves=" ".join(made.moves), want=made.want, does=made.does)

    def made_of(self) -> MadeOf:
        """What the words began as; moves that are none are left out."""
        known = {move.value: move for move in Move}
        moves = tuple(known[one] for one in self.moves.split() if one in known)
        return MadeOf(self.draft, moves, self.want, self.does)


class Pressed(Written):
    """Words, or a press without any, that something is to be done with."""

    act: Act


class Looked(Written):
    """Words that are to be checked.

    Attributes:
        act: What sending them would do; none where they cannot be sent from here.
        put: Number of the remark whose words are to be put in, from 1.
        waits: Whether they can wait where they are written.
        form: The id of the form on the page, in which the buttons beside the remarks do what they say.
    """

    act: Act | None = None
    waits: bool = True
    put: int | None = Field(None, ge=1, le=1_000)
    form: str = Field("composer", pattern=r"^[a-z]+(-[0-9]{1,18})?$")
