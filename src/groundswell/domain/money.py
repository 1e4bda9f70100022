"""Sums of money out of words that somebody wrote, as far as they are plain."""

import re
from dataclasses import dataclass

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "kr": ""}
_CODE = re.compile(r"(?<![A-Za-z])([A-Z]{3})(?![A-Za-z])")
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f'.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?")
_THOUSANDS = {"k": 1_000, "m": 1_000_000}


@dataclass(frozen=True, slots=True)
class Money:
    """A sum; `currency` is a code such as `EUR`, empty where it is not told."""

    amount: float
    currency: str


def money(words: str) -> Money | None:
    """The one sum in words such as "EUR 3,000" or "450 € a day"; none where there is none, or several."""
    found = list(_NUMBER.finditer(words))
    if len(found) != 1:
        return None
    code = _CODE.search(words)
    sign = next((one for sign, one in _SIGNS.items() if sign in words), "")
    number, after = found[0][0], words[found[0].end() :][:1].casefold()
    times = _THOUSANDS.get(after, 1) if not words[found[0].end() + 1 :][:1].isalpha() else 1
    return Money(_value(number) * times, code[1] if code else sign)


def _value(number: str) -> float:
    plain = re.sub(r"[ \u00a0\u202f']", "", number)
    last = max(plain.rfind("."), plain.rfind(","))
    # One or two digits after the last sign are a fraction, three are thousands.
    if last >= 0 and len(plain) - last - 1 != 3:
        return float(re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :])
    return float(re.sub(r"[.,]", "", plain))
