"""Every action without the screen. Commands load only when they are called.

Exit codes: 0 done · 1 refused, with the reasons · 2 wrong usage · 3 the book cannot be used ·
4 verify found something · 5 not found, or ambiguous with the choices.
"""

import importlib
import os
from typing import Any

import click

COMMANDS: dict[str, str] = {
    "run": "coordinator.cli.run:run",
    "passphrase": "coordinator.cli.locking:passphrase",
    "doctor": "coordinator.cli.doctor:doctor",
    "support": "coordinator.cli.support:support",
    "personal": "coordinator.cli.personal:personal",
    "setup": "coordinator.cli.set_up:setup",
    "news": "coordinator.cli.news:news",
    "how": "coordinator.cli.how:how",
    "deputy": "coordinator.cli.deputy:deputy",
    "keys": "coordinator.cli.run:keys",
    "init": "coordinator.cli.book:init",
    "demo": "coordinator.cli.demo:demo",
    "undo": "coordinator.cli.book:undo",
    "redo": "coordinator.cli.book:redo",
    "history": "coordinator.cli.book:history",
    "verify": "coordinator.cli.book:verify",
    "backup": "coordinator.cli.backups:backup",
    "restore": "coordinator.cli.backups:restore",
    "redact": "coordinator.cli.redaction:redact",
    "wishes": "coordinator.cli.wishes:wishes",
    "search": "coordinator.cli.book:search",
    "assign": "coordinator.cli.staffing:assign",
    "call-off": "coordinator.cli.staffing:call_off",
    "replace": "coordinator.cli.exchanges:replace",
    "swap": "coordinator.cli.exchanges:swap",
    "exchange": "coordinator.cli.exchanges:exchange",
    "split": "coordinator.cli.pieces:split",
    "join": "coordinator.cli.pieces:join",
    "standby": "coordinator.cli.standby:standby",
    "regular": "coordinator.cli.regulars:regular",
    "on-site": "coordinator.cli.on_site:on_site",
    "intake": "coordinator.cli.intake:intake",
    "request": "coordinator.cli.requests:request",
    "job": "coordinator.cli.jobs:job",
    "detail": "coordinator.cli.details:detail",
    "series": "coordinator.cli.series:series",
    "bulk": "coordinator.cli.bulk:bulk",
    "template": "coordinator.cli.bulk:template",
    "parade": "coordinator.cli.parade:parade",
    "presence": "coordinator.cli.attendance:presence",
    "offer": "coordinator.cli.presence:offer",
    "release": "coordinator.cli.presence:release",
    "confirm": "coordinator.cli.presence:confirm",
    "seen": "coordinator.cli.presence:seen",
    "no-show": "coordinator.cli.presence:no_show",
    "note": "coordinator.cli.notes:note",
    "follow-ups": "coordinator.cli.notes:follow_ups",
    "file": "coordinator.cli.files:file",
    "policy": "coordinator.cli.policy:policy",
    "sign-up": "coordinator.cli.distribution:sign_up",
    "post": "coordinator.cli.distribution:post",
    "describe": "coordinator.cli.distribution:describe",
    "order": "coordinator.cli.distribution:order",
    "award": "coordinator.cli.award:award",
    "standing": "coordinator.cli.distribution:standing",
    "hand-over": "coordinator.cli.distribution:hand_over",
    "handover": "coordinator.cli.handover:handover",
    "tally": "coordinator.cli.distribution:tally",
    "tier": "coordinator.cli.distribution:tier",
    "duty": "coordinator.cli.duty:duty",
    "group": "coordinator.cli.bonds:group",
    "interest": "coordinator.cli.bonds:interest",
    "outside-work": "coordinator.cli.bonds:outside_work",
    "figure": "coordinator.cli.bonds:figure",
    "officer": "coordinator.cli.officers:officer",
    "employer": "coordinator.cli.employers:employer",
    "contact": "coordinator.cli.at_employers:contact",
    "site": "coordinator.cli.at_employers:site",
    "field": "coordinator.cli.fields:field",
    "papers": "coordinator.cli.papers:papers",
    "availability": "coordinator.cli.availability:availability",
    "enrol": "coordinator.cli.registers:enrol",
    "equipment": "coordinator.cli.equipment:equipment",
    "binder": "coordinator.cli.binder:binder",
    "finding": "coordinator.cli.findings:finding",
    "early-warning": "coordinator.cli.findings:early_warning",
    "retention": "coordinator.cli.retention:retention",
    "hold": "coordinator.cli.retention:hold",
    "candidates": "coordinator.cli.rules:candidates",
    "check": "coordinator.cli.rules:check",
    "look-back": "coordinator.cli.look_back:look_back",
    "cases": "coordinator.cli.look_back:cases",
    "suspensions": "coordinator.cli.suspensions:suspensions",
    "replay": "coordinator.cli.rules:replay",
    "packet": "coordinator.cli.awards:packet",
    "import": "coordinator.cli.importing:import_file",
    "watch": "coordinator.cli.watching:watch",
    "send": "coordinator.cli.messages:send",
    "tick": "coordinator.cli.ticking:tick",
    "remind": "coordinator.cli.ticking:remind",
    "broadcast": "coordinator.cli.broadcasting:broadcast",
    "approval": "coordinator.cli.approvals:approval",
    "receive": "coordinator.cli.receiving:receive",
    "source": "coordinator.cli.receiving:source",
    "inbox": "coordinator.cli.receiving:inbox",
    "outbox": "coordinator.cli.messages:outbox",
    "told": "coordinator.cli.told:told",
    "not-reached": "coordinator.cli.told:not_reached",
    "gateway": "coordinator.cli.gateways:gateway",
    "addresses": "coordinator.cli.addresses:addresses",
    "setting": "coordinator.cli.settings:setting",
    "agency": "coordinator.cli.agency:agency",
    "wording": "coordinator.cli.wording:wording",
    "officers": "coordinator.cli.registers:officers",
    "employers": "coordinator.cli.registers:employers",
    "fairness": "coordinator.cli.fairness:fairness",
    "make-whole": "coordinator.cli.make_whole:make_whole",
    "remedies": "coordinator.cli.make_whole:remedies",
    "day": "coordinator.cli.sheets:day",
    "board": "coordinator.cli.publishing:board",
    "calendar": "coordinator.cli.publishing:calendar",
    "copy": "coordinator.cli.copying:copy",
    "export": "coordinator.cli.whole_export:export",
    "rebuild": "coordinator.cli.whole_export:rebuild",
    "schema": "coordinator.cli.whole_export:schema",
    "clock-page": "coordinator.cli.clock_page:clock_page",
    "sheet": "coordinator.cli.sign_sheets:sheet",
    "hours": "coordinator.cli.hours:hours",
    "approve": "coordinator.cli.hours:approve",
    "stated": "coordinator.cli.stated_hours:stated",
    "settle": "coordinator.cli.stated_hours:settle",
    "invoice": "coordinator.cli.money:invoice",
    "receipts": "coordinator.cli.receipts:receipts",
    "dunning": "coordinator.cli.chasing:dunning",
    "dispute": "coordinator.cli.chasing:dispute",
    "terms": "coordinator.cli.chasing:terms",
    "account": "coordinator.cli.owed:account",
    "purchase-order": "coordinator.cli.owed:purchase_order",
    "payroll": "coordinator.cli.payroll:payroll",
    "payments": "coordinator.cli.payroll:payments",
    "bank": "coordinator.cli.bank:bank",
    "accounts": "coordinator.cli.accounts:accounts",
    "month-end": "coordinator.cli.month_end:month_end",
    "rates": "coordinator.cli.rates:rates",
    "report": "coordinator.cli.reports:report",
    "dashboard": "coordinator.cli.dashboard:dashboard",
    "ask": "coordinator.cli.questions:ask",
}
"""Command → where it is; the module is imported when the command is used."""


class LazyGroup(click.Group):
    """A group whose commands are imported on use, so that each starts quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: Any = getattr(importlib.import_module(module), attribute)
        return command if isinstance(command, click.Command) else None


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--book", "book_path", help="The book's file, for whatever command follows.")
@click.version_option(package_name="coordinator")
@click.pass_context
def main(context: click.Context, book_path: str | None) -> None:
    """The workstation of a police secondary-employment coordinator.

    Without a command the application opens. The book is the one named by --book or by
    COORDINATOR_BOOK, or else the one in your data folder.
    """
    if book_path:
        os.environ["COORDINATOR_BOOK"] = book_path
    if context.invoked_subcommand is None:
        from coordinator.cli.run import run

        run.main([], prog_name="coordinator run")
