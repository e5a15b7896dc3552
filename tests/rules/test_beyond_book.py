"""What a policy asks that the book cannot answer is said."""

from coordinator.library import standard_policy
from coordinator.rules.beyond_book import beyond_book
from coordinator.rules.policy import Policy, read_policy


def lacking(document: str) -> tuple[str, ...]:
    policy = read_policy(document)
    assert isinstance(policy, Policy)
    return beyond_book(policy)


def test_the_shipped_policy_asks_nothing_that_the_book_does_not_know() -> None:
    assert lacking(standard_policy()) == ()


def test_each_clause_names_what_it_lacks() -> None:
    head = 'effective_on = 2020-01-01\n[[clause]]\nnumber = "1"\nname = "it"\n'
    for clause, said in (
        (
            'kind = "approved"\nscope = { except = { kinds = ["overtime"] } }',
            "work other than details as something to award",
        ),
        (
            'kind = "max_jobs"\nwindow = "pay_period"\njobs = 3',
            "when its periods begin (Settings, or write period_starts)",
        ),
        (
            'kind = "penalty"\nladder = [7]\n'
            'events = ["no_show", "refusal", "sustained_complaint"]',
            "events such as sustained complaint (tell them as a status, or as leave by the hour)",
        ),
        (
            'kind = "penalty"\nladder = [7]\nevents = ["call_off"]\nunless = ["replaced", "sick"]',
            "replaced as a reason of calling off (it knows sick, family, court, duty, injured, "
            "transport, mistake, police need, other)",
        ),
    ):
        assert lacking(head + clause) == (f"it (1): the book does not know {said}",)
    for clause in (
        'kind = "on_leave"\nkinds = ["military"]',
        'kind = "approved"\nscope = { except = { run_by = ["city"] } }',
        'kind = "max_hours"\nwindow = "week"\nhours = 20\ncounts = ["detail", "outside_work"]\n'
        "without = { exempt = true }",
        'kind = "supervises"\nleast = 4',
        'kind = "not_beside"\nranks = ["officer"]\nwhere = "ranks_available"',
    ):
        assert lacking(head + clause) == ()
