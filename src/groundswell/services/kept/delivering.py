"""Sends leads to the user's webhook: in order, and again until they have arrived or a day is over.

What is sent has a name before it goes, the same in every attempt: a receiver who heeds it takes each once.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from groundswell.domain.errors import NotFound, NotReady, StoreError, UsageError
from groundswell.domain.kept import Lead, kept
from groundswell.domain.keys import digest
from groundswell.domain.when import DAY, from_ms
from groundswell.domain.words import SendState
from groundswell.services.kept import address
from groundswell.services.kept.facts import lead_fact, person_fact
from groundswell.services.kept.leads import shown
from groundswell.services.kept.posting import Answer, Refused, post
from groundswell.services.kept.webhook import Webhook, chosen, signature, way
from groundswell.services.repeating import repeating
from groundswell.services.workspace import Workspace
from groundswell.store import Connection, deliveries
from groundswell.store import kept as stored
from groundswell.store.deliveries import Delivery

log = logging.getLogger("groundswell.webhook")

EVENT_SCHEMA = "groundswell.kept.event/1"
GRACE_MS = 10_000
"""How long after a press something goes, so that it can be taken back."""
LONGEST_MS = DAY
"""For so long it is tried; then it needs another press."""

_PAUSES_MS = (10_000, 3_600_000)
"""How long after a try in vain the next one comes: the first, and the longest."""
_LOCKED_MS = 60_000
"""How long until address and secret are looked for again where they could not be read."""
_TRY_AGAIN = frozenset({408, 425, 429})
_TICK_S = 2.0
_AGENT = "Groundswell-Webhook/1"
_DROPPED = "lead.dropped"


def send(workspace: Workspace, lead: str, pressed: str) -> bool:
    """Queues a lead as it is because a person pressed send; the same press twice is once, and says so.

    Raises:
        NotFound: There is no such lead.
        UsageError: No webhook is turned on.
    """
    _hook(workspace)
    with workspace.store.writing() as conn:
        found = kept(stored.standing(conn)).leads.get(lead)
        if found is None:
            raise NotFound("there is no such lead", mend="Reload the page.")
        before = deliveries.newest(conn).get(lead)
        kind = "lead.changed" if before and before.type != _DROPPED else "lead.kept"
        return _queue(workspace, conn, digest("delivery", lead, pressed), lead, kind, found)


def send_test(workspace: Workspace, pressed: str) -> bool:
    """Queues an event that holds nothing, to see whether it arrives. Raises UsageError."""
    _hook(workspace)
    with workspace.store.writing() as conn:
        return _queue(workspace, conn, digest("delivery", "test", pressed), "", "test", None)


def cancel(workspace: Workspace) -> None:
    """Takes back everything that has not gone."""
    with workspace.store.writing() as conn:
        deliveries.give_up(conn, "you took it back")


def recent(workspace: Workspace) -> list[Delivery]:
    """What went last and what is on its way, the newest first."""
    with workspace.store.reading() as conn:
        return deliveries.recent(conn)


def delivering(workspace: Workspace, went: Callable[[], None] = lambda: None) -> AbstractContextManager[None]:
    """While it lasts, a thread sends what is due; what that costs is one look into the settings now and then.

    Args:
        went: Called after something was tried.
    """

    def deliver() -> None:
        if deliver_due(workspace):
            went()

    return repeating(deliver, _TICK_S, "courier")


def deliver_due(workspace: Workspace) -> list[Delivery]:
    """Sends what is due, one after the other, and stops at the first that has to wait; gives what was tried.

    Only one program does this at a time. What a kill cut off is sent again under the same name.
    """
    hook = chosen(workspace)
    if hook is not None and not hook.mark:
        address.move(workspace.home, workspace.store)
        hook = chosen(workspace)
    if hook is None or workspace.played is not None:
        return []
    try:
        with FileLock(workspace.home / "webhook.lock", timeout=0):
            if hook.by_itself:
                _queue_changes(workspace, hook)
            return list(_delivered(workspace, hook))
    except Timeout:
        return []


def _delivered(workspace: Workspace, hook: Webhook) -> Iterator[Delivery]:
    # What was queued for another address, set while one answered slowly, does not go to this one.
    while chosen(workspace) == hook:
        with workspace.store.reading() as conn:
            one = deliveries.first(conn)
        if one is None or one.due > workspace.now():
            return
        goes_on = _one(workspace, hook, one)
        yield one
        if not goes_on:
            return


def _one(workspace: Workspace, hook: Webhook, one: Delivery) -> bool:
    """Sends one; says whether the next may follow."""
    if workspace.now() - one.asked > LONGEST_MS:
        last = f" ({one.problem})" if one.problem else ""
        return _settled(workspace, one, SendState.FAILED, f"it could not be delivered within a day{last}")
    try:
        url, secret = way(workspace, hook)
    except StoreError as error:
        with workspace.store.writing() as conn:
            deliveries.hold(conn, one.key, workspace.now() + _LOCKED_MS, str(error))
        return False
    with workspace.store.writing() as conn:
        if not deliveries.begin(conn, one.key):
            return True  # It was taken back in this very moment.
    at_s, body = workspace.now() // 1000, one.body.encode()
    headers = {
        "content-type": "application/json; charset=utf-8",
        "user-agent": _AGENT,
        "webhook-id": one.key,
        "webhook-timestamp": str(at_s),
        "webhook-signature": signature(secret, one.key, at_s, body),
    }
    try:
        answer = post(url, body, headers, private=hook.private)
    except Refused as error:
        return _settled(workspace, one, SendState.FAILED, str(error))
    except NotReady as error:
        return _wait(workspace, one, str(error), None)
    if 200 <= answer.status < 300:
        return _settled(workspace, one, SendState.SENT, "")
    problem = _problem(answer, urlsplit(url).hostname or "")
    if answer.status in _TRY_AGAIN or answer.status >= 500:
        return _wait(workspace, one, problem, answer.wait_s)
    return _settled(workspace, one, SendState.FAILED, problem)


def _settled(workspace: Workspace, one: Delivery, state: SendState, problem: str) -> bool:
    with workspace.store.writing() as conn:
        deliveries.settle(conn, one.key, state, problem)
    if problem:
        log.warning("%s", problem)
    return True


def _wait(workspace: Workspace, one: Delivery, problem: str, wait_s: float | None) -> bool:
    first, longest = _PAUSES_MS
    pause = min(longest, max(first << min(one.tries, 10), round((wait_s or 0) * 1000)))
    with workspace.store.writing() as conn:
        deliveries.postpone(conn, one.key, workspace.now() + pause, problem)
    return False


def _problem(answer: Answer, host: str) -> str:
    if 300 <= answer.status < 400:
        return f"{host} sends on to another address, which is not followed; set the one where it ends"
    if answer.status == 410:
        return f"{host} says that this address is gone for good"
    return f"{host} answered with status {answer.status}"


def _queue_changes(workspace: Workspace, hook: Webhook) -> None:
    """Queues each lead that is another one than was told last, once a moment has passed since."""
    settled = workspace.now() - GRACE_MS
    with workspace.store.writing() as conn:
        leads, told = kept(stored.standing(conn)).leads, deliveries.newest(conn)
        for key, lead in leads.items():
            before, mark = told.get(key), _mark(lead)
            new = before is None or before.type == _DROPPED
            if lead.changed > settled or (before is None and lead.changed < hook.since):
                continue
            if new or (before is not None and before.mark != mark):
                name = digest("delivery", key, mark, str(before.id if before else 0))
                _queue(workspace, conn, name, key, "lead.kept" if new else "lead.changed", lead)
        for key, last in told.items():
            if key not in leads and last.type != _DROPPED and last.asked <= settled:
                name = digest("delivery", key, _DROPPED, str(last.id))
                _queue(workspace, conn, name, key, _DROPPED, None)


def _queue(
    workspace: Workspace, conn: Connection, name: str, key: str, kind: str, lead: Lead | None
) -> bool:  # fmt: skip
    now = workspace.now()
    facts = shown(conn, [lead])[0] if lead else None
    body = {
        "schema": EVENT_SCHEMA,
        "id": name,
        "type": kind,
        "at": from_ms(now).isoformat(),
        "lead_id": key or None,
        "lead": lead_fact(facts) if facts else None,
        "person": person_fact(facts.person) if facts and facts.person else None,
    }
    text = json.dumps(body, ensure_ascii=False)
    mark = _mark(lead) if lead else ""
    return deliveries.put(conn, name, key, kind, mark, text, now, now + GRACE_MS)


def _mark(lead: Lead) -> str:
    """Tells one state of a lead from another, whatever presses led to it."""
    return digest(lead.kind, lead.stage, lead.title, lead.who, lead.next, lead.due, lead.note, lead.value)


def _hook(workspace: Workspace) -> Webhook:
    hook = chosen(workspace)
    if hook is None:
        raise UsageError("no webhook is turned on", mend="Turn it on under Kept.")
    return hook
