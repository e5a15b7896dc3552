"""Invented names, streets and firms for the demo book."""

LAST_NAMES = (
    "Abara", "Adeyemi", "Alvarado", "Aoki", "Applegate", "Baptiste", "Barlow", "Bellweather",
    "Bianchi", "Blackwood", "Boateng", "Brannigan", "Calloway", "Castellano", "Chandra", "Cho",
    "Cormier", "Crane", "D'Angelo", "Dacosta", "Delacroix", "Dunleavy", "Eastman", "Ellery",
    "Espinoza", "Farrow", "Fenwick", "Ferreira", "Fitzhugh", "Gallagher", "Garza", "Goldfarb",
    "Grady", "Haddad", "Hale", "Hollis", "Huang", "Ibarra", "Ingram", "Iwu", "Jankowski",
    "Jarrett", "Kaminski", "Keating", "Khoury", "Kowalczyk", "Lachance", "Larkin", "Lindqvist",
    "Lombardi", "Łukasik", "MacAllister", "Madigan", "Marchetti", "McBride", "Mendes", "Moreau",
    "Nakamura", "Ngata", "Nguyen", "Núñez", "O'Brien", "O'Dowd", "Okafor", "Olsen", "Ortega",
    "Osei", "Palmieri", "Park", "Pelletier", "Petrov", "Quigley", "Quinn", "Ramsey", "Reyes",
    "Rinaldi", "Rosado", "Sadler", "Saint-Clair", "Sandoval", "Seward", "Shah", "Sokolov",
    "Stavros", "Sullivan", "Tanaka", "Thibault", "Tierney", "Tran", "Underhill", "Vance",
    "Vasquez", "Wadsworth", "Whitcomb", "Winslow", "Yilmaz", "Zamora",
)  # fmt: skip

FIRST_NAMES = (
    "Aaron", "Alicia", "Amir", "Andre", "Anita", "Beatriz", "Ben", "Brigid", "Carlos", "Cara",
    "Chidi", "Colleen", "Dana", "Darnell", "Elena", "Emeka", "Erin", "Felix", "Fiona", "Gail",
    "Grace", "Hana", "Hector", "Ines", "Isaac", "Jamal", "Joan", "Jorge", "Kai", "Karen", "Kofi",
    "Laila", "Leo", "Lucia", "Malik", "Maeve", "Marta", "Miles", "Nadia", "Neil", "Nora", "Omar",
    "Owen", "Paula", "Pete", "Quentin", "Rafael", "Rosa", "Ruth", "Sam", "Sean", "Simone", "Tara",
    "Theo", "Uma", "Victor", "Wanda", "Xavier", "Yusuf", "Zoe",
)  # fmt: skip

STREETS = (
    "Main Street", "Harbor Road", "Mill Lane", "Old Post Road", "Front Street", "Cannery Row",
    "Lighthouse Avenue", "Chestnut Street", "Ferry Street", "Quarry Road", "Depot Square",
    "Beacon Hill Road", "Salt Marsh Way", "Orchard Street", "Wharf Street", "Turnpike Road",
)  # fmt: skip
