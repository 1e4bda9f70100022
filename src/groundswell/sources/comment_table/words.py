"""What exporters call the columns of a table of comments, in the languages that they come in.

Accents and capitals are left out, as `spoken` leaves them out.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """What a column may hold. The values are what a mapping names."""

    TEXT = "text"
    NAME = "name"
    FIRST = "first"
    LAST = "last"
    URL = "url"
    HEADLINE = "headline"
    COMPANY = "company"
    DEGREE = "degree"
    TIME = "time"
    POST = "post"
    LINK = "link"
    ID = "id"
    PARENT = "parent"
    IS_REPLY = "is_reply"
    IS_AUTHOR = "is_author"
    REACTIONS = "reactions"
    KIND = "kind"


_CALLED = {
    Field.TEXT: """text|comment|comments|comment text|comment content|comment body|comment message
        |comment commentary|commentary|commentary text|content|body|message|message text|comment html
        |full text|description|remark|kommentar|kommentartext|kommentarinhalt|inhalt|nachricht
        |commentaire|texte|texte du commentaire|contenu|contenu du commentaire|comentario|texto
        |texto del comentario|contenido|mensaje|texto do comentario|conteudo|mensagem|commento|testo
        |testo del commento|contenuto|messaggio|reactie|opmerking|commentaar|tekst|reactietekst|inhoud
        |bericht|komentarz|tresc|tresc komentarza|wiadomosc|yorum|yorum metni|metin|icerik|mesaj
        |コメント|コメント内容|コメント本文|本文|テキスト|内容|评论|評論|评论内容|評論內容|留言|留言內容
        |留言内容|正文|댓글|댓글 내용|내용|본문|टिप्पणी|टिप्पणी पाठ|पाठ|संदेश|कमेंट|تعليق|التعليق
        |نص التعليق|النص|المحتوى|نص|комментарий|текст|текст комментария|сообщение|коментар|innehall
        |meddelande|komentar|isi komentar""",
    Field.NAME: """name|full name|author|author name|commenter|commenter name|comment author
        |comment author name|actor|actor name|user|user name|username|person|person name|profile name
        |from|from name|display name|writer|posted by|by|autor|verfasser|benutzer|profilname
        |vollstandiger name|name des kommentators|nom|nom complet|auteur|nom de l auteur
        |nom du commentateur|utilisateur|nombre|nombre completo|nombre del autor|usuario|nome
        |nome completo|nome do autor|usuario nome|autore|nome dell autore|utente|naam|volledige naam
        |gebruiker|naam auteur|imie i nazwisko|nazwa|autor komentarza|uzytkownik|ad soyad|isim|ad|yazar
        |kullanici|kullanici adi|名前|氏名|投稿者|投稿者名|ユーザー名|コメント者|姓名|名字|作者|用户名
        |评论者|評論者|이름|작성자|नाम|पूरा नाम|लेखक|उपयोगकर्ता|الاسم|الاسم الكامل|اسم|المعلق|الكاتب|имя
        |автор|пользователь|имя автора|namn|forfattare|navn|jmeno|nama|nama lengkap|nume""",
    Field.FIRST: """first name|firstname|given name|vorname|prenom|primer nombre|primeiro nome|voornaam
        |imie|名""",
    Field.LAST: """last name|lastname|surname|family name|nachname|nom de famille|apellido|apellidos
        |sobrenome|cognome|achternaam|nazwisko|soyad|soyadi|姓""",
    Field.URL: """url|profile|profile url|profile link|linkedin url|linkedin profile
        |linkedin profile url|author url|author profile|author profile url|author link|commenter url
        |commenter profile|commenter profile url|commenter link|comment author url|actor url
        |actor linkedin url|author linkedin url|actor profile url|user url|user profile url|user link
        |person url|public profile url|profil|profil url|profillink|profil link|link zum profil
        |lien du profil|lien profil|url du profil|perfil|url del perfil|enlace del perfil
        |enlace al perfil|url do perfil|link do perfil|profilo|url del profilo|link del profilo
        |link profilo|profiel|profiel url|profiellink|link do profilu|adres profilu|profil baglantisi
        |profil adresi|profil linki|プロフィール|プロフィール url|プロフィールurl|プロフィールリンク
        |个人资料|个人主页|主页链接|個人檔案|프로필|프로필 url|프로필 링크|प्रोफ़ाइल|प्रोफाइल
        |प्रोफ़ाइल लिंक|प्रोफाइल लिंक|प्रोफ़ाइल url|الملف الشخصي|رابط الملف الشخصي|профиль
        |ссылка на профиль""",
    Field.HEADLINE: """headline|occupation|job title|jobtitle|title|position|profile headline
        |author headline|author title|commenter headline|commenter title|actor headline|actor position
        |user headline|user title|person headline|tagline|subtitle|role|job|beruf
        |position im unternehmen|jobtitel|titel|stelle|slogan|berufsbezeichnung|titre|titre du profil
        |poste|fonction|intitule de poste|titre du poste|cargo|titular|puesto|profesion|titulo
        |titulo profissional|profissao|qualifica|titolo|ruolo|sommario|posizione|functie|functietitel
        |kop|stanowisko|naglowek|unvan|pozisyon|is unvani|baslik|役職|肩書き|肩書|見出し|职位|職稱|头衔
        |职务|직함|직책|헤드라인|पद|पदनाम|शीर्षक|المسمى الوظيفي|المنصب|العنوان|الوظيفة|должность
        |заголовок""",
    Field.COMPANY: """company|company name|employer|organization|organisation|author company
        |commenter company|firma|unternehmen|arbeitgeber|entreprise|societe|employeur|empresa|compania
        |azienda|societa|bedrijf|werkgever|pracodawca|sirket|会社|会社名|企業|公司|公司名称|회사|회사명
        |कंपनी|कम्पनी|الشركة|شركة|компания|foretag""",
    Field.DEGREE: """degree|connection degree|connection|network distance|distance|relation
        |connection level|kontaktgrad|grad|verbindungsgrad|degre|degre de relation|niveau de relation
        |grado|grado de contacto|grado de conexion|grau|grau de conexao|grado di collegamento|graad
        |connectiegraad|stopien|stopien kontaktu|baglanti derecesi|derece|つながり|つながりの次数|次数
        |人脉|人脉度数|度数|촌수|관계|कनेक्शन|कनेक्शन डिग्री|درجة|درجة الاتصال|степень|степень контакта""",
    Field.TIME: """time|date|datetime|date time|timestamp|created|created at|created time|createdat
        |created on|created date|posted|posted at|posted on|posted date|time posted|date posted
        |comment date|comment time|comment timestamp|comment created at|commented at|comment posted at
        |published|published at|time ago|when|age|created at timestamp|datum|zeit|uhrzeit|zeitpunkt
        |zeitstempel|erstellt|erstellt am|gepostet am|heure|date du commentaire|publie le|horodatage
        |fecha|hora|fecha del comentario|publicado|fecha de publicacion|data|data do comentario
        |data de publicacao|publicado em|data hora|ora|data del commento|pubblicato|pubblicato il|tijd
        |tijdstip|geplaatst|geplaatst op|data komentarza|czas|data dodania|tarih|zaman|yorum tarihi|日時
        |日付|投稿日時|投稿日|コメント日時|時間|时间|日期|评论时间|發佈時間|发布时间|날짜|시간|작성일
        |작성 시간|तारीख|दिनांक|समय|التاريخ|الوقت|تاريخ|وقت|تاريخ التعليق|дата|время|дата комментария
        |datum och tid|tanggal|waktu""",
    Field.POST: """post|post url|post link|post id|post urn|activity|activity urn|activity id|object
        |update url|linkedin post url|linkedin post|share url|original post url|parent post|input url
        |query post|beitrag|beitrag url|beitragslink|link zum beitrag|beitrags url|publication
        |lien du post|url du post|lien de la publication|publicacion|url de la publicacion
        |enlace de la publicacion|publicacao|url da publicacao|link da publicacao|link do post
        |url do post|link del post|url del post|bericht url|link naar bericht|link do posta|adres posta
        |gonderi|gonderi url|gonderi baglantisi|gonderi linki|投稿|投稿 url|投稿url|投稿リンク|帖子
        |帖子链接|贴文链接|게시물|게시물 링크|게시물 url|पोस्ट|पोस्ट लिंक|पोस्ट url|المنشور|رابط المنشور
        |пост|ссылка на пост""",
    Field.LINK: """comment url|comment link|comment permalink|permalink|permalink url
        |comment linkedin url|url comment|kommentar url|kommentarlink|link zum kommentar
        |lien du commentaire|url du commentaire|enlace del comentario|url del comentario
        |link do comentario|url do comentario|link del commento|url del commento|link naar reactie
        |link do komentarza|yorum linki|yorum baglantisi|コメントurl|コメント url|コメントリンク
        |评论链接|댓글 링크|टिप्पणी लिंक|رابط التعليق""",
    Field.ID: """id|comment id|comment urn|commentid|urn|entity urn|$urn|commenturn|kommentar id
        |id du commentaire|id del comentario|id do comentario|id del commento|reactie id|id komentarza
        |yorum id|コメントid|コメント id|评论id|댓글 id|टिप्पणी id|معرف التعليق""",
    Field.PARENT: """parent|parent id|parent comment|parent comment id|parent urn|parent comment urn
        |parent comment url|reply to|reply to id|in reply to|in reply to id|replied to|answers
        |antwort auf|en reponse a|respuesta a|en respuesta a|resposta a|em resposta a|risposta a
        |antwoord op|odpowiedz na|yanitlanan|返信先|回复对象|답글 대상|उत्तर में|ردا على""",
    Field.IS_REPLY: """is reply|isreply|reply|is a reply|is comment reply|ist antwort|antwort
        |est une reponse|reponse|es respuesta|e resposta|e risposta|is antwoord|czy odpowiedz|yanit mi
        |返信|是否回复|답글 여부""",
    Field.IS_AUTHOR: """is author|isauthor|is from post author|is post author|by author|by post author
        |actor author|author is post author|is creator|is owner|is me|ist autor|est auteur|es autor
        |e autor|e autore|is auteur|czy autor|yazar mi|投稿者か|是否作者""",
    Field.REACTIONS: """reactions|reaction count|reactions count|likes|like count|likes count|num likes
        |number of likes|total reactions|upvotes|comment likes|comment reactions
        |likes summary total likes|reaktionen|anzahl reaktionen|gefallt mir|mentions j aime
        |nombre de reactions|me gusta|reacciones|numero de reacciones|curtidas|reacoes|mi piace|reazioni
        |reacties|vind ik leuks|polubienia|reakcje|begeni|begeniler|tepkiler|いいね|いいね数|点赞|点赞数
        |赞|讚|좋아요|लाइक|पसंद|إعجابات|الإعجابات|лайки|реакции""",
    Field.KIND: """kind|type|interaction type|activity type|entity type|typ|tipo|art|soort|tur|種類|类型
        |유형|प्रकार|النوع|тип""",
}  # fmt: skip

_ACCENTS = re.compile("[\u0300-\u036f]")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART = re.compile(r"[^\w$\u0900-\u0903\u093a-\u094f]+|_+")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d"})


@lru_cache(maxsize=4_096)
def spoken(header: str) -> str:
    """A header as it would be said: `commentText` → `comment text`, `Réactions:` → `reactions`."""
    humps = _HUMPS.sub(" ", unicodedata.normalize("NFKC", header[:200]))
    bare = unicodedata.normalize("NFD", humps.casefold().translate(_LETTERS))
    return " ".join(_APART.sub(" ", unicodedata.normalize("NFC", _ACCENTS.sub("", bare))).split())


PHRASES: dict[str, tuple[Field, ...]] = {}
"""Which fields a whole header may stand for."""

for _field, _block in _CALLED.items():
    for _phrase in map(spoken, _block.split("|")):
        PHRASES[_phrase] = (*PHRASES.get(_phrase, ()), _field)
