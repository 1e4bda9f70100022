"""A small circle: people with whom things passed, each in another way."""

from groundswell.domain.circle import Does
from groundswell.domain.records import Record
from groundswell.domain.when import DAY, HOUR
from groundswell.services.circle import deciding
from groundswell.services.circle.ties import count
from groundswell.services.reading.triaging import read_backlog
from groundswell.services.workspace import Workspace
from groundswell.store.intake import Intake
from tests.web.world import NOW, comment, message

INSIDE = ("Ana Ruiz", "Bo Lind", "Cy Ode", "Dee Park", "Eva Roth", "Fay Wu")
ASKED = "Would you read my draft? #question"
HARD = "They let me go on Friday. #needs_you"


def talk(name: str, days: float, turns: int = 4, every: float = 6.0) -> list[Record]:
    """Messages there and back, the last one this long ago, and of the user."""
    said = []
    for n in range(turns):
        at = NOW - round((days + n * every) * DAY)
        said += [
            message(name, f"Good to hear of you {n}.", at - 20 * HOUR),
            message(name, f"And of you {n}.", at, out=True),
        ]
    return said


def befriend(workspace: Workspace) -> None:
    """Everybody comes in, is read and counted; six of them are in the circle."""
    records = [one for n, name in enumerate((*INSIDE, "Gil Ray")) for one in talk(name, 3 + n)]
    records += talk("Eva Roth", 150, every=5.0)
    records += [
        message("Ana Ruiz", ASKED, NOW - 2 * DAY),
        message("Bo Lind", HARD, NOW - DAY),
        comment("Kind Liker", "Lovely.", NOW - DAY),
        *talk("Rude Talker", 4),
        message("Rude Talker", "you absolute pretender #hostile", NOW - 3 * DAY),
    ]
    records = [one for one in records if one.facts[0].person.name != "Fay Wu"] + talk("Fay Wu", 80)  # type: ignore[union-attr]
    with workspace.store.writing() as conn:
        Intake().write(conn, records)
    read_backlog(workspace)
    count(workspace)
    for name in INSIDE:
        deciding.say(workspace, id_of(workspace, name), Does.IN)


def id_of(workspace: Workspace, name: str) -> int:
    """Somebody's id."""
    with workspace.store.reading() as conn:
        return int(conn.exec_driver_sql("SELECT id FROM person WHERE name = ?", (name,)).scalar_one())
