"""Who may approve what somebody else does: anybody but himself."""


def is_another(named: str, who: str) -> bool:
    """Whether a name is given, and is not that of who acts, however it is spelt."""
    return _plain(named) not in ("", _plain(who))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
