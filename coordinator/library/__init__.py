"""Documents that come with the program: policies and rate cards as TOML."""

from importlib.resources import files


def standard_policy() -> str:
    """The policy of a new book, until the agency writes its own."""
    return files(__name__).joinpath("policies", "standard.toml").read_text(encoding="utf-8")
