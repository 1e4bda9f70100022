"""Asking after somebody's safety: where they may be in danger no ask is more fitting, or earlier."""

import re

_ASKS = re.compile(
    r"\bare you (?:\w+ ){0,2}safe\b|\byou(?:'re| are) (?:\w+ ){0,2}safe\b"
    r"|\b(?:some|any)(?:body|one) (?:is )?(?:there )?with you\b"
    r"|\byou (?:thinking|think) (?:of|about) (?:suicide|ending|killing|hurting|harming)"
    r"|\bare you (?:alone|on your own)\b"
    r"|\bin sicherheit\b|\bjemand (?:bei|mit) (?:dir|ihnen|euch)\b"
    r"|\b(?:bist du|sind sie) (?:\w+ ){0,2}sicher\b"
    r"|\ba salvo\b|\balguien (?:contigo|con usted)\b|\b(?:estás|está) (?:\w+ ){0,2}segur[oa]\b"
    r"|\ben sécurité\b|\bquelqu'un (?:\w+ )?(?:avec|près de|auprès de) (?:toi|vous)\b"
    r"|\bal sicuro\b|\bqualcuno (?:\w+ )?(?:con|vicino a) (?:te|lei|voi)\b"
    r"|\b(?:ben je|bent u|je|u) (?:\w+ ){0,2}veilig\b|\biemand bij (?:je|jou|u)\b"
    r"|\bem segurança\b|\balguém (?:\w+ )?(?:com você|contigo|com vocês)\b"
    r"|\b(?:está|estás|tá) (?:\w+ ){0,2}segur[oa]\b"
    # To speak to those who are there for it.
    r"|\bfindahelpline\.com\b|\b(?:one of these people|einem dieser menschen|una de estas personas)\b"
    r"|\b(?:l'une de ces personnes|una di queste persone|een van deze mensen|uma dest?as pessoas)\b",
    re.IGNORECASE,
)


def asks_after_safety(text: str) -> bool:
    """Whether a text asks whether somebody is safe or anybody is with them, or says where help is."""
    return _ASKS.search(text.replace("’", "'")) is not None
