"""The whole book as plain files, and a book made from them again that is the same."""
