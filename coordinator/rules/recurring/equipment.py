"""The equipment of each detail of a series: kinds with their numbers.

In words, parted by `;`: `2 marked_car; message board`. In the book it is JSON, `{"marked_car": 2}`.
"""

import json
import re
from collections.abc import Mapping
from typing import Final

HINT: Final = "2 marked_car; 1 message_board · empty: none"
MOST_OF_A_KIND: Final = 200
MOST_KINDS: Final = 20

Equipment = Mapping[str, int]


class NotEquipment(Exception):
    """What was written is no equipment, in one sentence."""


def equipment_json(equipment: Equipment) -> str:
    """As the book keeps it."""
    return json.dumps(dict(equipment), ensure_ascii=False)


def equipment_of(kept: str) -> Equipment:
    """What the book keeps. Raises NotEquipment."""
    try:
        found = {str(kind): int(count) for kind, count in json.loads(kept or "{}").items()}
    except (ValueError, TypeError, AttributeError):
        raise NotEquipment("The equipment that is kept cannot be read: enter it anew.") from None
    return checked_equipment(found)


def equipment_words(equipment: Equipment) -> str:
    """As a person writes it."""
    return "; ".join(f"{count} {kind}" for kind, count in equipment.items())


def read_equipment(text: str) -> Equipment:
    """What a person wrote; the same kind twice is added up. Raises NotEquipment."""
    found: dict[str, int] = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        said = re.fullmatch(r"(?:([0-9]{1,4})\s+)?(\D.*)", part)
        if said is None:
            raise NotEquipment(f"'{part}': write a number and a kind, such as 2 marked_car.")
        kind = kind_of(said[2])
        found[kind] = found.get(kind, 0) + int(said[1] or 1)
    return checked_equipment(found)


def kind_of(words: str) -> str:
    """A kind as cards name it: 'Marked car' is marked_car."""
    return "_".join(words.strip().casefold().split())


def checked_equipment(equipment: Equipment) -> Equipment:
    """The equipment, where it can be had. Raises NotEquipment."""
    if len(equipment) > MOST_KINDS:
        raise NotEquipment(f"At most {MOST_KINDS} kinds of equipment.")
    for kind, count in equipment.items():
        if not kind or not 1 <= count <= MOST_OF_A_KIND:
            raise NotEquipment(f"Of a kind of equipment there are from 1 to {MOST_OF_A_KIND}.")
    return equipment
