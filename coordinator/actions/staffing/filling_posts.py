"""Filling the posts of a large detail at once: by a list of names, or by rank and unit.

First a plan that can be looked at, each officer judged by the policy for his post; then one action
that seats all who may have it. The order of the rotation is not asked for each post: the decisions
are on record as `posted`, each with the officer's own verdict.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import Candidate, judge_one, rank_candidates
from coordinator.actions.staffing.deciding import decide_alone
from coordinator.actions.staffing.naming import Known, Named, Register
from coordinator.actions.staffing.seats import cannot_fill
from coordinator.actions.staffing.staffing import seat_officer
from coordinator.rules.decision import Award
from coordinator.rules.eligibility import Standing
from coordinator.rules.message_words import Event
from coordinator.rules.pasted_names import PastedName, read_names
from coordinator.rules.spans import Calendar
from coordinator.rules.words import POSTED
from storage.database import Book
from storage.queries.staffing.facts import agency_zone
from storage.queries.staffing.posts import Post, posts_of, rank_levels
from storage.transaction import Transaction

NO_ANSWERS: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One open post and who is to have it; reasons in words, the gravest first."""

    position_id: int
    number: str
    label: str
    officer_id: int | None = None
    officer: str = ""
    standing: Standing | None = None
    reasons: tuple[str, ...] = ()

    @property
    def placed(self) -> bool:
        """Whether the officer may have it as things stand."""
        return self.standing is Standing.ELIGIBLE

    @property
    def overridable(self) -> bool:
        """Whether somebody may allow it."""
        return self.standing is Standing.OVERRIDE


