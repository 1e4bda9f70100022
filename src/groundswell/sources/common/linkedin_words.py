"""The words that LinkedIn's pages put around what people write, in the languages of its readers."""

import re
import unicodedata
from enum import Enum, auto

from groundswell.domain.words import Metric

_LONGEST = 80
_NOISE = " \t\n\xa0\u202f\u200e\u200f\u200b•·|,.:!！…‎"


class Label(Enum):
    """The page's own words.

    `LIKE` and `REPLY` stand below comments, `LIKE` and `POST_BAR` (Comment, Repost, Send) below posts.
    `AUTHOR` is the badge of the post's author; `BUTTON` is all else: "…more", "Follow".
    """

    LIKE = auto()
    REPLY = auto()
    POST_BAR = auto()
    BUTTON = auto()
    AUTHOR = auto()


_LIKE = """like|unlike|gefällt mir|gefällt mir nicht mehr|j’aime|j'aime|recomendar|gostei|gosto
    |curtir|consiglia|interessant|leuk|raad aan|poleć|beğen|いいね|赞|讚|추천|पसंद करें|लाइक करें
    |أعجبني|إعجاب|нравится|gilla|synes godt om|suka|love|celebrate|support|insightful|funny|curious"""
_REPLY = """reply|antworten|répondre|responder|rispondi|beantwoorden|antwoorden|reageren
    |odpowiedz|yanıtla|返信|返信する|回复|回覆|답장|답글|जवाब दें|उत्तर दें|रिप्लाई करें|رد|الرد
    |ответить|відповісти|svara|svar|balas|odpovědět"""
_POST_BAR = """comment|repost|send|share|kommentieren|reposten|direkt teilen|teilen|senden
    |commenter|republier|diffuser|partager|envoyer|comentar|compartir|enviar|publicar de nuevo
    |repostar|compartilhar|partilhar|commenta|diffondi il post|condividi|invia|commentaar toevoegen
    |commentaar|delen|verzenden|skomentuj|udostępnij ponownie|udostępnij|wyślij|yorum yap
    |yeniden yayınla|paylaş|gönder|コメント|再投稿|送信|评论|转发|发送|댓글|퍼가기|보내기"""
_OTHER_BUTTONS = """see more|…more|more|show more|see translation|show translation|see original
    |most relevant|load more comments|load previous replies|see previous replies|add a comment
    |mehr anzeigen|mehr|übersetzung anzeigen|relevanteste|kommentar hinzufügen
    |weitere kommentare laden|voir plus|plus|voir la traduction|les plus pertinents
    |ajouter un commentaire|charger d’autres commentaires|ver más|mostrar traducción|más relevantes
    |añadir un comentario|ver mais|ver tradução|mais relevantes|adicionar comentário
    |adicione um comentário|altro|vedi traduzione|più rilevanti|aggiungi un commento|meer weergeven
    |meer|vertaling weergeven|meest relevant|commentaar toevoegen|follow|following|connect|premium
    |verified|pending|status is online|status is offline|status is reachable|open emoji keyboard
    |current selected sort order is most relevant|feed post|open control menu"""

_AUTHOR = """author|autor|autorin|auteur|auteure|autrice|autora|autore|yazar|作成者|投稿者|作者
    |작성자|लेखक|الكاتب|المؤلف|автор|författare|forfatter|penulis"""
_YOU = """you|sie|du|vous|toi|tú|usted|você|tu|lei|u|jij|ty|siz|sen|自分|あなた|您|你|나|आप
    |أنت|вы|ви|anda|kamu"""

