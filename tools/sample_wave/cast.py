"""People for the reactions, connections and requests that nobody writes a word with. All names are invented."""

import random

FIRST = [
    "Ama",
    "Anouk",
    "Ayşe",
    "Beatriz",
    "Bilal",
    "Carla",
    "Chidi",
    "Clara",
    "Dele",
    "Diego",
    "Elif",
    "Ewa",
    "Fatima",
    "Femke",
    "Giulia",
    "Hana",
    "Ibrahim",
    "Ines",
    "Ingrid",
    "Iris",
    "Jan",
    "Joana",
    "Jonas",
    "Kaito",
    "Kasia",
    "Laila",
    "Lars",
    "Leïla",
    "Lotte",
    "Lucía",
    "Malik",
    "Marek",
    "Marta",
    "Mehmet",
    "Mina",
    "Nadia",
    "Naveen",
    "Niamh",
    "Noor",
    "Oskar",
    "Paolo",
    "Pilar",
    "Piotr",
    "Priya",
    "Rahul",
    "Rhea",
    "Rosa",
    "Ruth",
    "Sanjay",
    "Sara",
    "Selin",
    "Sofia",
    "Tariq",
    "Tomasz",
    "Tunde",
    "Viktor",
    "Wanjiku",
    "Yara",
    "Yusuf",
    "Zofia",
]
LAST = [
    "Abubakar",
    "Achterberg",
    "Adeyemi",
    "Almqvist",
    "Amaro",
    "Aydın",
    "Baptista",
    "Barnard",
    "Bednarek",
    "Bianchi",
    "Brandauer",
    "Brixen",
    "Calder",
    "Castellan",
    "Chowdhury",
    "Dahlbeck",
    "Dąbek",
    "Dupré",
    "Eastwick",
    "Faraday",
    "Ferrandi",
    "Gökmen",
    "Grunwald",
    "Haddadi",
    "Halloran",
    "Ilves",
    "Iyengar",
    "Jaramillo",
    "Karaca",
    "Kestrel",
    "Kowalik",
    "Lindqvist",
    "Lobato",
    "Maddox",
    "Marchetti",
    "Mbeki",
    "Montclair",
    "Nakagawa",
    "Nowicki",
    "Okonjo",
    "Oyelaran",
    "Pellegrin",
    "Quintero",
    "Rasmund",
    "Rehn",
    "Sadowski",
    "Sandoval",
    "Sharma",
    "Skov",
    "Sundar",
    "Tavares",
    "Tremblay",
    "Ullmann",
    "Vandermeer",
    "Vasquez",
    "Wierzba",
    "Yıldız",
    "Zander",
    "Zielona",
]
TITLES = (
    "Customer Support Lead", "Recruiter", "HR Business Partner", "Service Designer", "Software Engineer", "Nurse",
    "Founder", "Office Manager", "Teacher", "Product Manager", "Talent Acquisition Partner", "Student", "Accountant",
    "Operations Manager", "Warehouse Supervisor", "Consultant", "Marketing Manager", "Data Analyst", "Sales Manager",
    "Head of People", "Job seeker", "Editor", "Social Worker", "Project Manager", "UX Researcher",
)  # fmt: skip
FIRMS = (
    "Fernweh Rail", "Northlight Energy", "Brindle & Oak", "Kaviar Cloud", "Harbour Housing", "Papillon Care",
    "Tessera Bank", "Blue Kiln Studio", "Morrow Logistics", "Verdant Foods", "Solvang Health", "Quill & Post",
    "Ostra Telecom", "Lumen School Trust", "Redwater Retail", "Pixel Orchard", "Hearth Insurance", "Atlas Print",
)  # fmt: skip


class Cast:
    """Gives out people who were not given out before."""

    def __init__(self, dice: random.Random, taken: set[str]) -> None:
        self._dice, self._taken = dice, set(taken)

    def stranger(self) -> tuple[str, str, str]:
        """A new person's name, title and firm."""
        while True:
            name = f"{self._dice.choice(FIRST)} {self._dice.choice(LAST)}"
            if name not in self._taken:
                self._taken.add(name)
                return name, self._dice.choice(TITLES), self._dice.choice(FIRMS)


def url_of(name: str) -> str:
    """An invented profile address."""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
    return f"https://www.linkedin.com/in/{'-'.join(filter(None, plain.split('-'))) or 'x'}-invented{sum(map(ord, name)) % 97}"
