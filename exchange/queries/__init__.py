"""Questions the pages ask: rows out, nothing written, a fixed number of queries a page."""
