"""Replays award files that come line by line, and says of each what it read; run as a program.

It has nothing but the files: what it knows of an award stands in them.
"""

import json
import sys

from coordinator.rules.award_file import replay_file


def main() -> None:
    for line in sys.stdin:
        replayed = replay_file(json.loads(line))
        read = {
            place.badge: (place.standing, place.reasons, place.passed, place.taken)
            for place in replayed.account.places
        }
        numbers = [[clause.number, clause.name] for clause in replayed.account.clauses]
        named = dict(replayed.account.named)
        print(json.dumps([replayed.differences, read, numbers, named]))


if __name__ == "__main__":
    main()
