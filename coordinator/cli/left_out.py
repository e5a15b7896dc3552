"""Groups of commands of which one may be left out: what follows is then meant for it."""

from typing import Any

import click


class UsualCommand(click.Group):
    """A group whose usual command may be left out: `report NAME` is `report run NAME`.

    What is called as another of its commands is reached with the usual command's name before it.
    """

    def __init__(self, *given: Any, usual: str, **named: Any) -> None:
        super().__init__(*given, **named)
        self.usual = usual

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that comes first; where none does, the usual one with all that was given."""
        known = self.get_command(ctx, args[0]) is not None or args[0].startswith("-")
        return super().resolve_command(ctx, args if known else [self.usual, *args])
