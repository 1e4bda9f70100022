"""What a label of the workbooks stands for, by word stems of the languages they come in."""

import re
import unicodedata

from groundswell.domain.keys import folded
from groundswell.domain.words import Metric

_STEMS: tuple[tuple[Metric, str], ...] = (
    (
        Metric.CLICK_THROUGH_RATE,
        r"click.?through|\bctr\b|taux de clic|tasa de clic|taxa de cli"
        r"|percentuale di clic|klickrate|クリック率",
    ),
    (
        Metric.ENGAGEMENT_RATE,
        r"(?:engag|interac|interak|interaz|etkilesim|zaangaz|betrokken).*(?:rate|taux|tasa|taxa|tasso|percent|oran)"
        r"|(?:\brate|taux|tasa|taxa|tasso|oran|wskaznik|percent).*(?:engag|interac|interak|interaz|zaangaz)"
        r"|engagementrate|interaktionsrate|エンゲージメント率|互动率|互動率|참여율|معدل التفاعل",
    ),
    (Metric.LINK_CLICKS, r"link (?:click|engage|interac)|clic\w* .*\b(?:lien|enlace|link)|linkklick"),
    (
        Metric.PROFILE_VIEWERS,
        r"profil|profiel|perfil|プロフィール|个人资料|個人檔案|档案|الملف|प्रोफ|프로필|профил",
    ),
    (
        Metric.FOLLOWERS_GAINED,
        r"follow|abonne|abonnes|seguid|seguit|takip|obserw|volger|foljare|folger|sleduj|pengikut|urmarit"
        r"|フォロ|关注|關注|متاب|फ़ॉलो|फॉलो|팔로|подписч|стеж",
    ),
    (
        Metric.MEMBERS_REACHED,
        r"reach|unique|atteint|alcanz|alcanc|raggiun|erreicht|bereik|zasieg|dotar|ulasil|unic[oa]|eindeutig|nadda"
        r"|リーチ|触达|覆盖|觸及|وصول|पहुं|पहुँ|도달|охва",
    ),
    (
        Metric.SAVES,
        r"\bsave|enregistr|guardad|salv[ao]|salvat|gespeichert|opgeslagen|zapis|kaydet|kaydedil|sparad|gemt|ulozen"
        r"|保存|收藏|儲存|حفظ|सहेज|सेव|저장|сохран",
    ),
    (
        Metric.SENDS,
        r"\bsen[dt]|envoi|envoy|enviad|envios?\b|envii|inviat|invii|gesendet|versendet|verzonden|wysl|gonder|skickad"
        r"|送信|发送|傳送|发出|إرسال|मरसल|भेज|보내|보낸|отправ",
    ),
    (
        Metric.REPOSTS,
        r"repost|republi|partage|compart|condivi|diffusion|geteilt|gedeeld|udostepn|tekrar pay"
        r"|yeniden pay|delning|再投稿|转发|轉發|转帖|إعادة|रीपोस्ट|퍼간|퍼가기|репост",
    ),
    (
        Metric.COMMENTS,
        r"comment|coment|komment|koment|yorum|opmerking|コメント|评论|評論|留言|تعليق|टिप्पण|댓글|коммент",
    ),
    (
        Metric.REACTIONS,
        r"\breac|reakt|reazion|reakcj|reactie|\blikes?\b|j.aime|gefallt|recomendac|tepki|begeni"
        r"|リアクション|心情|回应|回應|点赞|رد ?و?د? ?الفعل|ردود|प्रतिक्र|반응|공감|реакц",
    ),
    (
        Metric.CLICKS,
        r"\bclick|\bclic|cliques|klick|\bklik|tiklama|kliknie|クリック|点击|點擊|نقر|क्लिक|클릭|клик",
    ),
    (
        Metric.ENGAGEMENTS,
        r"engag|engaj|interac|interak|interaz|etkilesim|zaangaz|betrokken|エンゲージ|互动|互動|تفاعل|مشارك|सहभाग|एंगेज|참여|вовлеч",
    ),
    (
        Metric.IMPRESSIONS,
        r"impres|gosterim|wyswietl|weergav|visning|zobrazen|tayang|afisar"
        r"|インプレッション|曝光|展示|展现|ظهور|इंप्रेशन|इम्प्रेशन|노출|показ",
    ),
    (Metric.VIEWS, r"\bviews?\b|aufrufe|\bvues\b|visualiz|reproduc|izlenme|表示|观看|مشاهد|조회"),
)
_PATTERNS = tuple((metric, re.compile(stems)) for metric, stems in _STEMS)
_ACCENTS = re.compile("[\u0300-\u036f]")

_FLAVOURS = (
    ("organic", re.compile(r"organ|オーガニック|自然|عضوي|유기|органи")),
    (
        "sponsored",
        re.compile(r"spons|patroc|gesponsert|スポンサー|赞助|贊助|推广|ممو|협찬|스폰서|спонс|sponzor|реклам"),
    ),
    ("auto-invited", re.compile(r"auto|automat|自動|自动|تلقائ|자동|автом|otomatik")),
    (
        "",
        re.compile(
            r"total|gesamt|insgesamt|totaal|lacznie|toplam|合計|総|总|總|إجمالي|전체|всего|итог|suma|कुल"
        ),
    ),
)


def _bare(label: str) -> str:
    """The label folded, without the accents of Latin script."""
    decomposed = unicodedata.normalize("NFD", folded(label).replace("ı", "i").replace("ł", "l"))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


def metric_of(label: str) -> Metric | None:
    """The metric that a label such as "Profile viewers from this post" names; none if it is not known."""
    bare = _bare(label)[:200]
    return next((metric for metric, pattern in _PATTERNS if pattern.search(bare)), None)


def flavour_of(label: str) -> str | None:
    """`organic`, `sponsored`, `auto-invited` or empty for the total; none if the label says nothing of it."""
    bare = _bare(label)[:200]
    return next((flavour for flavour, pattern in _FLAVOURS if pattern.search(bare)), None)
