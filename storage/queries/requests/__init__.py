"""Reading requests, their checklists, and the document by which they are taken in."""
