"""Questions that are asked again and again, answered in a sentence with its figures."""

import click

from coordinator.cli.session import NotFound, Session, book_command


@click.command()
@click.argument("question", required=False)
@click.option("--brief", is_flag=True, help="Only the sentence, without the figures.")
@book_command
def ask(session: Session, question: str | None, brief: bool) -> None:
    """Answer QUESTION, by its number or name; without one, list them all."""
    from coordinator.actions.reports.answering import answer_question
    from coordinator.actions.reports.papers import result_json, result_text
    from coordinator.actions.results import Refused
    from coordinator.rules.reports.questions import QUESTIONS, question_named

    if question is None:
        lines = [f"{n}  {each.name:<12} {each.words}" for n, each in enumerate(QUESTIONS, 1)]
        listed = [{"name": each.name, "question": each.words} for each in QUESTIONS]
        session.say("\n".join(lines), listed)
        return
    meant = question_named(question)
    if meant is None:
        names = ", ".join(each.name for each in QUESTIONS)
        raise NotFound(f"There is no question {question}. There are {names}.")
    found = answer_question(session.book.reader(), meant, session.path, session.actor.now)
    if isinstance(found, Refused):
        session.refuse(found.reasons)
    answer = found.answer
    said = [answer.sentence] if brief else [answer.sentence, "", result_text(found.result)]
    values = {
        "question": meant.words,
        "good": answer.good,
        "answer": answer.sentence,
        "report": result_json(found.result),
    }
    session.say("\n".join(said), values)
