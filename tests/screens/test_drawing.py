"""Charts in characters: columns as high as their figures, a line within its range."""

from coordinator.rules.reports.charting import Point, Ranged
from screens.reports.drawing import columns, line, raised


def test_columns_are_as_high_as_their_share() -> None:
    drawn = raised([0, 0.5, 1, 0.125], 4, 2)
    assert drawn == ["  █ ", " ██▂"]
    assert raised([1, 1], 9, 1) == ["███ ███ "]


def test_a_chart_names_its_greatest_figure_and_its_ends() -> None:
    points = [Point(f"2026-{n:02}", n, f"{n:,}") for n in range(1, 13)]
    drawn = columns(points, 40, 4).splitlines()
    assert len(drawn) == 5
    assert drawn[0].startswith("12 ")
    assert drawn[0].endswith("█")
    assert drawn[-2].startswith(" 0 ")
    assert drawn[-1].split() == ["2026-01", "2026-12"]
    assert columns([Point("a", 0, "0")], 40) == ""


def test_a_line_shows_what_is_and_the_range_of_what_comes() -> None:
    points = [Ranged("a", 10, words="10"), Ranged("b", None, 4, 8), Ranged("c", 6, 2, 10)]
    drawn = [row[3:].ljust(3) for row in line(points, 6, 6).splitlines()]
    assert [row[:1] for row in drawn[:6]] == ["●", " ", " ", " ", " ", " "]
    assert [row[1:2] for row in drawn[:6]] == [" ", "░", "░", "░", " ", " "]
    assert "".join(row[2:3] for row in drawn[:6]) == "░░●░░ "
    assert line([], 20) == ""
