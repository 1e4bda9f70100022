"""What is done with letters that no font on this machine has: told, never printed as empty boxes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from unicodedata import category, name

from groundswell.services.report.called import LANGUAGES

Json = str | int | float | None | list["Json"] | dict[str, "Json"]


@dataclass(slots=True)
class Letters:
    """Which kinds of letters cannot be shown, as that turns out.

    Attributes:
        missing: Scripts by name, such as `CJK`, and blocks of signs by number, such as `U+1F3`.
        unset: How many quotes were not set, by language.
    """

    missing: set[str] = field(default_factory=set)
    unset: dict[str, int] = field(default_factory=dict)

    def miss(self, text: str) -> bool:
        """Notes that a text could not be shown; says whether anything of it was new."""
        before = len(self.missing)
        self.missing.update(_kind(sign) for sign in text if not sign.isascii())
        return len(self.missing) > before

    def fit(self, value: Json) -> Json:
        """The same data with what can be shown; signs such as emoji are left out."""
        if isinstance(value, str):
            return self._fit(value)
        if isinstance(value, list):
            return [self.fit(one) for one in value]
        if isinstance(value, dict):
            return self._quote(value) if "language" in value else {k: self.fit(v) for k, v in value.items()}
        return value

    def _fit(self, text: str) -> str:
        if not self.missing or text.isascii():
            return text
        shown = (sign if _kind(sign) not in self.missing else _instead(sign) for sign in text)
        return "".join(shown)

    def _quote(self, quote: Mapping[str, Json]) -> Json:
        text, language = str(quote["text"]), str(quote["language"])
        if any(_is_letter(sign) and _kind(sign) in self.missing for sign in text if not sign.isascii()):
            named = LANGUAGES.get(language, "another script")
            self.unset[named] = self.unset.get(named, 0) + 1
            said = f"[A quote in {named}, for which there was no font. It stands in the HTML report.]"
            return {"text": said, "language": "en", "who": self._fit(str(quote["who"]))}
        return {**quote, "text": self._fit(text), "who": self._fit(str(quote["who"]))}

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever made it should know."""
        if not self.unset:
            return ()
        n = sum(self.unset.values())
        what = f"{n} {'quote' if n == 1 else 'quotes'} in {', '.join(sorted(self.unset))}"
        return (
            f"no font on this machine has the letters of {what}, so the PDF says so in their place. Install "
            "a font such as Noto Sans for it, or hand on the HTML report.",
        )


def _is_letter(sign: str) -> bool:
    return category(sign)[0] in "LMN"


def _kind(sign: str) -> str:
    if _is_letter(sign):
        return name(sign, "unnamed").split()[0].partition("-")[0]
    return f"U+{ord(sign) >> 8:X}"


def _instead(sign: str) -> str:
    return "?" if _is_letter(sign) else ""
