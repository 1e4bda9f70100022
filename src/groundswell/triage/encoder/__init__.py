"""The careful reader: a small multilingual encoder, run without torch."""

from groundswell.triage.encoder.reader import EncoderReader

__all__ = ["EncoderReader"]
