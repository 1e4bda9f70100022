"""The private words to somebody: in the language the two use, in her voice, checked; and sending them.

What she wrote of what happened is kept nowhere: it stands in the draft, and goes where the draft goes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundswell.domain.actions import Act
from groundswell.domain.checking import Check, Fault, Outgoing, Verdict
from groundswell.domain.errors import UsageError
from groundswell.domain.support import Support
from groundswell.domain.words import Direction, Kind
from groundswell.reply.checks.checking import built_in
from groundswell.reply.drafts.spoken import speech
from groundswell.reply.drafts.voice import Past, Voice, voice_of
from groundswell.reply.leaning.asking import Asking, languages, messages
from groundswell.services.inbox.answering import Reach, answer_person, reach_person
from groundswell.services.lean.trusting import Known, held
from groundswell.services.lean.turning import turned
from groundswell.services.networks.sending import GRACE_MS
from groundswell.services.replies.noting import note_by_hand, note_message
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, answers, outbox, persons, said_before
from groundswell.store.persons import Passed
from groundswell.text.language import UNKNOWN, language_of

_OTHERWISE = "en"
_LOOKED_AT, _DRAFTED, _LATELY = 60, 8, 3
_FRIENDS = 8
"""Place in a conversation from which on nothing asked is too early: she chose them as somebody to lean on."""
_BLAMES = 0.5
"""From this probability on words defend against, or blame, whom they are for."""
_ORDER = (Verdict.SEND, Verdict.LOOK_AGAIN, Verdict.HOLD)


@dataclass(frozen=True, slots=True)
class Written:
    """A draft for somebody.

    Attributes:
        language: ISO 639-1 code.
        left_out: Whether her own words are in another language, and so do not stand in it.
        reach: How it can be sent; none for somebody whom no network knows.
        way: The id of the profile through which it goes.
    """

    text: str
    language: str
    check: Check
    left_out: bool
    reach: Reach | None = None
    way: int | None = None


def draft(
    workspace: Workspace,
    known: Known,
    support: Support,
    happened: str = "",
    account: str = "",
    beside: Sequence[str] = (),
) -> Written:
    """A private message to somebody, other than the one that they got last, and than those that stand
    `beside` it. Nothing is sent or kept."""
    with workspace.store.reading() as conn:
        passed = _passed(conn, known)
        voice = _voice(conn)
        times = sum(one.leaned.key == known.key for one in held(workspace).leaning.times)
        before = _written_before(conn, known)
    language = _language(passed, voice, happened)
    told = language_of(happened)
    left_out = bool(happened.strip()) and told not in (UNKNOWN, language) and len(happened.split()) > _LATELY
    asking = Asking(
        f"{known.key} {times}",
        support,
        language,
        _called(known),
        _formal(passed, language, voice),
        "" if left_out else happened,
        (*before, *beside),
    )
    texts = list(messages(asking, voice, _DRAFTED))
    checks = [_to_friend(one) for one in built_in().check_batch([_outgoing(one) for one in texts])]
    best = min(range(len(texts)), key=lambda n: (_ORDER.index(checks[n].verdict), n))
    reached, way = way_to(workspace, known, account)
    return Written(texts[best], language, checks[best], left_out, reached, way)


def check_to_friend(text: str) -> Check:
    """What is said of a text to somebody who was chosen to lean on."""
    (found,) = built_in().check_batch([_outgoing(text)])
    return _to_friend(found)


def _to_friend(found: Check) -> Check:
    """What of a check counts for whom she chose to lean on: what could hurt them. That she asks, speaks of
    herself, and leaves no easy way to say no is what it is for."""
    blames = found.scores["defensiveness"] >= _BLAMES
    counts = {Fault.HOSTILE, Fault.DANGER, Fault.TEMPLATE} | ({Fault.DEFENSIVE} if blames else set())
    stays = tuple(one for one in found.remarks if one.kind in counts)
    return replace(found, remarks=stays, verdict=found.verdict if stays else Verdict.SEND)


def send(
    workspace: Workspace,
    key: str,
    support: Support,
    text: str,
    pressed: str,
    account: str = "",
    grace_ms: int = GRACE_MS,
) -> str:
    """Queues a private message because she pressed send, and keeps that she turned to them; the key by which
    to take it back.

    Raises:
        NotFound: They are not among those whom she chose.
        UsageError: Their network lets no private message be sent from here, or there are no words.
    """
    known = held(workspace).of(key)
    reached, way = way_to(workspace, known, account)
    if reached is None or way is None or not reached.network or Act.MESSAGE not in reached.acts:
        raise UsageError("from here no private message goes to them", mend="Copy the words, or call.")
    sent = answer_person(workspace, way, Act.MESSAGE, text, pressed, account, grace_ms)
    note_message(workspace, way, text, pressed, sent=sent)
    turned(workspace, key, support, sent=sent, pressed=pressed)
    return sent


def copied(workspace: Workspace, key: str, support: Support, text: str, pressed: str) -> int:
    """Keeps that she took the words with her, to be pasted where they belong; the word for taking it back."""
    known = held(workspace).of(key)
    word = turned(workspace, known.key, support, pressed=pressed)
    if text.strip():
        note_by_hand(workspace, known.key, text, pressed)
    return word


def way_to(workspace: Workspace, known: Known, account: str = "") -> tuple[Reach | None, int | None]:
    """How a message goes to them: through the first of their profiles where one can be sent, else where it
    can be written by hand; with nothing else that could be done to them."""
    if known.near is None:
        return None, None
    found = [(_private(reach_person(workspace, one, account)), one) for one in known.near.everywhere]
    for reached, one in found:
        if Act.MESSAGE in reached.acts or (reached.accounts and not reached.account):
            return reached, one
    return next((pair for pair in found if pair[0].spots), (None, None))


def _private(reached: Reach) -> Reach:
    return replace(
        reached,
        acts=tuple(act for act in reached.acts if act is Act.MESSAGE),
        spots=tuple(spot for spot in reached.spots if spot.act is Act.MESSAGE),
        sent=tuple(one for one in reached.sent if one.sending.action.act is Act.MESSAGE),
    )


def _outgoing(text: str) -> Outgoing:
    return Outgoing("", text, "", _FRIENDS)


def _passed(conn: Connection, known: Known) -> Sequence[Passed]:
    if known.near is None:
        return ()
    return [one for one in persons.between(conn, known.near.person.id, limit=_LOOKED_AT) if one.text]


def _voice(conn: Connection) -> Voice:
    told = said_before.replies(conn)
    return voice_of([Past(one.text, one.name) for one in told], said_before.own_name(conn))


def _language(passed: Sequence[Passed], voice: Voice, happened: str) -> str:
    """That of the messages between the two, else of all that passed, else of her words, else her own."""
    messages_first = sorted(passed, key=lambda one: one.kind is not Kind.MESSAGE)
    found = Counter[str]()
    for one in messages_first:
        found[language_of(one.text)] += 3 if one.kind is Kind.MESSAGE else 1
    told = [one for one, _ in found.most_common()]
    choices = [*told, language_of(happened), voice.language, _OTHERWISE]
    return next(one for one in choices if one in languages())


def _formal(passed: Sequence[Passed], language: str, voice: Voice) -> bool:
    """Whether the two are polite with each other: her own last words tell first, then theirs."""
    spoken = speech(language)
    own_first = sorted(passed, key=lambda one: one.direction is not Direction.OUT)
    for one in own_first:
        formal = spoken.formal(one.text) if spoken and language_of(one.text) == language else None
        if formal is not None:
            return formal
    return bool(voice.formal) and bool(passed) and voice.language == language


def _written_before(conn: Connection, known: Known) -> Sequence[str]:
    """What she wrote to them lately, from here."""
    keys = [known.key]
    if known.near:
        keys += [one.key for one in persons.people(conn, list(known.near.everywhere))]
    noted = [one.text for key in dict.fromkeys(keys) for one in answers.about(conn, key)]
    sent = [one.action.text for one in outbox.about(conn, keys) if one.action.act is Act.MESSAGE]
    return [*noted, *sent][-_LATELY * 2 :]


def _called(known: Known) -> str:
    """The first name of somebody whom a network knows; whatever she calls them where none does."""
    if known.near is None:
        return known.trusted.name
    first = known.name.split()[0] if known.near.person.name else ""
    return first if first.isalpha() else ""
