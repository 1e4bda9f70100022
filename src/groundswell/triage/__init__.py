"""Text to readings: tone, intents, abuse, lane, and why.

>>> from groundswell.triage import read
>>> for reading in read(["Congratulations, so well deserved!"]):
...     print(reading.lane)
kind_words
"""

from groundswell.triage.personal import Lesson, Taught
from groundswell.triage.protocol import Reader, Teachable
from groundswell.triage.reading import read, reader_named
from groundswell.triage.shape import as_json, utterance_from_json

__all__ = [
    "Lesson",
    "Reader",
    "Taught",
    "Teachable",
    "as_json",
    "read",
    "reader_named",
    "utterance_from_json",
]
