"""The parade with 60 posts: posts set, names pasted, filled by rank, moved, printed."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from coordinator.actions.jobs.jobs import JobAdded, NewDetail, NewJob, add_job
from coordinator.actions.jobs.moving import DetailsMoved, move_details
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.filling_posts import (
    FillPlan,
    PostsFilled,
    fill_posts,
    plan_by_rank,
    plan_names,
)
from coordinator.actions.staffing.post_papers import make_command_sheet, make_post_sheets
from coordinator.actions.staffing.posts import PostsSet, posts_words, set_posts
from coordinator.actions.staffing.staffing import assign
from coordinator.rules.eligibility import Standing
from coordinator.rules.pasted_names import read_names
from storage.database import Book
from storage.models import Officer, RankHeld
from storage.queries.staffing.posts import posts_of
from tests.actions.test_series import got, rows, undone_and_redone
from tests.screens.town import DAY, HOUR, NOW

POSTS = """1 commander SGT, muster 90, label Command post
4 officer, muster 45, label Main [bold]Street
55 officer, muster 30"""


def last(n: int) -> str:
    """Names by letters: a word with a digit would be taken for a badge."""
    return f"Parade{chr(97 + n // 10)}{chr(97 + n % 10)}"


@pytest.fixture
def parade(town_book: Book, pat: Actor) -> int:
    """A detail of 60 posts, and 70 more officers, ten of whom are sergeants."""
    with town_book.action(pat, "hire", "agency:1") as tx:
        (sergeant,) = tx.connection.execute("SELECT id FROM rank WHERE code = 'SGT'").fetchone()
        for n in range(70):
            names = {"last_name": last(n), "first_name": "Pat"}
            officer = tx.add(
                Officer(badge=str(5000 + n), unit="North" if n % 2 else "South", **names)
            )
            if n < 10:
                tx.add(RankHeld(officer_id=officer.id, rank_id=sergeant, from_on="2020-01-01"))
    start = NOW + 12 * DAY
    done = got(
        add_job(town_book, pat, NewJob(3, "Parade"), (NewDetail(3, start, start + 6 * HOUR),)),
        JobAdded,
    )
    assert got(set_posts(town_book, pat, done.detail_ids[0], POSTS), PostsSet).posts == 60
    return done.detail_ids[0]


def plan_of(found: object) -> FillPlan:
    assert isinstance(found, FillPlan), found
    return found


def holders(book: Book, detail: int) -> list[str]:
    return [post.badge for post in posts_of(book.reader(), detail)]


def names(first: int, count: int) -> str:
    return "\n".join(str(n) for n in range(first, first + count))


def test_posts_are_set_and_said(town_book: Book, pat: Actor, parade: int) -> None:
    posts = posts_of(town_book.reader(), parade)
    assert posts_words(town_book.reader(), parade) == POSTS
    musters = [(post.starts_at - post.reports_at) // 60 for post in posts]
    assert musters == [90] + [45] * 4 + [30] * 55
    assign(town_book, pat, posts[1].position_id, 1, reason="asked")
    before = rows(town_book)
    fewer = POSTS.replace("4 officer", "1 officer, label West gate\n3 officer")
    tried = set_posts(town_book, pat, parade, fewer, trial=True)
    assert rows(town_book) == before
    done = got(set_posts(town_book, pat, parade, fewer), PostsSet)
    assert done == tried
    # Three keep their label, the held one first; one of the four is the new gate's.
    assert (done.added, done.removed, done.relabelled, done.released) == (0, 0, 1, ())
    undone_and_redone(town_book, pat, before)
    assert isinstance(set_posts(town_book, pat, parade, "4 officer, shoes 44"), Refused)


def test_sixty_names_are_placed_in_their_order(town_book: Book, pat: Actor, parade: int) -> None:
    before = rows(town_book)
    plan = plan_of(plan_names(town_book.reader(), parade, names(5000, 62), NOW))
    assert plan.sentence == "60 of 60 open post(s) filled, 2 left over"
    assert plan.posts[0].officer == "#5000 Paradeaa, Pat"
    done = got(fill_posts(town_book, pat, plan, "list of the captain"), PostsFilled)
    assert len(done.assignment_ids) == 60
    assert holders(town_book, parade) == [str(n) for n in range(5000, 5060)]
    kinds = town_book.reader().execute(
        "SELECT DISTINCT kind, reason FROM decision WHERE kind = 'posted'"
    )
    assert kinds.fetchall() == [("posted", "list of the captain")]
    # The employer hears of 60 officers in one message.
    told = town_book.reader().execute(
        "SELECT count(*) FROM message WHERE event = 'assigned' AND state = 'queued'"
        " AND audience = 'employer'"
    )
    assert told.fetchone()[0] <= 1
    undone_and_redone(town_book, pat, before)


def test_officers_hear_of_their_post_and_of_another(
    town_book: Book, pat: Actor, parade: int
) -> None:
    posts = posts_of(town_book.reader(), parade)
    assign(town_book, pat, posts[1].position_id, 1, reason="asked")

    def told() -> str:
        return str(
            town_book.reader()
            .execute(
                "SELECT body FROM message WHERE officer_id = 1 AND state = 'queued'"
                " ORDER BY id DESC LIMIT 1"
            )
            .fetchone()[0]
        )

    assert "muster 07:15, post Main [bold]Street" in told()
    others = POSTS.replace("Main [bold]Street", "East gate").replace("45", "60")
    assert got(set_posts(town_book, pat, parade, others), PostsSet).messages == 1
    assert "muster 07:00, post East gate" in told()


def test_what_is_unclear_is_asked_and_what_is_unknown_is_listed(
    town_book: Book, parade: int
) -> None:
    text = "\n".join(
        (
            "1. 5001 Paradeab",
            "Main [bold]Street: Paradeac, Pat",
            "Pat Paradead",
            "P. Paradeae",
            "5005 Paradeag",
            "Pradeah Pat",
            "Nobody Known",
            "5001",
            "North gate: 5009",
            "Smith [/b]",
        )
    )
    plan = plan_of(plan_names(town_book.reader(), parade, text, NOW))
    placed = {p.officer.split()[0]: p.label for p in plan.posts if p.officer}
    assert placed == {
        "#5001": "Command post",
        "#5002": "Main [bold]Street",
        "#5003": "Main [bold]Street",
        "#5004": "Main [bold]Street",
        "#1010": "Main [bold]Street",
    }
    by_row = {each.line.row: each for each in plan.asked}
    assert [known.badge for known in by_row[5].choices] == ["5005", "5006"]
    assert "5007" in [known.badge for known in by_row[6].choices]
    assert by_row[7].choices == ()
    assert set(plan.over) == {
        "#5001 Paradeab, Pat is named twice",
        "#5009 Paradeaj, Pat: there is no open post 'North gate'",
    }
    chosen = {5: by_row[5].choices[1].id}
    again = plan_of(plan_names(town_book.reader(), parade, text, NOW, answers=chosen))
    assert "#5006 Paradeag, Pat" in [post.officer for post in again.posts]


def test_names_are_placed_by_rank(town_book: Book, parade: int) -> None:
    # The sergeants come last in the list, and still lead.
    text = names(5010, 58) + "\n" + names(5000, 2)
    plain = plan_of(plan_names(town_book.reader(), parade, text, NOW))
    assert plain.posts[0].standing is not Standing.ELIGIBLE
    assert "SGT" in plain.posts[0].reasons[0] or "rank" in plain.posts[0].reasons[0]
    plan = plan_of(plan_names(town_book.reader(), parade, text, NOW, by_rank=True))
    assert plan.posts[0].officer.startswith("#5000")
    assert all(post.placed for post in plan.posts)


def test_it_is_filled_by_the_policy_s_order_from_units(
    town_book: Book, pat: Actor, parade: int
) -> None:
    plan = plan_of(plan_by_rank(town_book.reader(), parade, NOW, ["north"]))
    chosen = [post.officer.split()[0] for post in plan.posts if post.placed]
    # 35 are of that unit, five of them sergeants: one leads.
    assert len(chosen) == len(set(chosen)) == 35
    assert int(chosen[0][1:]) in (5001, 5003, 5005, 5007, 5009)
    assert all(int(badge[1:]) % 2 for badge in chosen)
    done = got(fill_posts(town_book, pat, plan, "by unit"), PostsFilled)
    assert len(done.assignment_ids) == 35
    rest = plan_of(plan_by_rank(town_book.reader(), parade, NOW))
    assert len(rest.posts) == 25


def test_whoever_may_not_is_kept_out_at_the_last_moment(
    town_book: Book, pat: Actor, parade: int
) -> None:
    plan = plan_of(plan_names(town_book.reader(), parade, names(5000, 2), NOW))
    posts = posts_of(town_book.reader(), parade)
    assign(town_book, pat, posts[5].position_id, plan.posts[1].officer_id or 0, reason="asked")
    done = got(fill_posts(town_book, pat, plan, "list"), PostsFilled)
    assert len(done.assignment_ids) == 1
    assert "Paradeab" in done.left[0]
    assert isinstance(fill_posts(town_book, pat, plan, "list"), Refused)
    assert isinstance(fill_posts(town_book, pat, plan, " "), Refused)
    assert isinstance(plan_names(town_book.reader(), parade, "\n", NOW), Refused)


def test_everybody_is_moved_by_half_an_hour(town_book: Book, pat: Actor, parade: int) -> None:
    plan = plan_of(plan_names(town_book.reader(), parade, names(5000, 60), NOW))
    fill_posts(town_book, pat, plan, "list")
    before = rows(town_book)
    then = posts_of(town_book.reader(), parade)
    done = got(move_details(town_book, pat, (parade,), 30), DetailsMoved)
    assert done.officers == 60
    now = posts_of(town_book.reader(), parade)
    for old, new in zip(then, now, strict=True):
        assert new.starts_at - old.starts_at == new.ends_at - old.ends_at == 1800
        assert new.reports_at - old.reports_at == 1800
    held = town_book.reader().execute(
        "SELECT DISTINCT starts_at FROM assignment WHERE position_id IN"
        " (SELECT id FROM position WHERE detail_id = ?)",
        (parade,),
    )
    assert held.fetchall() == [(now[0].starts_at,)]
    undone_and_redone(town_book, pat, before)
    assert isinstance(move_details(town_book, pat, (parade,), 0), Refused)


def test_one_sheet_a_post_and_one_for_the_commander(
    town_book: Book, pat: Actor, parade: int, tmp_path: Path
) -> None:
    fill_posts(
        town_book,
        pat,
        plan_of(plan_names(town_book.reader(), parade, names(5000, 59), NOW)),
        "list",
    )
    made = make_post_sheets(town_book.reader(), tmp_path, parade)
    assert not isinstance(made, Refused)
    pages = PdfReader(BytesIO(made.path.read_bytes())).pages
    assert len(pages) == 60
    first, second, last = (pages[n].extract_text() for n in (0, 1, 59))
    assert "Command post" in first
    assert "SGT Paradeaa, Pat #5000" in first
    assert "06:30" in first
    assert "Main [bold]Street" in second
    assert "SGT Paradeaa, Pat" in second, "whom he reports to"
    assert "[ OPEN ]" in last
    made = make_command_sheet(town_book.reader(), tmp_path, parade)
    assert not isinstance(made, Refused)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(made.path.read_bytes())).pages)
    assert "60 posts, 1 open" in text
    assert all(f"#{badge}" in text for badge in range(5000, 5059))
    assert isinstance(make_command_sheet(town_book.reader(), tmp_path, 99_999), Refused)


@pytest.mark.parametrize(
    ("line", "who", "post", "name"),
    [
        ("1042", "1042", "", ""),
        ("12. 1042 Adams", "1042 Adams", "", "Adams"),
        ("Adams, Ann", "Adams, Ann", "", "Ann Adams"),
        ("North gate: #1042", "#1042", "North gate", ""),
        ("1042\tAdams, Ann\tSGT", "1042\tAdams, Ann\tSGT", "", "Ann Adams"),
        ("- O'Neil, Peg (1042)", "O'Neil, Peg (1042)", "", "Peg O'Neil"),
    ],
)
def test_names_are_read_as_people_paste_them(line: str, who: str, post: str, name: str) -> None:
    (found,) = read_names(line)
    assert (found.who, found.post, found.name) == (who, post, name)
