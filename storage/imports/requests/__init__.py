"""Requests that employers filled in without this program: JSON files, mails with a block, PDFs."""
