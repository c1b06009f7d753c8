"""Every kind of paper in every language, from the real world of the fixtures, to be looked at."""
