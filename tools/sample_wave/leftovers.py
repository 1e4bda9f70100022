"""Files of the archive that come along: endorsements, applications, and what is of no use here."""

import random
from datetime import timedelta

from tools.sample_wave.cast import Cast, url_of
from tools.sample_wave.story import CIRCLE, START
from tools.sample_wave.tables import clock, table
from tools.sample_wave.wave import Wave

_SKILLS = ("Customer Experience", "Service Design", "Support Operations", "De-escalation", "Coaching")
_ROLES = ("Service Lead", "Customer Experience Specialist", "Support Team Lead", "Head of Customer Care")
_ENDORSED = (
    "Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url",
    "Endorsement Status",
)  # fmt: skip
_APPLIED = (
    "Application Date", "Contact Email", "Contact Phone Number", "Company Name", "Job Title", "Job Url",
    "Resume Name", "Question And Answers",
)  # fmt: skip
_POSITION = ("Company Name", "Title", "Description", "Location", "Started On", "Finished On")
_EDUCATION = ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities")
_CHAT = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
    "DATE", "SUBJECT", "CONTENT", "FOLDER",
)  # fmt: skip


def files(wave: Wave, cast: Cast, dice: random.Random) -> dict[str, str]:
    """The files by name."""
    endorsed = []
    for name, *_ in CIRCLE:
        first, _, last = name.partition(" ")
        at = START - timedelta(seconds=dice.randrange(90_000, 60_000_000))
        row = (f"{at:%Y/%m/%d %H:%M:%S} UTC", dice.choice(_SKILLS), first, last, url_of(name), "ACCEPTED")
        endorsed.append(row)
    applied = []
    for number in range(41):
        at = START - timedelta(days=number * 5 + 2, seconds=dice.randrange(40_000))
        job = f"https://www.linkedin.com/jobs/view/{9_100_000_000 + dice.randrange(10**8)}"
        firm = cast.stranger()[2] or "Unnamed employer"
        applied.append(
            (clock(at), "mara.lindqvist@example.com", "", firm, dice.choice(_ROLES), job, "CV_Mara.pdf", "")
        )
    return {
        "Endorsement_Received_Info.csv": table(_ENDORSED, endorsed),
        "Jobs/Job Applications.csv": table(_APPLIED, applied),
        "Skills.csv": table(("Name",), [(skill,) for skill in _SKILLS]),
        "Languages.csv": table(
            ("Name", "Proficiency"),
            [
                ("Swedish", "Native or bilingual proficiency"),
                ("English", "Full professional proficiency"),
                ("German", "Elementary proficiency"),
            ],
        ),
        "Positions.csv": table(
            _POSITION,
            [
                (
                    "Brygga Telecom",
                    "Help Desk Lead",
                    "Nine agents, desk 4",
                    "Molndal",
                    "Aug 2022",
                    "Apr 2026",
                ),
                ("Brygga Telecom", "Help Desk Agent", "", "Molndal", "Aug 2015", "Aug 2022"),
            ],
        ),
        "Education.csv": table(
            _EDUCATION, [("Evening College of Invented Arts", "2011", "2014", "", "", "")]
        ),
        "Ad_Targeting.csv": table(("Member Age", "Job Seniorities"), [("35-54", "Senior")]),
        "SavedJobAlerts.csv": table(
            ("ALERT_PARAMETERS", "QUERY_CONTEXT", "SAVED_SEARCH_ID"),
            [("keywords=customer experience&location=Gothenburg", '{"remote":true}', "alert-1")],
        ),
        "guide_messages.csv": table(_CHAT, []),
        "learning_role_play_messages.csv": table(_CHAT, []),
    }
