"""Who was there: places forgotten, spot checks, the dispatch log, sign sheets, reports."""
