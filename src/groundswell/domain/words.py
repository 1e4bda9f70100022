"""The closed vocabularies. Their values are what is stored, printed and shown, so they never change."""

from enum import StrEnum


class Network(StrEnum):
    """A social network."""

    LINKEDIN = "linkedin"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"
    OTHER = "other"

    @property
    def called(self) -> str:
        """The network's own spelling of its name."""
        return {"linkedin": "LinkedIn", "other": "another network"}.get(self.value, self.value.capitalize())


class Kind(StrEnum):
    """What somebody did."""

    REACTION = "reaction"
    COMMENT = "comment"
    REPOST = "repost"
    QUOTE = "quote"
    MENTION = "mention"
    MESSAGE = "message"
    INVITATION = "invitation"
    FOLLOW = "follow"


class Direction(StrEnum):
    """Towards the account (`in`) or from it (`out`)."""

    IN = "in"
    OUT = "out"


class Metric(StrEnum):
    """What a count counts."""

    IMPRESSIONS = "impressions"
    MEMBERS_REACHED = "members_reached"
    ENGAGEMENTS = "engagements"
    REACTIONS = "reactions"
    COMMENTS = "comments"
    REPOSTS = "reposts"
    SAVES = "saves"
    SENDS = "sends"
    CLICKS = "clicks"
    LINK_CLICKS = "link_clicks"
    VIEWS = "views"
    PROFILE_VIEWERS = "profile_viewers"
    FOLLOWERS_GAINED = "followers_gained"
    FOLLOWERS = "followers"
    ENGAGEMENT_RATE = "engagement_rate"
    CLICK_THROUGH_RATE = "click_through_rate"


class Tone(StrEnum):
    """The stance shown to the author, the post, or people in the thread."""

    SUPPORTIVE = "supportive"
    NEUTRAL = "neutral"
    CRITICAL = "critical"
    HOSTILE = "hostile"


class Intent(StrEnum):
    """What a text wants or does; several may hold."""

    PRAISE = "praise"
    GRATITUDE = "gratitude"
    SHARED_EXPERIENCE = "shared_experience"
    QUESTION = "question"
    FEEDBACK = "feedback"
    DISAGREEMENT = "disagreement"
    OPPORTUNITY = "opportunity"
    OFFER_OF_HELP = "offer_of_help"
    NEEDS_SUPPORT = "needs_support"
    SELF_PROMOTION = "self_promotion"
    SPAM = "spam"


class Abuse(StrEnum):
    """Kinds of abuse; several may hold."""

    INSULT = "insult"
    IDENTITY_ATTACK = "identity_attack"
    THREAT = "threat"
    SEXUAL = "sexual"
    PROFANITY = "profanity"


class Lane(StrEnum):
    """Where an interaction is shown, in the order in which a thoughtful author would want them."""

    NEEDS_YOU = "needs_you"
    OPPORTUNITY = "opportunity"
    QUESTION = "question"
    FEEDBACK = "feedback"
    DISAGREEMENT = "disagreement"
    KIND_WORDS = "kind_words"
    HOSTILE = "hostile"
    SPAM = "spam"
    UNSURE = "unsure"
    OTHER = "other"


class Phase(StrEnum):
    """Where a wave stands."""

    QUIET = "quiet"
    RISING = "rising"
    SURGING = "surging"
    EBBING = "ebbing"
    OVER = "over"


class LineState(StrEnum):
    """How the line to a network stands, for one account."""

    OPEN = "open"
    NOT_READY = "not_ready"
    SIGN_IN_AGAIN = "sign_in_again"


class SendState(StrEnum):
    """How far something that was sent has come."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class WaitsFor(StrEnum):
    """What keeps from going out what waits to be sent."""

    GRACE = "grace"
    """Nothing but the time in which it can be taken back."""
    SIGN_IN = "sign_in"
    RETRY = "retry"
    """It was tried in vain, and is tried again."""
    EARLIER = "earlier"
    """What was sent before it was tried in vain, and is tried again."""
