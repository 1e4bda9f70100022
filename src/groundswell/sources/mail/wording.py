"""What a notification is about, by how LinkedIn words its subject in several languages."""

import re
from enum import Enum, auto
from typing import NamedTuple


class Topic(Enum):
    """What a notification tells."""

    COMMENT = auto()
    MENTION = auto()
    REACTION = auto()
    REPOST = auto()
    MESSAGE = auto()
    INVITATION = auto()
    ACCEPTED = auto()
    FOLLOW = auto()


class Said(NamedTuple):
    """The topic, and who it is about as far as the words say."""

    topic: Topic
    name: str


_AFTER_A_NAME = {
    Topic.COMMENT: """
        (?:also )?commented on (?:your|this)
        replied to your
        responded to your
        left a comment on
        hat (?:auch )?(?:Ihren|deinen|Deinen|den) Beitrag kommentiert
        hat auf .{0,30}Kommentar geantwortet
        a (?:aussi )?commenté
        a répondu à (?:votre|ton|ta)
        (?:ha comentado|comentó) (?:en )?(?:tu|su)
        ha respondido a
        respondió a
        (?:também )?comentou (?:em |na |no )?(?:sua|seu)
        respondeu a
        ha commentato (?:il|un) tuo
        ha risposto al
        heeft gereageerd op
        heeft geantwoord op
        skomentowała?
        odpowiedziała?
        .{0,30}yorum yaptı
        .{0,30}yorumunuza yanıt verdi
        さんが.{0,30}コメントしました
        さんが.{0,30}返信しました
    """,
    Topic.MENTION: """
        mentioned you
        tagged you
        hat (?:Sie|dich|Dich) .{0,60}erwähnt
        vous a mentionné
        t[’']a mentionné
        te ha mencionado
        te mencionó
        le ha mencionado
        mencionou você
        ti ha menzionato
        heeft (?:u|je) .{0,40}(?:genoemd|vermeld)
        wspomniała?
        .{0,30}sizden bahsetti
        さんが.{0,40}(?:言及|メンション)しました
    """,
    Topic.REACTION: """
        (?:reacted to|liked|loved|celebrated|supported) your
        hat auf .{0,30}Beitrag reagiert
        gefällt (?:Ihr|dein|Dein)
        a réagi à
        a aimé
        ha reaccionado a
        reaccionó a
        ha recomendado tu
        reagiu a
        reagiu à
        gostou d[aeo]
        ha reagito
        ha consigliato
        vindt (?:uw|je) .{0,40}(?:interessant|leuk)
        zareagowała?
        .{0,30}(?:tepki verdi|beğendi)
        さんが.{0,40}リアクションしました
    """,
    Topic.REPOST: """
        (?:reposted|shared|reshared) your
        hat (?:Ihren|deinen|Deinen) Beitrag (?:geteilt|repostet)
        a (?:republié|partagé) (?:votre|ton|ta)
        ha compartido tu
        compartió tu
        compartilhou (?:sua|seu)
        ha (?:condiviso|diffuso) il tuo
        heeft (?:uw|je) .{0,30}gedeeld
    """,
    Topic.MESSAGE: """
        (?:just )?(?:messaged you|sent you a (?:new )?message|sent you an InMail)
        hat (?:Ihnen|dir|Dir) .{0,20}Nachricht gesendet
        vous a envoyé un message
        t[’']a envoyé un message
        te ha enviado un mensaje
        te envió un mensaje
        enviou uma mensagem
        acabou de enviar uma mensagem
        ti ha (?:appena )?inviato un messaggio
        heeft (?:u|je) .{0,20}bericht gestuurd
        wysłał.{0,20}wiadomość
        size .{0,20}mesaj gönderdi
        さんから.{0,10}メッセージ
    """,
    Topic.ACCEPTED: """
        (?:has )?accepted your invitation
        is now (?:a|your) connection
        hat (?:Ihre|deine|Deine) (?:Einladung|Kontaktanfrage) angenommen
        a accepté votre invitation
        ha aceptado tu invitación
        aceptó tu invitación
        aceitou (?:o )?seu convite
        ha accettato il tuo invito
        heeft (?:uw|je) uitnodiging geaccepteerd
        zaakceptował.{0,30}zaproszenie
        davetinizi kabul etti
        さんが.{0,20}承認しました
    """,
    Topic.INVITATION: """
        wants to connect
        would like to connect
        sent you an invitation
        invited you to connect
        möchte sich .{0,30}vernetzen
        souhaite (?:rejoindre|se connecter)
        aimerait rejoindre
        quiere conectar
        quer se conectar
        gostaria de se conectar
        vuole collegarsi
        vorrebbe collegarsi
        wil (?:graag )?(?:een )?connect
        chce nawiązać kontakt
        bağlantı kurmak istiyor
        さんが.{0,20}つながり
    """,
    Topic.FOLLOW: """
        (?:started|is now) following you
        is following you
        folgt (?:Ihnen|dir|Dir)
        vous suit
        te sigue
        ha empezado a seguirte
        está seguindo você
        começou a seguir você
        ti segue
        ha iniziato a seguirti
        volgt (?:u|je)
        obserwuje Cię
        sizi takip
    """,
}
_WITHOUT_NAME = {
    Topic.MESSAGE: """
        you have .{0,12}(?:new|unread) messages?
        new message from (?P<a>.{1,100})
        message replied: .*
        Neue Nachricht von (?P<b>.{1,100})
        Nouveau message de (?P<c>.{1,100})
        Nuevo mensaje de (?P<d>.{1,100})
        Nova mensagem de (?P<e>.{1,100})
        Nuovo messaggio da (?P<f>.{1,100})
        Nieuw bericht van (?P<g>.{1,100})
    """,
    Topic.ACCEPTED: """
        .{1,60}, start a conversation with your new connection, (?P<a>.{1,100})
    """,
    Topic.INVITATION: """
        I want to connect.*
        (?:hi .{1,40}, )?I[’']?d like to (?:add you to my professional|join your LinkedIn) network.*
        .{1,60}, please add me to your LinkedIn network
        you have (?:an?|\\d+) (?:new )?invitations?.*
        invitation from (?P<a>.{1,100})
        ich möchte (?:mich )?(?:gerne? )?.{0,40}vernetzen.*
        j[’']aimerais .{0,40}réseau.*
        quiero conectar.*
        me gustaría añadirte a mi red.*
        quero me conectar.*
        gostaria de adicionar você.*
        (?:vorrei|voglio) collegarmi.*
        ik wil graag .{0,40}connect.*
        chcę nawiązać kontakt.*
    """,
}
_TEMPLATES = (
    ("security|password|login|verif|job|career|digest_weekly|newsletter|analytics|recap", None),
    ("accept", Topic.ACCEPTED),
    ("invit", Topic.INVITATION),
    ("messag|inmail", Topic.MESSAGE),
    ("mention", Topic.MENTION),
    ("comment|reply", Topic.COMMENT),
    ("reaction|like", Topic.REACTION),
    ("reshare|repost", Topic.REPOST),
    ("follow", Topic.FOLLOW),
)
_SENDERS = {
    "invitations": Topic.INVITATION,
    "messaging-digest-noreply": Topic.MESSAGE,
    "inmail-hit-reply": Topic.MESSAGE,
    "hit-reply": Topic.MESSAGE,
    "hit-reply-premium-inmail": Topic.MESSAGE,
}
_OTHERS = re.compile(r"(?:,| and| und| et| y| e| en| i| ve)\s+\d[\d.,]*\s+\S+(?:\s\S+)?\Z", re.IGNORECASE)
_NAME = 100


