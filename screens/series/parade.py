"""`J`: a detail with many posts. Set them, fill them, move everybody, print a sheet for each."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.modals import Ask, Choose, Confirm
from screens.series.paste import PasteScreen
from screens.series.planned import PlanScreen, Shown, Steps
from screens.shown import visible
from screens.staffing.detail_acts import saying
from storage.queries.staffing.details import DetailHead, detail_head

if TYPE_CHECKING:
    from coordinator.actions.staffing.filling_posts import FillPlan

_CHOICES = (
    ("posts", "its posts: labels, musters, ranks, a line each"),
    ("names", "fill them by a list of names, in their order"),
    ("rank", "fill them by a list of names, the highest posts first"),
    ("order", "fill them by rank and the policy's order, of all units or some"),
    ("move", "move everybody by minutes"),
    ("sheets", "print a sheet for each post"),
    ("commander", "print one sheet for the commander"),
)
NAMES_HINT = "A badge or a name on each line; 'North gate: 1042' goes to that post"


def begin_posts(screen: BookScreen[Any], detail_id: int) -> None:
    """What can be done with the posts of a detail."""

    def found(head: DetailHead) -> None:
        window = Choose(f"Posts of {head.number}", _CHOICES)
        screen.app.push_screen(window, partial(_chosen, screen, head))

    screen.fetch("posts", found, detail_head, detail_id)


def _chosen(screen: BookScreen[Any], head: DetailHead, key: str | None) -> None:
    acts: dict[str, Callable[..., None]] = {
        "posts": _set,
        "names": _names,
        "rank": partial(_names, by_rank=True),
        "order": _by_order,
        "move": _move,
        "sheets": partial(_print, commander=False),
        "commander": partial(_print, commander=True),
    }
    if key is not None:
        acts[key](screen, head)


# ── setting ──────────────────────────────────────────────────────────────────────────────────


def _set(screen: BookScreen[Any], head: DetailHead) -> None:
    from coordinator.actions.staffing.posts import posts_words, set_posts
    from coordinator.rules.recurring.crew import HINT

    def read(words: str) -> None:
        paste = PasteScreen(screen.desk, f"Posts of {head.number}", f"A line each: {HINT}", words)
        paste.then = lambda text: paste.perform(
            partial(_tried, paste, text), set_posts, head.id, text, trial=True
        )
        screen.app.push_screen(paste, screen.told)

    def _tried(paste: PasteScreen, text: str, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            paste.refuse(result.sentence)
            return
        window = Confirm("The posts", result.sentence)
        paste.app.push_screen(window, lambda yes: really(paste, text) if yes else None)

    def really(paste: PasteScreen, text: str) -> None:
        def done(result: Any) -> None:
            paste.dismiss(f"{result.sentence} · u undoes")

        paste.perform(done, set_posts, head.id, text)

    screen.fetch("post words", read, posts_words, head.id)


# ── filling ──────────────────────────────────────────────────────────────────────────────────


def _names(screen: BookScreen[Any], head: DetailHead, *, by_rank: bool = False) -> None:
    paste = PasteScreen(screen.desk, f"Officers for {head.number}", NAMES_HINT)

    def planned(text: str) -> None:
        plan = PlanScreen(screen.desk, _by_names(screen, head, text, by_rank=by_rank))
        screen.app.push_screen(plan, told)

    def told(sentence: str | None) -> None:
        if sentence:
            paste.dismiss(sentence)

    paste.then = planned
    screen.app.push_screen(paste, screen.told)


def _by_names(screen: BookScreen[Any], head: DetailHead, text: str, *, by_rank: bool) -> Steps:
    from coordinator.actions.staffing.filling_posts import plan_names

    answers: dict[int, int] = {}
    now = screen.desk.clock()

    def read(connection: Any) -> Any:
        return plan_names(connection, head.id, text, now, by_rank=by_rank, answers=answers)

    def opened(plan_screen: PlanScreen, plan: "FillPlan", key: str) -> None:
        asked = next((each for each in plan.asked if str(each.line.row) == key), None)
        if asked is None or not asked.choices:
            plan_screen.refuse("Only a line that means several officers is asked about.")
            return

        def chosen(officer: str | None) -> None:
            if officer is not None:
                answers[int(key)] = int(officer)
                plan_screen.reload()

        choices = [(str(one.id), visible(one.words)) for one in asked.choices]
        title = f"Who is '{visible(asked.line.who)}'"
        plan_screen.app.push_screen(Choose(title, choices), chosen)

    return Steps(f"Posts of {head.number}", read, _shown, _fill, opened)


def _by_order(screen: BookScreen[Any], head: DetailHead) -> None:
    from coordinator.actions.staffing.filling_posts import plan_by_rank

    now = screen.desk.clock()

    def named(text: str | None) -> None:
        if text is None:
            return
        units = [unit.strip() for unit in text.split(",") if unit.strip()]
        steps = Steps(
            f"Posts of {head.number}",
            lambda connection: plan_by_rank(connection, head.id, now, units),
            _shown,
            _fill,
        )
        screen.app.push_screen(PlanScreen(screen.desk, steps), screen.told)

    hint = "Traffic, Harbor · empty: all of them"
    screen.app.push_screen(Ask("Of which units", hint=hint, empty_ok=True), named)


def _shown(plan: "FillPlan") -> Iterable[Shown]:
    for asked in plan.asked:
        state = "ASK" if asked.choices else "UNKNOWN"
        what = f"line {asked.line.row}: {asked.line.who}"
        yield Shown(state, "warning", what, asked.problem, str(asked.line.row))
    for post in plan.posts:
        what = " ".join(filter(None, (post.number, post.label)))
        if post.officer_id is None:
            yield Shown("OPEN", "warning", what, "")
        elif post.placed:
            yield Shown("fill", "success", what, "; ".join((post.officer, *post.reasons)))
        else:
            state = "OVERRIDE" if post.overridable else "BARRED"
            why = f"{post.officer}: {'; '.join(post.reasons)}"
            yield Shown(state, "warning" if post.overridable else "error", what, why)
    for words in plan.over:
        yield Shown("LEFT", "warning", words, "")


def _fill(screen: PlanScreen, plan: "FillPlan") -> None:
    from coordinator.actions.staffing.filling_posts import fill_posts

    overridable = any(post.overridable for post in plan.posts)

    def reasoned(reason: str | None) -> None:
        if not reason:
            return
        if not overridable:
            screen.perform(screen.done, fill_posts, plan, reason)
            return
        hint = "a name goes on record · empty: they are kept out"
        window = Ask("Who allows those that need an override", hint=hint, empty_ok=True)
        screen.app.push_screen(window, lambda name: allowed(reason, name))

    def allowed(reason: str, name: str | None) -> None:
        if name is not None:
            screen.perform(screen.done, fill_posts, plan, reason, override_by=name)

    hint = "it goes on record with every officer · the messages leave soon"
    screen.app.push_screen(Ask("By whose order or list", hint=hint), reasoned)


# ── moving and printing ──────────────────────────────────────────────────────────────────────


def _move(screen: BookScreen[Any], head: DetailHead) -> None:
    from coordinator.actions.jobs.moving import move_details

    def said(text: str | None) -> None:
        if text is None:
            return
        try:
            minutes = int(text)
        except ValueError:
            screen.refuse(f"'{text}' is no number of minutes: 30, or -30 for earlier.")
            return
        screen.perform(partial(tried, minutes), move_details, (head.id,), minutes, trial=True)

    def tried(minutes: int, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            screen.refuse(result.sentence)
            return
        window = Confirm("Move everybody", result.sentence)
        screen.app.push_screen(window, lambda yes: really(minutes) if yes else None)

    def really(minutes: int) -> None:
        screen.perform(saying(screen), move_details, (head.id,), minutes)

    hint = "30 is half an hour later, -30 earlier: posts, musters and officers go along"
    screen.app.push_screen(Ask("By how many minutes", hint=hint), said)


def _print(screen: BookScreen[Any], head: DetailHead, *, commander: bool) -> None:
    from coordinator.actions.staffing.post_papers import make_command_sheet, make_post_sheets
    from screens.printing import hand_over

    making = make_command_sheet if commander else make_post_sheets
    title = "Commander's sheet" if commander else "Post sheets"
    hand_over(screen, f"{title} {head.number}", making, head.id)
