"""Countries by their two letters (ISO 3166-1, 249 of them)."""

_SECOND_LETTERS = {
    "A": "DEFGILMOQRSTUWXZ",
    "B": "ABDEFGHIJLMNOQRSTVWYZ",
    "C": "ACDFGHIKLMNORUVWXYZ",
    "D": "EJKMOZ",
    "E": "CEGHRST",
    "F": "IJKMOR",
    "G": "ABDEFGHILMNPQRSTUWY",
    "H": "KMNRTU",
    "I": "DELMNOQRST",
    "J": "EMOP",
    "K": "EGHIMNPRWYZ",
    "L": "ABCIKRSTUVY",
    "M": "ACDEFGHKLMNOPQRSTUVWXYZ",
    "N": "ACEFGILOPRUZ",
    "O": "M",
    "P": "AEFGHKLMNRSTWY",
    "Q": "A",
    "R": "EOSUW",
    "S": "ABCDEGHIJKLMNORSTVXYZ",
    "T": "CDFGHJKLMNORTVWZ",
    "U": "AGMSYZ",
    "V": "ACEGINU",
    "W": "FS",
    "Y": "ET",
    "Z": "AMW",
}
"""By the first letter those that may follow."""

COUNTRIES = frozenset(first + second for first, some in _SECOND_LETTERS.items() for second in some)
_OTHER_NAMES = {"UK": "GB", "EL": "GR"}
"""What people and addresses write instead."""


def country_code(text: str) -> str:
    """The code that was meant, in capitals; empty where it is that of no country."""
    code = text.strip().upper()
    code = _OTHER_NAMES.get(code, code)
    return code if code in COUNTRIES else ""
