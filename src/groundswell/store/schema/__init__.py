"""The tables, in four groups.

Taken in from files and networks: `account`, `person`, `person_change`, `post`, `post_alias`, `interaction`,
`total`, `demographic`, and the log of imports. Decided by the user: `decision`, `pairing`, `feedback`,
`kept`, `handed`, `handed_answer`, `circle`, `by_hand`, `forgotten`, `lean`, `look`,
`setting`.
Derived by machines, may be dropped and computed again: `reading`, `inbox`, `alike`, `finding`, `tally`,
`pulse`, `forecast`, `outcome`, `person_group`, `likely_same`, `same_text`, `wave_part`, `tie`. Of live
networks: `line`. Sent by the user: `outbox`, `answer`, `delivery`; told to her: `digest`, `telling`. For
the web app: `session`.

Instants are integers: milliseconds since 1970 UTC.
"""

from groundswell.store.schema.base import REVISION, metadata
from groundswell.store.schema.decided import (
    by_hand,
    circle,
    decision,
    feedback,
    forgotten,
    handed,
    handed_answer,
    kept,
    lean,
    look,
    pairing,
    setting,
)
from groundswell.store.schema.derived import (
    alike,
    finding,
    forecast,
    inbox,
    likely_same,
    outcome,
    person_group,
    pulse,
    reading,
    same_text,
    tally,
    tie,
    wave_part,
)
from groundswell.store.schema.sent import answer, delivery, digest, line, outbox, session, telling
from groundswell.store.schema.taken_in import (
    account,
    demographic,
    import_part,
    import_run,
    interaction,
    person,
    person_change,
    post,
    post_alias,
    set_aside,
    total,
)

__all__ = [
    "REVISION",
    "account",
    "alike",
    "answer",
    "by_hand",
    "circle",
    "decision",
    "delivery",
    "demographic",
    "digest",
    "feedback",
    "finding",
    "forecast",
    "forgotten",
    "handed",
    "handed_answer",
    "import_part",
    "import_run",
    "inbox",
    "interaction",
    "kept",
    "lean",
    "likely_same",
    "line",
    "look",
    "metadata",
    "outbox",
    "outcome",
    "pairing",
    "person",
    "person_change",
    "person_group",
    "post",
    "post_alias",
    "pulse",
    "reading",
    "same_text",
    "session",
    "set_aside",
    "setting",
    "tally",
    "telling",
    "tie",
    "total",
    "wave_part",
]
