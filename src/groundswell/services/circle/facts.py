"""The circle as facts, for the command line."""

from groundswell.domain.when import from_ms
from groundswell.services.circle.overview import Card, Overview


def facts(found: Overview) -> dict[str, object]:
    """By name: `{"today": [{"person", "key", "occasion", "why", "words", "url"}], "circle": [{"person",
    "key", "since", "cadence_days", "tie", "giving", "waits", "quiet"}], "suggested": [{"person", "key",
    "why"}]}`."""
    return {
        "today": [
            {
                "person": card.near.name,
                "key": card.near.key,
                "occasion": tend.occasion.value,
                "why": tend.why,
                "words": tend.happened.words if tend.happened else "",
                "url": tend.happened.url if tend.happened else "",
            }
            for card, tend in found.tend
        ],
        "circle": [_card(card) for card in found.cards],
        "suggested": [
            {"person": one.near.name, "key": one.near.key, "why": list(one.why)} for one in found.suggested
        ],
    }


def _card(card: Card) -> dict[str, object]:
    return {
        "person": card.near.name,
        "key": card.near.key,
        "since": from_ms(card.near.chosen.since).isoformat(),
        "cadence_days": card.near.chosen.cadence_days,
        "tie": list(card.words),
        "giving": round(card.near.standing.giving, 2),
        "waits": {occasion.value: from_ms(thing.at).isoformat() for occasion, thing in card.waits.items()},
        "quiet": card.quiet,
    }
