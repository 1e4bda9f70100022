"""Relative times as networks show them ("2w", "vor 3 Tagen", "2週間前"), read as intervals.

A shown age is rounded down, so "2w" is any age from two weeks up to three. Where a short form means
different units in different languages ("5 u" is hours in Dutch and weeks in Danish) and the language is
not told, the interval covers them all.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from groundswell.domain.when import DAY, HOUR, MINUTE, SECOND, WEEK, When


class Found(NamedTuple):
    """A relative time and where it stands: characters `start` to `end` (exclusive)."""

    start: int
    end: int
    when: When


class _Unit(NamedTuple):
    """Shortest and longest length of one unit in milliseconds; `slack` for months of unlike length."""

    shortest: int
    longest: int
    slack: int = 0


_UNITS = {
    "second": _Unit(SECOND, SECOND),
    "minute": _Unit(MINUTE, MINUTE),
    "hour": _Unit(HOUR, HOUR),
    "day": _Unit(DAY, DAY),
    "week": _Unit(WEEK, WEEK),
    "month": _Unit(30 * DAY, 30 * DAY + 12 * HOUR, 2 * DAY),
    "year": _Unit(365 * DAY, 366 * DAY),
}

_UNIT_WORDS = {
    "second": """sec secs second seconds sek sekunde sekunden seconde secondes seg segs segundo segundos
        secondo secondi sn saniye sekund sekunda sekundy sekunder sekunnia secundă secunde dtk detik
        с сек секунд секунды секунду секунда 秒 秒钟 秒鐘 초 सेकंड सेकेंड से ثانية ثوان ثواني""",
    "minute": """min mins minute minutes minuten minuto minutos minuti minuut minuter minutter
        minut minuta minuty minutę minută dk dakika mnt menit мин минут минуты минуту минута хв хвилин
        хвилини хвилину 分 分钟 分鐘 分間 분 मिनट मि دقيقة دقائق د""",
    "hour": """h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren godz godzin
        godziny godzina godzinę sa saat tim timme timmar timer time hod hodin hodiny hodina jam
        ч час часа часов год годин години годину 時間 小时 小時 시간 घंटा घंटे घंटों घं ساعة ساعات""",
    "day": """d day days tag tage tagen tg jour jours dia dias día días giorno giorni gg dag dagen dagar
        dage dager dzień dni dzien g gün dny dnů den zi zile hari hr
        дн день дня дней д днів дні 日 日間 天 일 दिन दिनों दि يوم أيام يوماً يوما ي""",
    "week": """w wk wks week weeks wo woche wochen sem semaine semaines semana semanas sett settimana
        settimane weken tyg tydzień tygodnie tygodni hafta hf v vecka veckor uge uger uke uker týd týden
        týdny týdnů săpt săptămână săptămâni mgg minggu нед неделя неделю недели недель тиж тиждень тижні
        тижнів 週 週間 周 星期 礼拜 주 주일 सप्ताह हफ़्ता हफ़्ते हफ्ते हफ्ता सप्ता أسبوع أسابيع أسبوعًا أسبوعا""",
    "month": """mo mos month months mon monat monate monaten mois mes meses mês mese mesi mnd maand maanden
        mies miesiąc miesiące miesięcy ay mån månad månader md mdr måned måneder měs měsíc měsíce měsíců
        lună luni bln bulan мес месяц месяца месяцев міс місяць місяці місяців か月 ヶ月 カ月 ヵ月 ケ月 个月
        個月 か月間 ヶ月間 개월 달 महीना महीने महीनों माह म شهر أشهر شهور شهرًا شهرا""",
    "year": """y yr yrs year years jahr jahre jahren an ans ano anos año años anno anni jaar jr rok lata lat
        roky let r yıl år an ani thn tahun год года лет г рік роки років р 年 年間 년 वर्ष साल व
        سنة سنوات عام أعوام عامًا""",
}

_SEVERAL = {
    "s": "second hour",
    "t": "hour day",
    "u": "hour week",
    "j": "day year",
    "a": "month year",
    "س": "hour year",
    "م": "minute month",
}
"""Short forms that languages use for different units."""

_BY_LANGUAGE = {
    "tr": {"h": "week", "s": "hour", "a": "month"},
    "en": {"s": "second", "m": "minute"},
    "fr": {"s": "second", "j": "day", "a": "year"},
    "de": {"s": "second", "t": "day", "j": "year"},
    "nl": {"s": "second", "u": "hour", "j": "year"},
    "da": {"t": "hour", "u": "week"},
    "no": {"t": "hour", "u": "week"},
    "nb": {"t": "hour", "u": "week"},
    "es": {"s": "second", "a": "year"},
    "pt": {"s": "second", "a": "year"},
    "it": {"s": "second", "a": "year"},
    "uk": {"год": "hour", "г": "hour", "р": "year"},
    "ru": {"год": "year"},
}
"""What a short form means once the language is known."""

_COUNTED = {
    "ثانيتين": (2, "second"),
    "دقيقة": (1, "minute"),
    "دقيقتين": (2, "minute"),
    "ساعة": (1, "hour"),
    "ساعتين": (2, "hour"),
    "يوم": (1, "day"),
    "يومين": (2, "day"),
    "أسبوع": (1, "week"),
    "أسبوعين": (2, "week"),
    "شهر": (1, "month"),
    "شهرين": (2, "month"),
    "سنة": (1, "year"),
    "سنتين": (2, "year"),
    "عام": (1, "year"),
    "عامين": (2, "year"),
}
"""Arabic says one and two of a unit in one word."""

_NOW = (
    "now|just now|right now|moments ago|jetzt|gerade eben|soeben|maintenant|à l’instant|à l'instant|ahora"
    "|ahora mismo|justo ahora|agora|agora mesmo|adesso|ora|proprio ora|nu|zojuist|teraz|przed chwilą|şimdi"
    "|az önce|just nu|lige nu|akkurat nå|nå|právě teď|nyní|acum|chiar acum|sekarang|baru saja|сейчас"
    "|только что|щойно|зараз|たった今|今|刚刚|剛剛|现在|方才|방금|방금 전|지금|अभी|अभी-अभी|الآن"
)
_TODAY = (
    "today|heute|aujourd’hui|aujourd'hui|hoy|hoje|oggi|vandaag|dzisiaj|dziś|bugün|今日|今天|오늘|आज|اليوم"
)
_YESTERDAY = (
    "yesterday|gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|dün|igår|i går|včera|kemarin|вчера|вчора"
    "|昨日|昨天|어제|कल|أمس"
)
_WORDS = {
    **dict.fromkeys(_NOW.split("|"), MINUTE),
    **dict.fromkeys(_TODAY.split("|"), DAY),
    **dict.fromkeys(_YESTERDAY.split("|"), 2 * DAY),
}
"""Words without a number, and the age they stay under."""

_ONE = r"(?:a|an|one|eine?[mr]?|une?|una|uma?|een|bir|en|ett?)\s|un['’]"
_BEFORE = "vor|il y a|hace|há|acum|for|před|منذ|قبل"
_AFTER = (
    "ago|fa|atrás|geleden|temu|önce|sedan|siden|zpět|yang lalu|lalu|назад|тому|前|前に|以前|전|पहले|के पहले|مضت"
)
_EDITED = re.compile(
    "edited|bearbeitet|modifiée?|editad[oa]|modificat[oa]|bewerkt|edytowan[oey]|düzenlendi|redigera[dt]|redigeret"
    "|redigert|upraveno|editat|diedit|изменено|отредактировано|відредаговано|編集済み|已编辑|已編輯|수정됨"
    "|संपादित|तम التعديل|تم التعديل|معدّل|معدل",
    re.IGNORECASE,
)
_MARKS = dict.fromkeys([0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")
_EDGES = " \t\n\r\f\v\xa0\u202f•·|()[],-–—。."
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f])"
_LONGEST = 200
_OLDEST = 60 * 366 * DAY


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


_UNIT_OF = {
    **{
        unicodedata.normalize("NFKC", word).casefold(): (name,)
        for name, words in _UNIT_WORDS.items()
        for word in words.split()
    },
    **{short: tuple(names.split()) for short, names in _SEVERAL.items()},
    "m": ("minute",),
}
_GLUED = ("前に", "以前", "前", "전")
"""What says "ago" without a space after the unit."""
_AMOUNT = (
    rf"(?:(?P<number>\d{{1,3}})|(?P<one>{_ONE}))(?P<space>\s{{0,2}})(?P<unit>{_LETTER}{{1,20}})(?!\w)\.?"
    rf"(?P<after>\s{{0,3}}(?:{_any_of(_AFTER.split('|'))})(?!\w))?"
)
_ALONE = re.compile(rf"(?:(?:{_any_of(_BEFORE.split('|'))})\s{{0,3}})?{_AMOUNT}", re.IGNORECASE)
_INSIDE = re.compile(rf"(?<![\w.,'’$€£]){_AMOUNT}", re.IGNORECASE)


def relative_time(text: str, now: int, language: str = "") -> When | None:
    """The interval that a relative time means, counted back from `now`; none if `text` is anything else.

    Args:
        text: Such as "2w", "3 d • Edited" or "il y a 2 semaines", with nothing else around it.
        now: The instant at which the text was shown, in epoch milliseconds.
        language: ISO 639-1 code of the page, where known; settles short forms that languages share.
    """
    if not text or len(text) > _LONGEST:
        return None
    bare = unicodedata.normalize("NFKC", text.translate(_MARKS))
    bare = _EDITED.sub(" ", bare).strip(_EDGES)
    found = _ALONE.fullmatch(bare)
    return _counted_back(found, now, language) if found else _spoken(bare.casefold(), now)


def find_relative_time(text: str, now: int, language: str = "") -> Found | None:
    """The first relative time inside a longer text such as "Jane Doe • 2nd • 2w • Edited".

    One written without digits counts only in full ("a week ago", not "a week" or "now").
    """
    for found in _INSIDE.finditer(text.translate(_MARKS)):
        if found["number"] or found["after"]:
            when = _counted_back(found, now, language)
            if when is not None:
                return Found(found.start(), found.end(), when)
    return None


def is_edited(text: str) -> bool:
    """Whether the text is nothing but the mark of an edited post or comment."""
    return len(text) <= _LONGEST and _EDITED.fullmatch(text.translate(_MARKS).strip(_EDGES)) is not None


def _spoken(words: str, now: int) -> When | None:
    """A time in words alone, such as "yesterday"."""
    if words in _WORDS:
        return When(now - _WORDS[words], now)
    for before in ("منذ ", "قبل "):
        words = words.removeprefix(before)
    number, unit = _COUNTED.get(words, (0, ""))
    return _interval(number, (unit,), now) if unit else None


def _counted_back(found: re.Match[str], now: int, language: str) -> When | None:
    short = unicodedata.normalize("NFKC", found["unit"]).casefold()
    if short not in _UNIT_OF:
        short = next((short.removesuffix(ago) for ago in _GLUED if short.endswith(ago)), "")
    if short not in _UNIT_OF:
        return None
    number = int(found["number"] or 1)
    # Portuguese writes "2 m" for months, English "2m" for minutes.
    either = short == "m" and bool(found["space"]) and number < 12
    meant = ("minute", "month") if either else _UNIT_OF[short]
    told = _BY_LANGUAGE.get(language[:2].lower(), {}).get(short)
    return _interval(number, (told,) if told else meant, now)


def _interval(number: int, units: Sequence[str], now: int) -> When | None:
    shortest = max(0, min(number * _UNITS[unit].shortest - _UNITS[unit].slack for unit in units))
    longest = max((number + 1) * _UNITS[unit].longest + _UNITS[unit].slack for unit in units)
    return When(now - longest + 1, now - shortest) if shortest < _OLDEST else None
