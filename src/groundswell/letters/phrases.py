"""The few sentences that a rewrite or a remark brings along, in five languages.

None of them states a fact beyond what every rejection implies: somebody applied, and the answer is no.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Phrases:
    """What can be said in one language, in one form of address.

    Attributes:
        hello: A greeting for somebody whose name is not known, with its comma.
        hello_name: The same with `{name}`.
        thanks: Thanks for applying.
        thanks_for: The same with `{job}`.
        thanks_met: Thanks for coming to talk.
        no: The decision.
        open: There is no decision, and no promise.
        effort: Credit for the time it took.
        sorry: A word of regret.
        write: That they may answer.
        again: That they may apply again, without a promise.
        no_reason: Why no reason is given.
        regards: A closing, with its comma where the language has one.
    """

    hello: str
    hello_name: str
    thanks: str
    thanks_for: str
    thanks_met: str
    no: str
    open: str
    effort: str
    sorry: str
    write: str
    again: str
    no_reason: str
    regards: str


_EN = Phrases(
    "Hello,",
    "Hello {name},",
    "Thank you for applying.",
    "Thank you for applying for {job}.",
    "Thank you for coming to talk to us.",
    "The answer this time is no: we will not be offering you the position.",
    "I have no offer for you today and cannot promise one, so please do not wait for us.",
    "We know that an application takes time and effort, and we are grateful for yours.",
    "We are sorry, because we know that this is not what you hoped for.",
    "If you have a question, reply to this message and one of us will answer.",
    "You are welcome to apply again whenever a job suits you.",
    "We give no reasons in writing, to anybody, and that says nothing about you.",
    "Kind regards,",
)
_DE = Phrases(
    "Guten Tag,",
    "Guten Tag {name},",
    "vielen Dank für Ihre Bewerbung.",
    "vielen Dank für Ihre Bewerbung: {job}.",
    "vielen Dank, dass Sie zum Gespräch gekommen sind.",
    "Unsere Antwort ist diesmal leider eine Absage: Wir können Ihnen die Stelle nicht anbieten.",
    "Ein Angebot kann ich Ihnen heute nicht machen und keines versprechen; bitte warten Sie nicht auf uns.",
    "Wir wissen, wie viel Zeit und Mühe in einer Bewerbung steckt, und danken Ihnen dafür.",
    "Es tut uns leid, denn wir wissen, dass Sie sich etwas anderes erhofft haben.",
    "Wenn Sie Fragen haben, antworten Sie einfach auf diese Nachricht; wir lesen sie und antworten Ihnen.",
    "Wenn eine andere Stelle zu Ihnen passt, bewerben Sie sich gern wieder.",
    "Gründe nennen wir schriftlich grundsätzlich nicht; das sagt nichts über Sie aus.",
    "Mit freundlichen Grüßen",
)
_DU = Phrases(
    "Hallo,",
    "Hallo {name},",
    "vielen Dank für deine Bewerbung.",
    "vielen Dank für deine Bewerbung: {job}.",
    "vielen Dank, dass du zum Gespräch gekommen bist.",
    "Unsere Antwort ist diesmal leider eine Absage: Wir können dir die Stelle nicht anbieten.",
    "Ein Angebot kann ich dir heute nicht machen und keines versprechen; bitte warte nicht auf uns.",
    "Wir wissen, wie viel Zeit und Mühe in einer Bewerbung steckt, und danken dir dafür.",
    "Es tut uns leid, denn wir wissen, dass du dir etwas anderes erhofft hast.",
    "Wenn du Fragen hast, antworte einfach auf diese Nachricht; wir lesen sie und antworten dir.",
    "Wenn eine andere Stelle zu dir passt, bewirb dich gern wieder.",
    "Gründe nennen wir schriftlich grundsätzlich nicht; das sagt nichts über dich aus.",
    "Viele Grüße",
)
_ES = Phrases(
    "Buenos días:",
    "Buenos días, {name}:",
    "Gracias por presentar su candidatura.",
    "Gracias por presentar su candidatura: {job}.",
    "Gracias por venir a hablar con nosotros.",
    "Esta vez la respuesta es no: no podemos ofrecerle el puesto.",
    "Hoy no tengo una oferta para usted ni puedo prometerla; por favor, no nos espere.",
    "Sabemos el tiempo y el esfuerzo que lleva una candidatura, y se lo agradecemos.",
    "Lo sentimos, porque sabemos que esperaba otra cosa.",
    "Si tiene alguna pregunta, responda a este mensaje y le contestaremos.",
    "Si otro puesto le conviene, puede volver a presentarse.",
    "No damos motivos por escrito a nadie, y eso no dice nada de usted.",
    "Un saludo cordial,",
)
_TU_ES = Phrases(
    "Hola:",
    "Hola, {name}:",
    "Gracias por presentar tu candidatura.",
    "Gracias por presentar tu candidatura: {job}.",
    "Gracias por venir a hablar con nosotros.",
    "Esta vez la respuesta es no: no podemos ofrecerte el puesto.",
    "Hoy no tengo una oferta para ti ni puedo prometerla; por favor, no nos esperes.",
    "Sabemos el tiempo y el esfuerzo que lleva una candidatura, y te lo agradecemos.",
    "Lo sentimos, porque sabemos que esperabas otra cosa.",
    "Si tienes alguna pregunta, responde a este mensaje y te contestaremos.",
    "Si otro puesto te conviene, puedes volver a presentarte.",
    "No damos motivos por escrito a nadie, y eso no dice nada de ti.",
    "Un saludo,",
)
_FR = Phrases(
    "Bonjour,",
    "Bonjour {name},",
    "Merci pour votre candidature.",
    "Merci pour votre candidature : {job}.",
    "Merci d'être venu échanger avec nous.",
    "Cette fois, la réponse est non : nous ne pouvons pas vous proposer le poste.",
    "Je n'ai pas d'offre pour vous aujourd'hui et ne peux en promettre ; ne nous attendez pas.",
    "Nous savons le temps et le travail que demande une candidature, et nous vous en remercions.",
    "Nous en sommes désolés, car nous savons que vous espériez autre chose.",
    "Si vous avez une question, répondez à ce message : nous vous répondrons.",
    "Si un autre poste vous convient, vous pouvez postuler à nouveau.",
    "Nous ne donnons de motifs par écrit à personne, et cela ne dit rien de vous.",
    "Bien cordialement,",
)
_TU_FR = Phrases(
    "Bonjour,",
    "Bonjour {name},",
    "Merci pour ta candidature.",
    "Merci pour ta candidature : {job}.",
    "Merci d'être venu échanger avec nous.",
    "Cette fois, la réponse est non : nous ne pouvons pas te proposer le poste.",
    "Je n'ai pas d'offre pour toi aujourd'hui et ne peux en promettre ; ne nous attends pas.",
    "Nous savons le temps et le travail que demande une candidature, et nous t'en remercions.",
    "Nous en sommes désolés, car nous savons que tu espérais autre chose.",
    "Si tu as une question, réponds à ce message : nous te répondrons.",
    "Si un autre poste te convient, tu peux postuler à nouveau.",
    "Nous ne donnons de motifs par écrit à personne, et cela ne dit rien de toi.",
    "À bientôt peut-être,",
)
_PT = Phrases(
    "Bom dia,",
    "Bom dia, {name},",
    "Obrigado pela sua candidatura.",
    "Obrigado pela sua candidatura: {job}.",
    "Obrigado por ter vindo falar connosco.",
    "Desta vez a resposta é não: não podemos oferecer-lhe a vaga.",
    "Hoje não tenho uma proposta para si nem a posso prometer; por favor, não espere por nós.",
    "Sabemos o tempo e o esforço que uma candidatura exige, e agradecemos os seus.",
    "Lamentamos, porque sabemos que esperava outra coisa.",
    "Se tiver alguma pergunta, responda a esta mensagem e nós responderemos.",
    "Se outra vaga lhe convier, pode voltar a candidatar-se.",
    "Não damos motivos por escrito a ninguém, e isso nada diz sobre si.",
    "Com os melhores cumprimentos,",
)
_BR = Phrases(
    "Olá,",
    "Olá, {name},",
    "Obrigado pela sua candidatura.",
    "Obrigado pela sua candidatura: {job}.",
    "Obrigado por ter vindo conversar com a gente.",
    "Desta vez a resposta é não: não vamos oferecer a vaga a você.",
    "Hoje não tenho uma proposta para você e não posso prometer uma; por favor, não espere por nós.",
    "Sabemos o tempo e o esforço que uma candidatura exige, e agradecemos os seus.",
    "Sentimos muito, porque sabemos que você esperava outra coisa.",
    "Se tiver alguma pergunta, responda a esta mensagem e nós responderemos.",
    "Se outra vaga combinar com você, pode se candidatar de novo.",
    "Não damos motivos por escrito a ninguém, e isso não diz nada sobre você.",
    "Atenciosamente,",
)
_ALONE: Mapping[Phrases, Phrases] = MappingProxyType(
    {
        _EN: replace(
            _EN,
            thanks_met="Thank you for coming to talk to me.",
            no="The answer this time is no: I will not be offering you the position.",
            open="I have no offer for you today and cannot promise one, so please do not wait for me.",
            effort="I know that an application takes time and effort, and I am grateful for yours.",
            sorry="I am sorry, because I know that this is not what you hoped for.",
            write="If you have a question, reply to this message and I will answer.",
        ),
        _DE: replace(
            _DE,
            no="Meine Antwort ist diesmal leider eine Absage: Ich kann Ihnen die Stelle nicht anbieten.",
            effort="Ich weiß, wie viel Zeit und Mühe in einer Bewerbung steckt, und danke Ihnen dafür.",
            sorry="Es tut mir leid, denn ich weiß, dass Sie sich etwas anderes erhofft haben.",
            write="Wenn Sie Fragen haben, antworten Sie einfach auf diese Nachricht; ich lese sie selbst.",
        ),
        _DU: replace(
            _DU,
            no="Meine Antwort ist diesmal leider eine Absage: Ich kann dir die Stelle nicht anbieten.",
            effort="Ich weiß, wie viel Zeit und Mühe in einer Bewerbung steckt, und danke dir dafür.",
            sorry="Es tut mir leid, denn ich weiß, dass du dir etwas anderes erhofft hast.",
            write="Wenn du Fragen hast, antworte einfach auf diese Nachricht; ich lese sie selbst.",
        ),
    }
)
_BY_LANGUAGE: Mapping[str, tuple[Phrases, Phrases]] = MappingProxyType(
    {"en": (_EN, _EN), "de": (_DE, _DU), "es": (_ES, _TU_ES), "fr": (_FR, _TU_FR), "pt": (_PT, _BR)}
)
LANGUAGES = tuple(_BY_LANGUAGE)


def phrases(language: str, *, familiar: bool, alone: bool = False) -> Phrases:
    """What can be said in a language; English where it is none of the five.

    Args:
        familiar: Whether the letter says `du`, `tú`, `tu` or `você`.
        alone: Whether one person speaks, rather than `we`.
    """
    formal, close = _BY_LANGUAGE.get(language, (_EN, _EN))
    chosen = close if familiar else formal
    return _ALONE.get(chosen, chosen) if alone else chosen
