"""People of whom nothing but a name is known: connections and requests without a word. All are invented."""

import random
import unicodedata
from hashlib import blake2b
from urllib.parse import quote

_REGIONS = (
    (46, "Agnes Alva Anders Bengt Birgitta Börje Cecilia Dag Ebbe Elna Erland Folke Frida Gunilla Göran Hanna Hedda Håkan "
         "Inga-Lill Jerker Kajsa Klara Lennart Linnéa Loke Maj Maja Måns Nils-Åke Olle Pia Ragnhild Saga Signe Stina Sune "
         "Svante Tage Tora Tyra Ulla Vendela Viggo Ylva Åke Östen",
         "Alnäs Björkegård Brodin-Ek Dahlströmer Ekvall Fagerhult Falkmarsh Forsblad Granskog Gyllenrot Hagelqvist Hasselby "
         "Hjortsäter Holmgren-Vik Hultfors Kallebäck Klintberg-Ros Kvarnlund Lillmark Linnestam Lövgrind Malmsäter Nordvall "
         "Näsbyed Rosenkvarn Rydmark Skogsäng Sommarhed Stålnäs Säfvert Tallbom Tornvik Ulvhed Vassbotn Vinterkvist Åbergh "
         "Ängsmark Örnfelt"),
    (14, "Alban Bryn Carys Cecily Duncan Edie Fenella Gethin Hugh Isla Jethro Keir Lowri Mabel Morag Nerys Osmond Piers "
         "Rhona Seren Tegan Una Verity Winston Zara",
         "Ackerby Bellfield Brackenridge Cawthra Dunmallet Eavesham Fallowdene Garsdale Hexley Inglewhite Kirkstead Lorimar "
         "Mossop-Hay Netherwood Oakshotte Pendrell Quarrington Rookhope Shawcross-Lee Thistledew Umberleigh Wainfleet Yarborne"),
    (8, "Anneke Bernd Corinna Detlef Elke Falko Gesine Hartmut Irmgard Jörg Katrin Lorenz Meike Nikolas Ortrun Pascal "
        "Roland Sönke Tessa Volker Wiebke",
        "Abendschein Bachstelz Dornkamp Eschenloh Federkiel Grünspan Habersack Immenrode Kieselbach Lindwurm-Ott Mondschein "
        "Niederhof Osterloher Pfauenau Quellmalz Rübsamen Sanftleben Tiefenbrunn Vogelsang-Ray Weißdorn"),
    (8, "Adaora Babatunde Chiamaka Efua Folasade Gifty Isioma Jabulani Kamau Lerato Mandla Nkem Oluchi Palesa Rotimi "
        "Sipho Thabo Uju Wangari Yaw Zodwa",
        "Adjei-Mont Amankrah Bonsu-Reed Chukwuma-Hart Danjuma-Ash Ekundayo-Fall Gyamfi-Stone Igwebuike Kariuki-Dell "
        "Lekalake Mokoena-Rae Njenga-Frost Obasi-Wells Quansah-Lea Sithole-Grey Tshabangu Wekesa-Pine"),
    (7, "Aarti Bhavesh Chhaya Dinesh Esha Girish Ishaan Jyoti Kunal Lata Mohit Neelam Omkar Pallavi Ritika Sameer Tarun "
        "Urvashi Vasudha Yash",
        "Agnihotram Bhandarkar-Roy Chitaleshwar Deshraj Gajendran Hegdekar Jogdand-Rao Karnavati Lokhandwal Mirchandesh "
        "Nagarkoti Patwari-Sen Ranadive-Das Sahasrabuddh Tilakraj Upadhyesh Vaidyanand"),
    (6, "Amaia Benjamín Catalina Damián Estela Fausto Graciela Horacio Itziar Joaquín Leonor Matías Noelia Octavio Renata "
        "Sebastián Tránsito Ximena",
        "Albarracín-Sol Balmaceda-Ruiz Cantalapiedra Despuig-Mar Echevarne Fuentealba Guirigay Hinojosa-Luz Iturralbe "
        "Lagunilla Montearroyo Olmedillo Piedrahonda Ribagorza Salvatierra-Paz Valdeolmos"),
    (4, "Amandine Bastien Clémence Damien Estelle Faustine Gaspard Honorine Lilian Marceau Noémie Perrine Rémi Sixtine",
        "Aubépin Boisclair-Rey Chantemerle Dufresnoy-Lam Fontenelle-Ba Grandpierre Hautecombe Lavandier Mirabeille "
        "Pommeraye Rochebrune Sansonnet Valombreuse"),
    (4, "Anselma Bento Carolino Deolinda Estêvão Gracinda Hermínia Lúcio Otília Plácido Serafim Zulmira",
        "Alfarrobeira Bonança Campainha Esteireiro Figueiral Laranjeiro-Sá Moinhos Oliveirinha Pedralva Salgueirinho"),
    (3, "Boris Dagna Eryk Feliks Gracjan Kalina Lesław Maciej Nadzieja Oliwia Rozalia Teofil",
        "Borowiecka-Lis Czeremcha Dzięcioł-Nowy Grabina Jaworzyna Kruczek-May Leszczynka Modrzewicz Sosnowa-Ray"),
)  # fmt: skip
"""How many of a hundred come from a region, its first names, its last names."""

_WORK = (
    ("Support Agent", "Service Desk Technician", "Team Lead Customer Care", "Receptionist", "Dispatcher", "Office Manager",
     "Recruiter", "HR Business Partner", "Payroll Specialist", "Service Designer", "Product Manager", "Data Analyst",
     "Nurse", "Teacher", "Librarian", "Electrician", "Project Manager", "Accountant", "Purchaser", "Editor", "Student",
     "Social Worker", "Tram Driver", "Chef", "Founder", "Operations Manager", "UX Researcher", "Translator"),
    ("Brygga Telecom", "Fernweh Rail", "Northlight Energy", "Brindle & Oak", "Kaviar Cloud", "Quayline Housing",
     "Papillon Care", "Tessera Bank", "Blue Kiln Studio", "Morrow Logistics", "Verdant Foods", "Solvang Health",
     "Quill & Post", "Lindgård & Co", "Lumen School", "Redwater Retail", "Pixel Orchard", "Hearth Insurance",
     "Atlas Print", "Västra Spår", "Kulle Bostäder", "Norrby Windows", "Self-employed", ""),
)  # fmt: skip
_PLAIN = str.maketrans("łøıßđæœ", "loisdao")


class Cast:
    """Gives out people who were not given out before."""

    def __init__(self, dice: random.Random, taken: set[str]) -> None:
        self._dice, self._taken = dice, set(taken)

    def stranger(self) -> tuple[str, str, str]:
        """A new person's name, title and firm."""
        while True:
            _, firsts, lasts = self._dice.choices(_REGIONS, [region[0] for region in _REGIONS])[0]
            name = f"{self._dice.choice(firsts.split())} {self._dice.choice(lasts.split())}"
            if name not in self._taken:
                self._taken.add(name)
                return name, self._dice.choice(_WORK[0]), self._dice.choice(_WORK[1])


def url_of(name: str) -> str:
    """An invented profile address, which says so; names in other scripts stand in it percent-encoded."""
    folded = unicodedata.normalize("NFKD", name.lower().translate(_PLAIN))
    latin = "".join(c if c.isalnum() else " " for c in folded if c.isascii())
    words = latin.split() or ["".join(c if c.isalnum() else " " for c in name).strip().replace(" ", "-")]
    mark = blake2b(name.encode(), digest_size=2).hexdigest()
    return f"https://www.linkedin.com/in/{quote('-'.join(words))}-invented-{mark}"
