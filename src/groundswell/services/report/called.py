"""What a report calls things."""

from groundswell.domain.answers import Came
from groundswell.domain.feedback import PointState
from groundswell.domain.kept import LeadKind
from groundswell.domain.words import Abuse, Lane, Metric, Phase

METRICS = {
    Metric.IMPRESSIONS: "Impressions",
    Metric.MEMBERS_REACHED: "People reached",
    Metric.ENGAGEMENTS: "Engagements",
    Metric.REACTIONS: "Reactions",
    Metric.COMMENTS: "Comments",
    Metric.REPOSTS: "Reposts",
    Metric.SAVES: "Saves",
    Metric.SENDS: "Sends",
    Metric.CLICKS: "Clicks",
    Metric.LINK_CLICKS: "Clicks on links",
    Metric.VIEWS: "Views",
    Metric.PROFILE_VIEWERS: "Profile viewers",
    Metric.FOLLOWERS_GAINED: "Followers gained",
    Metric.FOLLOWERS: "Followers",
    Metric.ENGAGEMENT_RATE: "Engagement rate",
    Metric.CLICK_THROUGH_RATE: "Click-through rate",
}
LANGUAGES = {
    "ar": "Arabic", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nb": "Norwegian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
PHASES = {
    Phase.QUIET: "quiet", Phase.RISING: "rising", Phase.SURGING: "surging", Phase.EBBING: "ebbing",
    Phase.OVER: "over",
}  # fmt: skip
ABUSE = {
    Abuse.INSULT: "insults", Abuse.IDENTITY_ATTACK: "attacks on a group of people",
    Abuse.THREAT: "threats", Abuse.SEXUAL: "sexual abuse", Abuse.PROFANITY: "foul language",
}  # fmt: skip
CAME = {
    Came.CALMED: "they answered, and calmer", Came.WENT_ON: "they answered in the same tone",
    Came.WORSE: "they answered more sharply", Came.SILENT: "they said nothing more",
    Came.OPEN: "it is too early to tell",
}  # fmt: skip
LEADS = {
    LeadKind.CLIENT: "clients", LeadKind.JOB: "jobs", LeadKind.TALK: "talks", LeadKind.PRESS: "press",
    LeadKind.COLLABORATION: "working together",
}  # fmt: skip
STATES = {
    PointState.OPEN: "to decide", PointState.PLANNED: "planned", PointState.DONE: "done",
    PointState.DECLINED: "declined",
}  # fmt: skip
LANES = {
    Lane.QUESTION: "Questions", Lane.FEEDBACK: "Feedback", Lane.DISAGREEMENT: "Disagreement",
    Lane.OPPORTUNITY: "Offers", Lane.KIND_WORDS: "Kind words", Lane.NEEDS_YOU: "In need",
}  # fmt: skip
