"""A run of measurements fails where a figure is over its limit, and names it; nothing is measured.

It stands outside the folder of benchmarks, which is looked into only when they are asked for.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.benchmarks.figures import Figure, broken

SLOW = 'Figure("slow", 2.0, "s", limit=1.0)'
FAST = 'Figure("fast", 0.5, "s", limit=1.0)'
NESTED = (
    "from tests.benchmarks.figures import Figure\n\n\ndef test_it(figures):\n    figures += [{}]"
)


def measured(folder: Path, figures: str) -> subprocess.CompletedProcess[str]:
    """What a run says that found these figures."""
    folder.joinpath("test_one.py").write_text(NESTED.format(figures), "utf-8")
    command = [
        sys.executable, "-m", "pytest", "-c", os.devnull, "--rootdir", str(folder), "-p",
        "no:cacheprovider", "-p", "tests.benchmarks.conftest", str(folder),
    ]  # fmt: skip
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    root = Path(__file__).parents[1]
    return subprocess.run(command, cwd=root, env=alone, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("figures", "code"), [(FAST, 0), (f"{FAST}, {SLOW}", 1)], ids=["all within", "one over"]
)
def test_the_exit_status_says_whether_all_figures_are_within(
    tmp_path: Path, figures: str, code: int
) -> None:
    ended = measured(tmp_path, figures)
    assert "1 passed" in ended.stdout, ended.stdout + ended.stderr
    assert ended.returncode == code
    assert ("over their limits: slow" in ended.stdout) == bool(code)


def test_a_figure_is_judged_by_its_ratio_where_it_has_a_floor() -> None:
    at, over = Figure("at", 3.0, floor=1.5, limit=2.0), Figure("over", 3.1, floor=1.5, limit=2.0)
    told = Figure("only told", 900.0)
    assert broken((at, over, told)) == ("over",)
    assert over.words.endswith("OVER")