_METRICS = {
    Metric.REACTIONS: """reaction|reactions|like|likes|reaktion|reaktionen|réaction|réactions|j’aime|reacción
        |reacciones|recomendaciones|reação|reações|reazione|reazioni|consigli|reactie|reacties|reakcja
        |reakcje|reakcji|tepki|ifade|リアクション|反応|件のリアクション|次赞|个赞|反应|반응|प्रतिक्रिया
        |प्रतिक्रियाएँ|प्रतिक्रियाएं|تفاعل|تفاعلات|реакция|реакции|реакций""",
    Metric.COMMENTS: """comment|comments|kommentar|kommentare|commentaire|commentaires|comentario
        |comentarios|comentário|comentários|commento|commenti|commentaar|commentaren|opmerking
        |opmerkingen|komentarz|komentarze|komentarzy|yorum|コメント|件のコメント|评论|条评论|則留言|댓글
        |टिप्पणी|टिप्पणियाँ|टिप्पणियां|कमेंट|تعليق|تعليقات|комментарий|комментария|комментариев""",
    Metric.REPOSTS: """repost|reposts|share|shares|mal geteilt|direkt geteilter beitrag
        |direkt geteilte beiträge|republication|republications|partage|partages|vez compartido
        |veces compartido|compartido|compartidos|publicaciones compartidas|republicación|republicaciones
        |compartilhamento|compartilhamentos|republicação|republicações|partilha|partilhas
        |diffusione post|diffusioni post|condivisione|condivisioni|keer gerepost|udostępnienie
        |udostępnienia|udostępnień|yeniden yayınlama|yeniden paylaşım|再投稿|件の再投稿|转发|次转发|퍼감
        |공유|रीपोस्ट|إعادة نشر|مشاركة|مشاركات|репост|репоста|репостов""",
    Metric.IMPRESSIONS: """impression|impressions|impressionen|impresión|impresiones|impressão|impressões
        |impressione|impressioni|weergave|weergaven|wyświetlenie|wyświetlenia|wyświetleń|gösterim
        |インプレッション|次展示|展示次数|노출|노출수|इम्प्रेशन|ظهور|مرات الظهور|показ|показа|показов""",
    Metric.SAVES: "save|saves|mal gespeichert|enregistrements|guardados|salvamentos|salvataggi",
    Metric.SENDS: "send|sends|envois|envíos|envios|invii",
}  # fmt: skip
_SCALES = {
    1e3: "k|tsd|mil|tys|b|bin|тыс|ألف|हज़ार|千|천",
    1e4: "万|萬|만",
    1e5: "लाख",
    1e6: "m|mio|mi|mln|mn|млн|مليون",
    1e9: "md|mrd|bn",
}
_SCALE_OF = {word: scale for scale, words in _SCALES.items() for word in words.split("|")}
_COUNTED = re.compile(r"(?P<number>\d[\d.,’' \xa0\u202f٬٫]{0,20})(?P<rest>[^\d].{0,70})?\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[.,’' \xa0\u202f٬]\d{2,3})+\Z")
_DEGREE = re.compile(
    r"(?P<bullet>[•·]?)\s{0,3}(?P<degree>[123])\s?"
    r"(?P<ordinal>st|nd|rd|er|re|e|º|°|ª|\.\s?º|\.\s?er|\.|次|度|촌|-й|-го|de|den)?"
    r"\s?(?:et\s)?(?P<plus>\+|plus)?(?:[\s-](?:degree|grad|grado|grau|niveau|nivel|nível|livello|relation|kontakt"
    r"|contact|contatto|contacto|verbinding|poziom|derece)\b.{0,40})?\Z",
    re.IGNORECASE,
)
_PROFILE_LABEL = re.compile(
    r"(?:view|see|visit)[: ]+(?P<en>.{1,100}?)(?:[’']s?\s+(?:.{0,40})?(?:profile|link|page).{0,20})?\Z"
    r"|profil von (?P<de>.{1,100}?) anzeigen\Z"
    r"|(?:voir le profil|afficher le profil) d[e’'] ?(?P<fr>.{1,100})\Z"
    r"|ver (?:el |o )?perfil d[eo] (?P<es>.{1,100})\Z|(?:visualizza|vedi) il profilo di (?P<it>.{1,100})\Z"
    r"|profiel van (?P<nl>.{1,100}?) (?:weergeven|bekijken)\Z|(?P<pic>.{1,100}), graphic(?: link)?\.?\Z",
    re.IGNORECASE,
)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip(_NOISE).casefold()


