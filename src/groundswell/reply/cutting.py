"""Where a text is cut: sentences, words, and marks that quote."""

import re

SENTENCE = re.compile(r"(?:[^.!?…。！？।\n]|(?<=\d)[.](?=\d))+(?:[.!?…。！？।]+|\n|$)")
WORD = re.compile(r"[^\W_]+(?:['’`-][^\W_]+)*")
MARKS = re.compile(r"[\"“”„«»‹›]")
