"""Criticism written for the tests: comments that ask for the same change, and others that ask for another."""

TUNED = {
    "link": (
        "The link to the template is missing.",
        "Where is the template? I can't find the link anywhere.",
        "You mention the template three times and never link it!",
        "Könntest du bitte die Vorlage verlinken? Der Link fehlt.",
        "Falta el enlace a la plantilla.",
        "Il manque le lien vers le modèle, non ?",
    ),
    "too long": (
        "This is far too long. Half of it would do.",
        "I gave up after the fourth paragraph, please keep it shorter.",
        "Viel zu lang, ich bin nach der Hälfte ausgestiegen. Bitte kürzen.",
        "Good point, but you need half the words.",
        "Demasiado largo, con la mitad bastaba.",
    ),
    "alt text": (
        "Your screenshot has no alt text, my screen reader skips it.",
        "Please describe the picture, blind readers get nothing from it.",
        "Bitte Bildbeschreibung ergänzen, mit Screenreader ist das Bild leer.",
        "Alt text on the image next time, please.",
    ),
    "source": (
        "Which study is that? Please name your source.",
        "A number like 73% needs a source.",
        "Quelle? Ohne Beleg ist die Zahl wertlos.",
        "Could you cite where the figure comes from?",
    ),
    "salary": (
        "Put the salary in the job ad, otherwise nobody will apply.",
        "No pay range in the advert, again. Please add it.",
        "Schreibt doch das Gehalt in die Anzeige.",
        "Zet het salaris erbij in de vacature.",
    ),
    "tone": (
        "The joke about interns was unkind. I would take it out.",
        "That line about the interns made me wince, please drop it.",
        "Den Witz über die Praktikanten würde ich streichen.",
    ),
    "typo": (
        "There is a typo in the headline: 'recieve'.",
        "Small one: it is spelled 'receive', look at your title.",
    ),
    "deadline": (
        "Say by when people hear back.",
        "Please add a date until which one gets an answer.",
        "Ein Termin fehlt: bis wann bekommt man Bescheid?",
        "Add a deadline for replies to your list, six weeks of silence is the worst.",
    ),
    "1": ("I would not post this on a Sunday evening.",),
    "2": ("The video autoplays with sound, that is annoying in the office.",),
    "3": ("You left out freelancers completely.",),
    "4": ("Write it for people who are not in HR, I did not get the acronyms.",),
    "5": ("Bitte nicht so viele Hashtags.",),
    "6": ("The chart starts at 40, which makes the drop look worse than it is.",),
    "7": ("You should have asked her before you quoted the letter.",),
    "8": ("The name of the company is wrong, it is Fernweh Rail.",),
}
"""By what they ask for; a number: nobody else asks for it. The distance was chosen by these."""

HELD_OUT = {
    "names": (
        "Please blur the names in the screenshot, those are real candidates.",
        "You can read the applicant's full name in the picture. Take that out.",
        "Auf dem Screenshot sieht man die Namen der Bewerber, bitte unkenntlich machen.",
        "Se leen los nombres en la captura, bórralos por favor.",
    ),
    "slides": (
        "Could you upload the slides? The recording is too blurry to read them.",
        "Slides please, I could not read a thing in the video.",
        "Wo finde ich die Folien? Bitte noch hochladen.",
        "Can we have the deck as a PDF?",
        "Pouvez-vous partager les diapositives ?",
    ),
    "captions": (
        "Subtitles would help, I'm deaf and the video gives me nothing.",
        "No captions on the video again.",
        "Bitte Untertitel, im Zug kann ich keinen Ton anmachen.",
        "Ondertiteling graag bij de video.",
    ),
    "reply-to": (
        "Your invitation came from a no-reply address, I could not answer it.",
        "Please don't send from noreply@, people want to write back.",
        "Die Absage kam von einer Adresse, an die man nicht antworten kann. Ändert das.",
        "Make the mail answerable. A no-reply sender says: do not bother me.",
    ),
    "time zone": (
        "Which time zone is 3 pm? Please add it to the invitation.",
        "The webinar says 15:00 and no time zone, half of us came an hour late.",
        "Welche Zeitzone? Bitte dazuschreiben.",
    ),
    "pitch": (
        "You sell in the very first message. Ask a question first.",
        "That opener is a pitch slap. Get to know people before you offer them something.",
        "Nicht gleich im ersten Satz verkaufen, bitte.",
        "Too salesy for a first contact, I would drop the offer.",
    ),
    "jargon": (
        "I had to look up four acronyms. Write it out for the rest of us.",
        "Less jargon please, not everybody works in recruiting.",
        "Zu viele Fachwörter, das versteht draußen niemand.",
    ),
    "women": ("All five examples are men. Add some women.", "Not one woman among your examples?"),
    "1": ("The sign-up form asks for my birthday. Why?",),
    "2": ("The button is grey on grey, I could not see it.",),
    "3": ("Don't tag forty people under a post, it is spam for us.",),
    "4": ("You say 'guys' to a room of teachers, most of whom are women.",),
    "5": ("The price is only shown after one has signed up.",),
    "6": ("Der Ton im Podcast ist viel zu leise.",),
    "7": ("Your second example contradicts the first.",),
    "8": ("Credit the photographer.",),
}
"""The same; looked at only once the distance had been chosen."""
