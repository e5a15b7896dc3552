"""Who gets a detail: tallies, rotating lists, tiers, drafting; a policy's part as a document.

The method is data (`document`), read from TOML (`reading`). What has happened is replayed into a
`standing` of every officer; from it follow the order with its honest ties (`ordering`) and the
award (`awarding`).
"""
