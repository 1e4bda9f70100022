"""Constructed pairs of posts, in `golden/crossposts/pairs.json`.

Each family begins with a long post. `same` are ways in which people put that post on another network; `other`
are different posts by the same hand: translated, with the same opening, on the same matter, a follow-up.
`series` are posts whose frame of words is the same each time; `rewritten` are put into other words here and
there; `short` are too short to say that they are one text.
"""

import json
from pathlib import Path

_PAIRS = Path(__file__).parent.parent / "golden" / "crossposts" / "pairs.json"


def pairs() -> list[tuple[str, str, bool]]:
    """All pairs: two texts, and whether they are one post on two networks."""
    told = json.loads(_PAIRS.read_text(encoding="utf-8"))
    families = told["families"]
    found = [(one, other, True) for one, other in told["rewritten"]]
    found += [(one, other, False) for one, other in (*told["series"], *told["short"])]
    for n, family in enumerate(families):
        found += [(family["long"], text, True) for text in family["same"]]
        found += [(family["long"], text, False) for text in family["other"]]
        # A shortened version against what is only akin, and against other posts altogether.
        found += [(family["same"][0], text, False) for text in family["other"]]
        found += [(family["long"], other["same"][0], False) for other in families[n + 1 :]]
    return found
