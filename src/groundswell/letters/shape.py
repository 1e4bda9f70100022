"""A check as JSON."""

from groundswell.domain.letters import LetterCheck, Remark


def as_json(said: LetterCheck) -> dict[str, object]:
    """The keys that `groundswell letter check` prints."""
    return {
        "id": said.id,
        "where": said.where,
        "overall": said.overall,
        "scores": {item.value: score for item, score in said.scores.items()},
        "remarks": [_remark(one) for one in said.remarks],
        "rewrite": said.rewrite,
        "language": said.language,
        "country": said.country,
        "model": said.model,
    }


def _remark(one: Remark) -> dict[str, object]:
    told: dict[str, object] = {"span": [one.start, one.end], "kind": one.kind.value}
    if one.place.value != "body":
        told["in"] = one.place.value
    return told | {"say": one.say, "instead": one.instead}
