"""How many supervisors a crew must have: a rule about the job, which bars no officer."""

from dataclasses import dataclass
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Clause, Reason, Terms
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import Question
from coordinator.rules.spans import Calendar


@dataclass(frozen=True, slots=True)
class SupervisorNeeded(Clause):
    """From a crew of `from_crew` on, `count` supervisors of a `role`, and one more for `each`
    further so many (0: no more).

    They come on top of the crew, or with `inside` take places of it; the places are those of
    `plain_role`. The crew is the whole of the plain posts, whatever their role is called; with
    `of_role` the posts of that role are counted instead, as other clauses ask for them: "an
    inspector where there are three sergeants" is from_crew = 3 and of_role = "sergeant". Clauses
    of one role add up: "one sergeant from four on, and one more for every six or part of them from
    seven on" is from_crew = 4, and from_crew = 7 with each = 6.
    """

    kind: ClassVar[str] = "supervisor_needed"
    title: ClassVar[str] = "supervisors"
    examples: ClassVar[tuple[str, ...]] = (
        'role = "sergeant"\nfrom_crew = 5\ncount = 1\neach = 5\ninside = true\n'
        'plain_role = "officer"',
        'role = "inspector"\nfrom_crew = 3\nof_role = "sergeant"',
    )

    role: str
    from_crew: int
    count: int
    each: int
    inside: bool
    plain_role: str
    of_role: str = ""
    """The role whose posts are counted; empty: the plain ones."""

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(
            terms,
            table.text("role"),
            table.whole("from_crew", least=1),
            table.whole("count", 1, least=1),
            table.whole("each", 0),
            table.flag("inside"),
            table.text("plain_role", "officer"),
            table.text("of_role", ""),
        )

    def needed(self, crew: int) -> int:
        """Supervisors of this role that a crew of so many must have."""
        if crew < self.from_crew:
            return 0
        return self.count + ((crew - self.from_crew) // self.each if self.each else 0)

    def against(self, question: Question) -> Check | None:
        return None

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return self.plain()

    def plain(self) -> str:
        more = f", and one more for each {self.each} further" if self.each else ""
        where = "in the crew" if self.inside else "on top"
        role, plain = kind_name(self.role), kind_name(self.plain_role)
        where += f" in place of the {plain}" if self.inside else f" of the crew of {plain}"
        of = f" {kind_name(self.of_role)}" if self.of_role else ""
        return f"From {self.from_crew}{of} on {self.count} {role} {where}{more}."


def whole_crew(rules: list[SupervisorNeeded], crew: int) -> dict[str, int]:
    """Role → how many, of a crew of so many plain posts, by all of these rules.

    Those that count posts of another role come after all others, in their order.
    """
    plain = rules[0].plain_role if rules else "officer"
    found = {plain: crew}
    for rule in sorted(rules, key=lambda each: bool(each.of_role)):
        if count := rule.needed(found.get(rule.of_role, 0) if rule.of_role else crew):
            found[rule.role] = found.get(rule.role, 0) + count
            if rule.inside:
                found[rule.plain_role] = found.get(rule.plain_role, 0) - count
    return {role: count for role, count in found.items() if count}
