"""Verify a book without the program: sqlite3, json and hashlib only, one page.

For an auditor who trusts nobody's program: read it, then run it on a copy of the book.
Usage: python outside_verify.py BOOK [STATION:SEQ:HASH]
"""

import json
import sqlite3
import sys
from hashlib import sha256


def net(value):
    if value is None:
        return b"-,"
    data = value if isinstance(value, bytes) else str(value).encode()
    return b"%d:%s," % (len(data), data)


def hashed(*values):
    return sha256(b"".join(map(net, values)))


def closed(private):
    return (private or "").startswith('"')


def public(book):  # in the book itself nothing may be withheld
    return "remark " * (book.execute("PRAGMA application_id").fetchone()[0] == 0x43505542)


def leaf(row_id, tbl, row, before, after, private):
    if closed(private):  # withheld whole from a public copy: only the leaf is left
        return bytes.fromhex(json.loads(private))
    total = hashed(row_id, tbl, row, before, after)
    for column, kept in json.loads(private or "{}").items():
        is_open = isinstance(kept, list)  # else redacted: only the commitment is left
        total.update(net(column) + net(hashed(column, *kept).hexdigest() if is_open else kept["#"]))
    return total.digest()


def sealed(changes, first, leaves):
    for number, start in enumerate(range(0, len(leaves), 32), first):
        if number not in changes:
            yield f"change {number} was removed"
        elif leaf(*changes[number]) != leaves[start : start + 32]:
            yield f"change {number} was edited"


def chain(book, changes, seal):
    """Each action follows the one before it and covers its changes; the seal is among them."""
    covered, heads, hashes, joined = set(), {}, set(), []
    for *facts, leaves, prev, digest in book.execute(
        "SELECT station, seq, lamport, at, who, verb, subject, reason, joins, first,"
        " leaves, prev, hash FROM action ORDER BY station, seq"
    ):
        station, seq, at, first = facts[0], facts[1], facts[3], facts[-1]
        last_seq, last_hash, last_at = heads.get(station, (0, bytes(32), at))
        if (seq - 1, prev) != (last_seq, last_hash):
            yield f"action {seq} does not follow the one before it"
        if at < last_at - 900:  # the order is that of seq: no harm, but worth knowing
            yield f"remark action {seq} was made by a clock that had gone back {last_at - at} s"
        if facts[5] == "#":  # its words are withheld from a public copy: its place and seal count
            yield f"{public(book)}action {seq} is withheld"
        elif hashed("action/1", prev, *facts, leaves).digest() != digest:
            yield f"action {seq} was edited"
        covered.update(range(first, first + len(leaves) // 32))
        yield from sealed(changes, first, leaves)
        heads[station] = seq, digest, at
        hashes.add((station, seq, digest.hex()))
        joined += [(seq, *head) for head in json.loads(facts[8] or "[]")]
        if seal and f"{station}:{seq}:{digest.hex()}".startswith(seal):
            seal = ""
    for seq, *head in joined:  # what another workstation did was taken in with its seal
        if tuple(head) not in hashes:
            yield f"action {seq} took in action {head[1]} of station {head[0]}, which is not there"
    if seal:
        yield f"the sealed action {seal} is not there"
    yield from (f"change {n} was made outside the program" for n in changes.keys() - covered)
    yield from (f"head {s}:{seq}:{digest.hex()}" for s, (seq, digest, _) in heads.items())


def in_order(book, changes):
    """As they happened: by the lamport of their action, which runs over all workstations."""
    actions = book.execute("SELECT lamport, first, length(leaves) / 32 FROM action")
    places = {n: lamport for lamport, first, many in actions for n in range(first, first + many)}
    order, place = [], 0
    for number in changes:
        place = places.get(number, place)
        order.append((place, number))
    return [changes[number] for _place, number in sorted(order)]


def rows(book, changes):
    """Each row is as the log last saw it."""
    images, withheld = {}, {}
    for _id, tbl, row, _before, after, private in in_order(book, changes):
        image = images.pop((tbl, row), {})
        if closed(private):
            withheld[tbl, row] = withheld.get((tbl, row), 0) + 1
        elif after is not None:
            kept = json.loads(private or "{}").items()
            personal = {name: value[2] if isinstance(value, list) else ... for name, value in kept}
            images[tbl, row] = image | json.loads(after) | personal
    logged = "SELECT tbl_name FROM sqlite_master WHERE name LIKE 'log_%_insert'"
    for (table,) in book.execute(logged).fetchall():
        found = book.execute(f'SELECT * FROM "{table}"')
        columns = [column[0] for column in found.description]
        for row in (dict(zip(columns, values, strict=True)) for values in found):
            image = images.pop((table, row["id"]), None)
            if (table, row["id"]) in withheld:
                continue
            if image is None:
                yield f"{table} {row['id']} is not in the log"
            elif any(row[name] != value for name, value in image.items() if value is not ...):
                yield f"{table} {row['id']} differs from the log"
    yield from (f"{table} {row} is in the log but not in its table" for table, row in images)
    if withheld:
        yield f"{public(book)}{sum(withheld.values())} changes of {len(withheld)} rows are withheld"


def told(path, seal=""):
    """What does not fit, a line each; remarks; and the heads, to be noted elsewhere."""
    book = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    log = book.execute("SELECT id, tbl, row, before, after, private FROM change ORDER BY id")
    changes = {change[0]: change for change in log}
    return [*rows(book, changes), *chain(book, changes, seal)]


def wrong(lines):
    return [line for line in lines if not line.startswith(("remark ", "head "))]


if __name__ == "__main__":
    print(*(found := told(*sys.argv[1:3])), "WRONG" if wrong(found) else "it all fits", sep="\n")
    sys.exit(bool(wrong(found)))
