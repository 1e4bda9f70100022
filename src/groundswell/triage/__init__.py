"""Text to readings: tone, intents, abuse, lane, and why.

>>> from groundswell.triage import read
>>> for reading in read(["Congratulations, so well deserved!"]):
...     print(reading.lane)
kind_words
"""

from groundswell.triage.protocol import Reader
from groundswell.triage.reading import read, reader_named
from groundswell.triage.shape import as_json, utterance_from_json

__all__ = ["Reader", "as_json", "read", "reader_named", "utterance_from_json"]
