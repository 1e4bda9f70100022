"""Relative times become intervals that hold the true instant, in many languages."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from groundswell.domain.when import DAY, HOUR, MINUTE, SECOND, WEEK, When
from groundswell.sources.common.relative_time import find_relative_time, relative_time

NOW = 1_790_000_000_000


def ago(least: int, below: int) -> When:
    return When(NOW - below + 1, NOW - least)


MONTHS_1 = ago(28 * DAY, 63 * DAY)
YEARS_2 = ago(730 * DAY, 1098 * DAY)

BY_UNIT = {
    ago(
        45 * MINUTE, 46 * MINUTE
    ): "45m|45 min|45 minutes ago|vor 45 Minuten|45 Min.|hace 45 minutos|há 45 min"
    "|45 minuti|45 minuten|45 dk|45 dakika önce|45分前|45 分钟|45분 전|45 मिनट पहले|٤٥ دقيقة|45 мин.|45 minut",
    ago(
        5 * HOUR, 6 * HOUR
    ): "5h|5 hours ago|5 Std.|vor 5 Stunden|il y a 5 heures|5 horas|5 ore fa|5 uur geleden"
    "|5 godz.|5 saat önce|5時間|5 小时前|5시간|5 घंटे|قبل ٥ ساعات|5 ч.|5 tim|5 jam yang lalu|5 hod.",
    ago(3 * DAY, 4 * DAY): "3d|3 days ago|vor 3 Tagen|3 Tage|il y a 3 jours|3 días|3 dias|3 giorni|3 gg"
    "|3 dagen|3 dni temu|3 gün|3日前|3天|3일 전|3 दिन पहले|٣ أيام|3 дн.|3 dagar|3 hari|3 dny",
    ago(2 * WEEK, 3 * WEEK): "2w|2 weeks ago|2 Wochen|2 Wo.|2 sem.|il y a 2 semaines|2 semanas|hace 2 sem"
    "|2 settimane|2 sett.|2 weken|2 tyg.|2 hafta|2週間前|2週間|2 周|2주|2 सप्ताह|2 हफ़्ते|٢ أسبوع|أسبوعين"
    "|منذ أسبوعين|2 нед.|2 v|2 uger|2 týd.|2 săpt.|2 minggu",
    MONTHS_1: "1mo|1 month ago|1 Monat|1 mois|1 mes|1 mês|1 mese|1 mnd|1 mies.|1 ay|1か月前|1ヶ月|1个月|1개월"
    "|1 माह|شهر|منذ شهر|1 мес.|1 mån|hace un mes|a month ago|vor einem Monat",
    YEARS_2: "2yr|2y|2 years ago|2 Jahre|2 ans|2 años|2 anos|2 anni|2 jaar|2 lata|2 yıl|2年前|2年|2년"
    "|2 वर्ष|سنتين|2 года|2 år|2 tahun",
    When(
        NOW - MINUTE, NOW
    ): "now|Just now|Jetzt|maintenant|à l’instant|ahora|agora|adesso|nu|teraz|şimdi|たった今"
    "|刚刚|방금|अभी|الآن|сейчас",
    When(NOW - 2 * DAY, NOW): "yesterday|Gestern|hier|ayer|ontem|ieri|gisteren|wczoraj|dün|昨日|어제|أمس",
}
CASES = [(text, when) for when, texts in BY_UNIT.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "when"), CASES, ids=[text for text, _ in CASES])
def test_reads_a_relative_time_as_the_interval_of_ages_it_is_shown_for(text: str, when: When) -> None:
    assert relative_time(text, NOW) == when


@pytest.mark.parametrize(
    "text",
    ["2w • Edited", "(edited) 2w", "2 Wochen • Bearbeitet", "2 sem. · Modifié", "2 sem. • Editado", "• 2w •",
     "2 settimane • Modificato", "2 weken • Bewerkt", "2週間前 • 編集済み",
     "\u200f٢ أسبوع • تم التعديل", "２w", "2\u202fw"],
)  # fmt: skip
def test_marks_around_it_do_not_matter(text: str) -> None:
    assert relative_time(text, NOW) == ago(2 * WEEK, 3 * WEEK)


@pytest.mark.parametrize(
    "text",
    ["", " ", "w", "2", "2x", "2w later", "I waited 2 weeks", "1.2w", "12345d", "999yr", "Jane Doe",
     "3 likes", "2 replies", "a", "one", "2nd", "ago", "2024-01-02", "10%", "Edited"],
)  # fmt: skip
def test_anything_else_is_not_a_time(text: str) -> None:
    assert relative_time(text, NOW) is None


def test_a_short_form_of_several_languages_covers_them_all_until_the_language_is_told() -> None:
    assert relative_time("5 u", NOW) == ago(5 * HOUR, 6 * WEEK)
    assert relative_time("5 u", NOW, "nl") == ago(5 * HOUR, 6 * HOUR)
    assert relative_time("5 u", NOW, "da") == ago(5 * WEEK, 6 * WEEK)
    assert relative_time("3 j", NOW, "fr") == ago(3 * DAY, 4 * DAY)
    assert relative_time("2h", NOW, "tr-TR") == ago(2 * WEEK, 3 * WEEK)
    assert relative_time("2 m", NOW) == ago(2 * MINUTE, 3 * 30 * DAY + 36 * HOUR + 2 * DAY)
    assert relative_time("2m", NOW) == ago(2 * MINUTE, 3 * MINUTE)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Jane Doe • 2nd • 2w • Edited", "2w"),
        ("Ana García, hace 2 semanas, editado", "2 semanas"),
        ("Comment by Jane, 14 years in sales... posted 2 weeks ago", "14 years"),
        ("vor 2 Wochen • Bearbeitet • Für alle sichtbar", "2 Wochen"),
        ("投稿 2週間前 公開", "2週間前"),
        ("posted a week ago by Jane", "a week ago"),
    ],
)
def test_finds_the_first_time_inside_a_longer_text(text: str, part: str) -> None:
    found = find_relative_time(text, NOW)
    assert found is not None
    assert text[found.start : found.end] == part


@pytest.mark.parametrize(
    "text", ["", "wait a week", "do it now", "2nd place", "$2m raised... v2.4d", "no time"]
)
def test_finds_nothing_where_there_is_none(text: str) -> None:
    assert find_relative_time(text, NOW) is None


@given(st.integers(1, 999), st.sampled_from(["s", "m", "h", "d", "w", "mo", "yr"]), st.integers(0, 2**42))
def test_the_interval_lies_in_the_past_and_a_larger_number_is_never_later(
    number: int, unit: str, now: int
) -> None:
    nearer, farther = relative_time(f"{number}{unit}", now), relative_time(f"{number + 1}{unit}", now)
    if nearer is not None and farther is not None:
        assert nearer.latest <= now
        assert farther.earliest < nearer.earliest
        assert farther.latest <= nearer.latest - SECOND


@given(st.text(max_size=300), st.integers(-(2**42), 2**42))
@example("1" * 300, 0)
@example("\u0660\u0966\uff11 w", 0)
def test_any_text_gives_an_interval_or_nothing(text: str, now: int) -> None:
    for when in (relative_time(text, now), (find_relative_time(text, now) or (0, 0, None))[2]):
        assert when is None or when.latest <= now


def test_the_cost_of_hostile_text_is_bounded_by_its_length() -> None:
    for text in (
        "1 " * 500_000,
        "vor il y a " * 100_000,
        "a " * 500_000,
        "9" * 1_000_000,
        "\u200f" * 1_000_000,
    ):
        assert find_relative_time(text, NOW) is None
