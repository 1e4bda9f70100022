"""Letters in files: mails, plain text, tables and JSON Lines, told by their content."""

from groundswell.sources.letters.people import Entry, People, people_in
from groundswell.sources.letters.reading import files_in, letter_in, letters_in

__all__ = ["Entry", "People", "files_in", "letter_in", "letters_in", "people_in"]