@dataclass(frozen=True, slots=True)
class FillPlan:
    """Who would be put on which post. `asked` are lines that mean several or nobody; `over` those
    for whom there is no post left, or who hold one already."""

    detail_id: int
    posts: tuple[Proposal, ...]
    asked: tuple[Named, ...] = ()
    over: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The counts in one line."""
        placed = sum(post.placed for post in self.posts)
        barred = sum(post.officer_id is not None and not post.placed for post in self.posts)
        parts = [f"{placed} of {len(self.posts)} open post(s) filled"]
        parts += [f"{barred} kept out"] if barred else []
        parts += [f"{len(self.asked)} name(s) unclear"] if self.asked else []
        parts += [f"{len(self.over)} left over"] if self.over else []
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class PostsFilled:
    """The officers are on their posts; `left` says who is not, and why."""

    detail_id: int
    assignment_ids: tuple[int, ...]
    left: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        left = f", {len(self.left)} kept out: {'; '.join(self.left[:2])}" if self.left else ""
        return f"{len(self.assignment_ids)} post(s) filled{left}"


def plan_names(
    connection: sqlite3.Connection,
    detail_id: int,
    text: str,
    now: int,
    *,
    by_rank: bool = False,
    answers: Mapping[int, int] = NO_ANSWERS,
) -> FillPlan | Refused:
    """Pasted names onto the open posts, in their order, or `by_rank` the highest posts first.

    A line that names a post ('North gate: 1042') goes there. `answers` are line → officer id, for
    lines that meant several.
    """
    lines = read_names(text)
    if not lines:
        return Refused(("Nothing was pasted. Write a badge or a name on each line.",))
    board = _Board(connection, detail_id, now)
    named = [board.named(line, answers) for line in lines]
    return board.placed([each for each in named if each.officer is not None], [
        each for each in named if each.officer is None
    ], by_rank=by_rank)  # fmt: skip


def plan_by_rank(
    connection: sqlite3.Connection, detail_id: int, now: int, units: Sequence[str] = ()
) -> FillPlan | Refused:
    """The open posts from the policy's own order, those of the highest rank first; of these units
    only, where any are named. Posts alike are asked about once."""
    board = _Board(connection, detail_id, now)
    if not board.open:
        return Refused(("Every post of the detail is held.",))
    return FillPlan(detail_id, tuple(board.by_order({unit.casefold() for unit in units})))


def fill_posts(
    book: Book,
    actor: Actor,
    plan: FillPlan,
    reason: str,
    *,
    override_by: str = "",
) -> PostsFilled | Refused:
    """Seat everybody of a plan who may have his post, in one action; each is told once.

    All are judged again. Who needs an override is seated where somebody is named who allows it.
    """
    if not reason.strip():
        return Refused(("Say by whose order or list the posts are filled.",))
    with book.action(actor, "fill posts", f"detail:{plan.detail_id}", reason) as tx:
        filled = _filled(tx, plan, reason, override_by)
        if not filled.assignment_ids:
            tx.abandon()
            return Refused(filled.left or ("No post can be filled by this list.",))
        join(tx, Event.ASSIGNED)
        tx.subject = f"detail:{plan.detail_id}"
        return filled


def _filled(tx: Transaction, plan: FillPlan, reason: str, override_by: str) -> PostsFilled:
    given, left = [], []
    for post in plan.posts:
        if post.officer_id is None:
            continue
        problem = cannot_fill(tx, post.position_id)
        award = Award(post.officer_id, POSTED, reason, override_by)
        decided = problem or decide_alone(tx, post.position_id, award)
        if isinstance(decided, Refused):
            left.append(f"{post.officer} on {post.number}: {' '.join(decided.reasons)}")
            continue
        seated = seat_officer(tx, POSTED, post.position_id, post.officer_id, decided.decision_id)
        given.append(seated.assignment_id)
    return PostsFilled(plan.detail_id, tuple(given), tuple(left))


class _Board:
    """The posts of one detail, and who is put where."""

    def __init__(self, connection: sqlite3.Connection, detail_id: int, now: int) -> None:
        self._connection, self._detail_id, self._now = connection, detail_id, now
        posts = posts_of(connection, detail_id)
        self.open = [post for post in posts if post.open]
        self._held = {post.officer_id: post.number for post in posts if not post.open}
        calendar = Calendar(agency_zone(connection))
        on = calendar.local_iso(posts[0].starts_at if posts else now)
        self._levels = rank_levels(connection, on)
        self._register = Register(connection, on)

    def named(self, line: PastedName, answers: Mapping[int, int]) -> Named:
        """Whom a line means; what was answered counts."""
        chosen = self._register.by_id(answers[line.row]) if line.row in answers else None
        return Named(line, chosen) if chosen else self._register.find(line)

    def placed(self, named: Iterable[Named], asked: Iterable[Named], *, by_rank: bool) -> FillPlan:
        """Officers onto posts, each at most one."""
        free = sorted(self.open, key=lambda post: -post.level) if by_rank else list(self.open)
        chosen: dict[int, Known] = {}
        over: list[str] = []
        wanted = list(self._once(named, over))
        for each, known in [pair for pair in wanted if pair[0].line.post]:
            post = _labelled(free, each.line.post)
            if post is None:
                over.append(f"{known.words}: there is no open post '{each.line.post}'")
            else:
                free.remove(post)
                chosen[post.position_id] = known
        rest = [known for each, known in wanted if not each.line.post]
        for post in free:
            found = self._next(rest, post, by_rank=by_rank)
            if found is not None:
                rest.remove(found)
                chosen[post.position_id] = found
        over += [f"{known.words}: there is no post left" for known in rest]
        posts = tuple(self._judged(post, chosen.get(post.position_id)) for post in self.open)
        return FillPlan(self._detail_id, posts, tuple(asked), tuple(over))

    def by_order(self, units: set[str]) -> Iterator[Proposal]:
        """The policy's own order, for posts alike asked once; nobody has two."""
        taken: set[int] = set(filter(None, self._held))
        orders: dict[tuple[object, ...], list[Candidate]] = {}
        chosen: dict[int, Candidate] = {}
        for post in sorted(self.open, key=lambda post: -post.level):
            alike = (post.rank_id, post.needs, post.role, post.starts_at, post.ends_at)
            if alike not in orders:
                ranking = rank_candidates(self._connection, post.position_id, self._now)
                orders[alike] = [one for group in ranking.groups for one in group]
            found = next((one for one in orders[alike] if _fits(one, taken, units)), None)
            if found is not None:
                taken.add(found.id)
                chosen[post.position_id] = found
        for post in self.open:
            yield _proposed(post, chosen.get(post.position_id))

    def _once(self, named: Iterable[Named], over: list[str]) -> Iterator[tuple[Named, Known]]:
        """Everybody once, and nobody who holds a post already."""
        seen: set[int] = set()
        for each in named:
            known = each.officer
            if known is None:
                continue
            if known.id in self._held:
                over.append(f"{known.words} holds {self._held[known.id]} already")
            elif known.id in seen:
                over.append(f"{known.words} is named twice")
            else:
                seen.add(known.id)
                yield each, known

    def _next(self, rest: list[Known], post: Post, *, by_rank: bool) -> Known | None:
        """The next of the list; by rank, for a post that asks for one, the next who holds it."""
        if not by_rank:
            return rest[0] if rest else None
        able = [known for known in rest if self._levels.get(known.id, 0) >= post.level]
        if post.level:
            return able[0] if able else None
        # A post for anybody goes to the lowest, so that the others are there for theirs.
        return min(able, key=lambda known: self._levels.get(known.id, 0), default=None)

    def _judged(self, post: Post, known: Known | None) -> Proposal:
        found = (
            judge_one(self._connection, post.position_id, known.id, self._now) if known else None
        )
        return _proposed(post, found)


def _proposed(post: Post, candidate: Candidate | None) -> Proposal:
    if candidate is None:
        return Proposal(post.position_id, post.number, post.label)
    return Proposal(
        post.position_id,
        post.number,
        post.label,
        candidate.id,
        f"#{candidate.badge} {candidate.name}",
        candidate.standing,
        candidate.reasons,
    )


def _fits(candidate: Candidate, taken: set[int], units: set[str]) -> bool:
    return (
        candidate.id not in taken
        and candidate.standing is Standing.ELIGIBLE
        and (not units or candidate.officer.unit.casefold() in units)
    )


def _labelled(free: Iterable[Post], label: str) -> Post | None:
    """The open post of a label or number."""
    low = label.casefold()
    return next((p for p in free if low in (p.label.casefold(), p.number.casefold())), None)
