"""The tables, in four groups.

Taken in from files and networks: `account`, `person`, `post`, `post_alias`, `interaction`, `total`,
`demographic`, and the log of imports. Decided by the user: `decision`, `pairing`, `feedback`, `handed`,
`handed_answer`, `setting`.
Derived by machines, may be dropped and computed again: `reading`, `inbox`, `alike`, `finding`, `tally`,
`pulse`, `forecast`, `outcome`, `person_group`, `likely_same`, `same_text`, `wave_part`. Of live networks:
`line`. Sent by the user: `outbox`, `answer`. For the web app: `session`.

Instants are integers: milliseconds since 1970 UTC.
"""

from groundswell.store.schema.base import REVISION, metadata
from groundswell.store.schema.decided import decision, feedback, handed, handed_answer, pairing, setting
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
    wave_part,
)
from groundswell.store.schema.sent import answer, line, outbox, session
from groundswell.store.schema.taken_in import (
    account,
    demographic,
    import_part,
    import_run,
    interaction,
    person,
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
    "decision",
    "demographic",
    "feedback",
    "finding",
    "forecast",
    "handed",
    "handed_answer",
    "import_part",
    "import_run",
    "inbox",
    "interaction",
    "likely_same",
    "line",
    "metadata",
    "outbox",
    "outcome",
    "pairing",
    "person",
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
    "total",
    "wave_part",
]
