"""Maps drawn on the server: outlines, signs, arcs and words that do not cover one another."""
