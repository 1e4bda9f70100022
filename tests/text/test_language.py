"""Languages of short texts."""

import pytest

from groundswell.text.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Thank you for writing this, it is what I needed to hear", "en"),
        ("Thanks!", "en"),
        ("Gracias por contarlo, me pasó lo mismo con una empresa", "es"),
        ("Merci pour ce partage, c'est exactement ce que je vis", "fr"),
        ("Danke für deine Worte, das ist mir auch passiert", "de"),
        ("Obrigado por compartilhar, isso é muito verdadeiro", "pt"),
        ("Grazie per averlo scritto, è successo anche a me", "it"),
        ("Dank je wel, dit is precies wat ik nodig had", "nl"),
        ("Paylaştığınız için teşekkürler, bu çok doğru", "tr"),
        ("Dziękuję za ten wpis, to jest bardzo ważne", "pl"),
        ("bhai bahut sahi baat kahi hai", "hi"),
        ("आपने बहुत अच्छा लिखा", "hi"),
        ("شكرا على المنشور", "ar"),
        ("ありがとうございます", "ja"),
        ("谢谢你的分享", "zh"),
        ("감사합니다", "ko"),
        ("Спасибо за ваш честный рассказ", "ru"),
        ("", "und"),
        ("👏👏👏", "und"),
        ("@maria.k https://example.com 2026", "und"),
        ("ok", "und"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language_of(text) == code


def test_a_huge_text_is_told_by_its_beginning() -> None:
    assert (
        language_of("Thank you for this, it is what I needed. " * 10 + "danke und nicht " * 100_000) == "en"
    )


def test_half_a_surrogate_pair_is_passed_over() -> None:
    assert language_of("AAA\ud800") == language_of("AAA?")