def _set(words: str) -> frozenset[str]:
    return frozenset(_folded(word) for word in words.split("|"))


_LABEL_OF = {
    word: label
    for label, words in (
        (Label.AUTHOR, _AUTHOR),
        (Label.BUTTON, _OTHER_BUTTONS),
        (Label.POST_BAR, _POST_BAR),
        (Label.REPLY, _REPLY),
        (Label.LIKE, _LIKE),
    )
    for word in _set(words)
}
_YOUS = _set(_YOU)
_LANGUAGE_OF = {
    _folded(word): code
    for code, words in {
        "en": "like", "de": "gefällt mir", "fr": "j’aime|j'aime", "es": "recomendar", "pt": "gostei|curtir",
        "it": "consiglia", "nl": "interessant|leuk|raad aan", "pl": "poleć", "tr": "beğen", "sv": "gilla",
        "da": "synes godt om", "ja": "いいね", "ru": "нравится",
    }.items()
    for word in words.split("|")
}  # fmt: skip
_METRIC_OF = {word: metric for metric, words in _METRICS.items() for word in _set(words)}


def label(text: str) -> Label | None:
    """Which of the page's own labels the text is; none for what people write."""
    return _LABEL_OF.get(_folded(text)) if len(text) <= _LONGEST else None


def language(text: str) -> str:
    """The language whose Like button the text is, as an ISO 639-1 code; empty for other text."""
    return _LANGUAGE_OF.get(_folded(text), "") if len(text) <= _LONGEST else ""


def says_you(text: str) -> bool:
    """Whether the text marks the viewer ("• You" in the place of the connection degree)."""
    return len(text) <= _LONGEST and _folded(text) in _YOUS


def degree(text: str) -> int | None:
    """The connection degree 1–3 that a short text such as "• 2nd" or "3.+" means; none for other text."""
    if len(text) > _LONGEST:
        return None
    found = _DEGREE.match(unicodedata.normalize("NFC", text.strip(" \t\n\xa0\u200e\u200f(),")))
    # A bare "2." may as well be the head of a list.
    if found is None or not (found["bullet"] or found["plus"] or found["ordinal"] not in {None, "."}):
        return None
    return int(found["degree"])


def counted(text: str) -> tuple[Metric, float, bool] | None:
    """The metric, its value and whether that is exact, from "23,197 reactions" or "7.3M impressions"."""
    if not text or len(text) > _LONGEST:
        return None
    found = _COUNTED.match(text.strip(_NOISE))
    if found is None:
        return None
    scale, _, what = (found["rest"] or "").strip(" \xa0\u202f").partition(" ")
    factor = _SCALE_OF.get(scale.rstrip(".").casefold())
    words = _folded(what if factor else f"{scale} {what}")
    metric = _METRIC_OF.get(words) or _METRIC_OF.get(words.partition(" ")[0])
    value = _number(found["number"], factor)
    return (metric, value, factor is None) if metric and value is not None else None


def number(text: str) -> float | None:
    """The value of a number that stands alone, such as "23,197"; none for other text."""
    return _number(text.strip(_NOISE), None) if 0 < len(text) <= _LONGEST else None


def name_in_label(text: str) -> str:
    """Jane Doe from "View Jane Doe’s profile" and the like; empty for other text."""
    found = _PROFILE_LABEL.match(text.strip()) if len(text) <= 200 else None
    name = next((part for part in found.groups() if part), "") if found else ""
    return name.partition(" • ")[0].strip()


def _number(digits: str, factor: float | None) -> float | None:
    digits = digits.strip(" \xa0\u202f.,'’")
    if factor is None:
        if not digits.isdecimal() and not _GROUPED.match(digits):
            return None
        return float("".join(str(int(letter)) for letter in digits if letter.isdecimal()))
    whole, _, rest = digits.replace(",", ".").replace("٫", ".").partition(".")
    if not whole.isdecimal() or (rest and not rest.isdecimal()):
        return None
    return float(round((int(whole) + (int(rest) / 10 ** len(rest) if rest else 0)) * factor))
