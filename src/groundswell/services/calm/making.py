"""Makes the digest of each of her hours, once, and queues the ways by which it goes out."""

from groundswell.domain.errors import UsageError
from groundswell.services.calm.gathering import Gathered, gather
from groundswell.services.calm.letter import letter
from groundswell.services.calm.posting import post
from groundswell.services.calm.recognising import ways
from groundswell.services.calm.wishes import password, slot, wishes
from groundswell.services.workspace import Workspace
from groundswell.store import digests
from groundswell.store.digests import Kept


def make_due(workspace: Workspace) -> bool:
    """Makes the digest of the hour that has come, if it was not made; says whether it did.

    It is kept and queued in one transaction, by the name of its hour: whoever comes second makes nothing.
    """
    wanted = wishes(workspace)
    due = slot(workspace.now(), wanted) if wanted.on else None
    if due is None:
        return False
    key, _ = due
    with workspace.store.reading() as conn:
        if digests.kept(conn, key) is not None:
            return False
    made = gather(workspace)
    with workspace.store.writing() as conn:
        return digests.make(conn, as_kept(key, made, workspace.now()), ways(wanted))


def send_now(workspace: Workspace, made: Gathered) -> str:
    """Sends a digest to her mail, because she pressed send; says to which address.

    Raises:
        UsageError: No mail server is chosen.
        NetworkError: It did not go, or it is not known whether it went; the error says which.
    """
    wanted, now = wishes(workspace), workspace.now()
    if not wanted.mail:
        raise UsageError("no mail server is chosen", mend="Choose one on the page Settings, under Calm.")
    key = f"now:{now}"
    with workspace.store.writing() as conn:
        digests.make(conn, as_kept(key, made, now), [])
    subject = f"Groundswell: {made.digest.headline}"
    address = f"http://127.0.0.1:{workspace.settings.port}"
    mail = letter(made.digest, subject, wanted, key, str(workspace.home), now, address)
    post(mail, wanted, password(workspace))
    return wanted.mail_to


def as_kept(key: str, made: Gathered, now: int) -> Kept:
    """A digest as it is kept: without anybody's words or names, which may have to be forgotten."""
    told = made.digest
    body = {
        "headline": told.headline,
        "urgent": [made.keys[one.item] for one in told.urgent],
        "needs": [made.keys[one.item] for one in told.needs],
        "more": told.more,
        "figure": [told.figure.value, told.figure.says] if told.figure else None,
        "until": told.until,
    }
    return Kept(key, None, "", made.keys[told.kind.item] if told.kind else "", body, now)
