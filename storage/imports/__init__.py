"""Files coming in: bytes → tables of text → checked records, or problems that name row and cure.

Nothing here reads or writes the book; comparing records with it and writing them is
`coordinator.actions.importing`.
"""
