"""Documents that come with the program: policies and rate cards as TOML."""

from importlib.resources import files


def standard_policy() -> str:
    """The policy of a new book, until the agency writes its own."""
    return files(__name__).joinpath("policies", "standard.toml").read_text(encoding="utf-8")


def policy_names() -> tuple[str, ...]:
    """The names of the policies that come with the program."""
    names = (each.name for each in files(__name__).joinpath("policies").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def shipped_policy(name: str) -> str | None:
    """One of the policies that come with the program, by its file's name without the ending."""
    found = {each.name: each for each in files(__name__).joinpath("policies").iterdir()}
    each = found.get(f"{name}.toml")
    return None if each is None else each.read_text(encoding="utf-8")