def _any_of(phrases: str) -> str:
    return "|".join(filter(None, map(str.strip, phrases.split("\n"))))


_AFTER_NAME = [
    (topic, re.compile(rf"(?P<name>.{{1,{_NAME}}}?)\s?(?:{_any_of(phrases)})(?!\w)", re.IGNORECASE))
    for topic, phrases in _AFTER_A_NAME.items()
]
_ALONE = [
    (topic, re.compile(rf"(?:{_any_of(phrases)})\Z", re.IGNORECASE))
    for topic, phrases in _WITHOUT_NAME.items()
]


def said(line: str) -> Said | None:
    """What a subject, or a line of a mail, tells; none if it is not worded like a notification."""
    line = line.strip()
    if not line or len(line) > 300:
        return None
    for topic, alone in _ALONE:
        if found := alone.match(line):
            return Said(topic, next((part.strip() for part in found.groups() if part), ""))
    for topic, after_name in _AFTER_NAME:
        if found := after_name.match(line):
            return Said(topic, _OTHERS.sub("", found["name"].strip()))
    return None


def by_template(template: str) -> Topic | None:
    """The topic by the name of LinkedIn's template, which its mails carry in a header."""
    for words, topic in _TEMPLATES:
        if re.search(words, template.lower()):
            return topic
    return None


def by_sender(mailbox: str) -> Topic | None:
    """The topic by the part of the sender's address before the @."""
    return _SENDERS.get(mailbox.lower())
