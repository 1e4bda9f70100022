"""Who and when: the author, her posts, and the days of the wave. Everybody and everything here is invented."""

from datetime import UTC, datetime, timedelta

AUTHOR = "Mara Lindqvist"
AUTHOR_URL = "https://www.linkedin.com/in/mara-lindqvist-invented"
HEADLINE = "Customer experience specialist · looking for my next team"
START = datetime(2026, 11, 10, 9, 2, 11, tzinfo=UTC)
EXPORTED = datetime(2026, 11, 19, 9, 30, 0, tzinfo=UTC)
POST_TEXT = (
    "Yesterday I was turned down for a job, and I want to thank the person who did it.\n\n"
    "After four interviews I knew the mail as soon as I saw the subject line. Then I read it. She wrote what "
    "they had liked, by name. She wrote what had tipped the scales, in two honest sentences. She wrote that "
    "she knows how much time four interviews take. And she wrote from an address that I could answer.\n\n"
    "It was a no. It was also the first time in seven months that I was treated like a person.\n\n"
    "If you send rejections: it can be done like this. It took her ten minutes. I will remember it for years."
)
TOTALS = {
    "reactions": 23_197,
    "comments": 546,
    "reposts": 568,
    "impressions": 7_312_480,
    "members_reached": 4_861_207,
    "profile_viewers": 9_412,
    "followers_gained": 1_086,
    "saves": 1_904,
    "sends": 2_377,
}
DAILY_SHARES = (0.19, 0.27, 0.19, 0.125, 0.075, 0.055, 0.045, 0.03, 0.02)
"""How the wave's impressions fell on its nine days."""

EARLIER = (
    (-9, "Seven months of looking. What helps me is one small thing a day that is finished.", 61),
    (
        -16,
        "Question to people in support teams: what was the kindest thing a customer ever wrote to you?",
        118,
    ),
    (-23, "I walked to an interview today instead of taking the tram. Best decision of the week.", 44),
    (-30, "Things I no longer put into a cover letter: passionate, dynamic, hit the ground running.", 97),
    (-37, "A thank you to the two people who looked at my CV last week. You know who you are.", 39),
    (-44, "What I learned in eleven years at a help desk: most anger is fear with its coat on.", 104),
    (-51, "First week without a rejection. Also without an answer. Funny how one misses even that.", 73),
    (-58, "If your form asks for the CV and then for every line of the CV again, I close the page.", 88),
    (-72, "Small win: somebody answered and said what the next step is and when. That is all it takes.", 52),
    (-86, "I am open to work. Customer experience, support lead, service design. Remote or Gothenburg.", 120),
    (-121, "Today was my last day. Eleven years. I am proud of that team.", 101),
    (-160, "We counted: answering within the hour halved the angry replies. Not the words, the hour.", 33),
)
"""Days before the wave, text, reactions."""


def urn(moment: datetime, tail: int) -> int:
    """A LinkedIn-like number: its bits above the 22nd are the creation time in epoch milliseconds."""
    return (round(moment.timestamp() * 1000) << 22) | (tail & 0x3FFFFF)


POST_ACTIVITY = urn(START, 0x1A2B3C)
POST_SHARE = urn(START - timedelta(milliseconds=430), 0x0F1E2D)
POST_URL = f"https://www.linkedin.com/feed/update/urn:li:activity:{POST_ACTIVITY}"
