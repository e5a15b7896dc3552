"""The user's own keys: a TOML file that names bindings by their ids, as `coordinator keys` lists.

[keys]
"today.call_off" = "k"
"app.light_dark" = "f12"
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from coordinator.keymap import every_key


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """Binding id → keys, and a sentence for each line that was left out."""

    keys: dict[str, str]
    problems: tuple[str, ...] = ()


def keymap_path() -> Path:
    """Where the file is looked for."""
    # Only asked for after the first frame.
    from platformdirs import user_config_path

    return user_config_path("coordinator", appauthor=False) / "keymap.toml"


def read_own_keys(path: Path) -> OwnKeys:
    """The file's keys; none where there is no file. What is wrong in it is left out, and said."""
    if not path.is_file():
        return OwnKeys({})
    try:
        table = tomllib.loads(path.read_text("utf-8")).get("keys", {})
    except (OSError, ValueError) as error:
        return OwnKeys({}, (f"{path.name}: {error}",))
    if not isinstance(table, dict):
        return OwnKeys({}, (f"{path.name}: [keys] must be a table.",))
    known = {spec.id for spec in every_key()}
    good = {name: key for name, key in table.items() if name in known and isinstance(key, str)}
    wrong = tuple(f"{path.name}: there is no {name}." for name in table if name not in good)
    return OwnKeys(good, wrong)
